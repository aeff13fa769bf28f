"""Questionnaires as XLSForm workbooks: `writing` makes one, `reading` takes one in and tells everything wrong with it.

What XLSForm has no word for stands in columns of our own, which begin with `ol_` and which other tools pass over. A
way out of a page is one of them: another tool shows every page whose own condition holds.
"""
