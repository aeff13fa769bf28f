"""Plain tables that line up, in 100 columns."""

from collections.abc import Sequence

WIDTH = 100
LEAST_LABEL = 10
GAP = "  "


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    """The first column to the left and shortened where the line would be too long, the others to the right. A line of
    two parts is a label with words, which run on under the numbers."""
    whole = [line for line in (head, *lines) if len(line) == len(head)]
    widths = [max(len(clean(line[place])) for line in whole) for place in range(1, len(head))]
    room = WIDTH - sum(widths) - len(GAP) * len(widths)
    label = max(min(max(len(clean(line[0])) for line in (head, *lines)), room), LEAST_LABEL)
    told = []
    for line in (head, *lines):
        first = shortened(clean(line[0]), label).ljust(label)
        if len(line) == len(head):
            rest = [clean(cell).rjust(width) for cell, width in zip(line[1:], widths, strict=True)]
        else:
            rest = [shortened(clean(line[1]), WIDTH - label - len(GAP))]
        told.append(GAP.join([first, *rest]).rstrip())
    return [told[0], "-" * min(max(len(line) for line in told), WIDTH), *told[1:]]


def clean(text: str) -> str:
    """Without what would move the cursor or colour the screen: a name in a file is not to be trusted with that."""
    return "".join(one if one.isprintable() else "?" for one in text)


def shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
