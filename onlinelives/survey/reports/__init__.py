"""What the answers of a wave say, by the questions that people ask.

A `Source` is the answers of one wave. `cuts_of` says in which ways young people may be divided, `items_of` what is
counted, `share_tables` makes exact tables of both. Nothing exact goes further than
this package: what is shown has been through `rules/disclosure`.
"""

from onlinelives.survey.reports.cuts import cuts_of
from onlinelives.survey.reports.items import items_of
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import share_tables

__all__ = ["Source", "cuts_of", "items_of", "share_tables"]
