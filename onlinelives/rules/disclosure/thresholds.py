"""How few are too few in a figure of the survey: one place for pages, findings and the command line.

Counts are of children, never weighted, for a weighted count hides how few stand behind it (notes on the survey, 9.2).
"""

FEWEST_ANSWERED = 30  # children who answered, behind any figure
FEWEST_SCHOOLS = 3  # a head can count her own
FEWEST_ON_A_SIDE = 8  # with a yes, and with a no: "everyone but two" is as telling as "two"
ROUNDED_TO = 5  # numbers of children are given to the nearest multiple


def nearest(count: int) -> int:
    """A number of children (from 0) to the nearest multiple of 5: 12 is 10 and 13 is 15."""
    return (2 * count + ROUNDED_TO) // (2 * ROUNDED_TO) * ROUNDED_TO
