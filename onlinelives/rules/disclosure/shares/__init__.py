"""Disclosure control for percentages of the youth survey: the only door through which they leave.

A `ShareTable` of exact tallies and weighted estimates goes to `publish_shares` with `SharesReleased`, the ledger of
what is out and of the fixed list of cuts. A `PublishedShares` comes out; charts, pages, findings and files take nothing
else. What is safe, how that was measured and what is not stopped: docs/decisions/0032-figures-of-the-survey.md.
"""

from onlinelives.rules.disclosure.releases import Refused
from onlinelives.rules.disclosure.shares.cuts import ALL, NOT_SAID, Cuts, Dimension, crossed
from onlinelives.rules.disclosure.shares.figures import Comparison, Measure, Share, ShareTable, Tally
from onlinelives.rules.disclosure.shares.gate import Recoverable, recoverable
from onlinelives.rules.disclosure.shares.ledger import SharesReleased
from onlinelives.rules.disclosure.shares.ordered import places_of
from onlinelives.rules.disclosure.shares.published import (
    BEHIND_WORDS,
    HIDDEN_WORDS,
    Cell,
    Compared,
    PublishedShares,
    Shown,
    published_shares_from,
    words,
)
from onlinelives.rules.disclosure.shares.publishing import publish_shares

__all__ = [
    "ALL",
    "BEHIND_WORDS",
    "HIDDEN_WORDS",
    "NOT_SAID",
    "Cell",
    "Compared",
    "Comparison",
    "Cuts",
    "Dimension",
    "Measure",
    "PublishedShares",
    "Recoverable",
    "Refused",
    "Share",
    "ShareTable",
    "SharesReleased",
    "Shown",
    "Tally",
    "crossed",
    "places_of",
    "publish_shares",
    "published_shares_from",
    "recoverable",
    "words",
]
