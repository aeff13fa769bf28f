"""Disclosure control: the only door through which counts about young people leave.

A `Table` of true counts goes to `publish` (or `publish_rounded`) together with `Released`, the ledger of what has been
published. A `Published` comes out. Charts, pages, files and the interface for programs take nothing else, and nothing
else can make one. What is safe, how that was measured, and what is not stopped stands in `suppression` for one table
and in `releases` for several.
"""

from onlinelives.rules.disclosure.published import Cell, Published
from onlinelives.rules.disclosure.publishing import publish
from onlinelives.rules.disclosure.releases import (
    Population,
    Refused,
    Release,
    Released,
    population,
    published_from,
    release_from,
)
from onlinelives.rules.disclosure.rounding import publish_rounded, rounded
from onlinelives.rules.disclosure.settings import Reason, Settings, words
from onlinelives.rules.disclosure.tables import Frame, Table, listed

__all__ = [
    "Cell",
    "Frame",
    "Population",
    "Published",
    "Reason",
    "Refused",
    "Release",
    "Released",
    "Settings",
    "Table",
    "listed",
    "population",
    "publish",
    "publish_rounded",
    "published_from",
    "release_from",
    "rounded",
    "words",
]
