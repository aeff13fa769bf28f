"""What the layers find, and how what they find is put together so that nothing any of them saw is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

# Whom or what a pseudonym stands for: a group and which of it. Equal subjects get the same pseudonym in every text of a
# draft. A person, school, place or other detail of the record goes by its place in the record; several people with one
# name by all their places; online names, and names the record does not hold, by their folded letters; and in the group
# "kind" all of a kind look the same.
Subject = tuple[str, str]

# Everything of these kinds gets the kind as its pseudonym. A closed list, since these words in square brackets are
# taken for pseudonyms when a draft is drafted again.
KINDS = frozenset(
    (
        "e-mail address",
        "web address",
        "NHS number",
        "UPN",
        "National Insurance number",
        "telephone number",
        "postcode",
        "address",
        "vehicle registration",
        "long number",
        "date",
    )
)


@dataclass(frozen=True)
class Hit:
    """Characters `start` to `end` of one text that one layer holds to be sensitive. `certain` ones are replaced."""

    start: int
    end: int
    kind: str
    subject: Subject
    certain: bool
    reason: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError("a hit must cover at least one character")


def settle(text: str, hits: Iterable[Hit], islands: Iterable[tuple[int, int]]) -> list[Hit]:
    """The hits that stand, in order and without overlaps. `islands` are pseudonyms from before: never touched.

    Certain hits come before flags, longer before shorter, earlier before later. What is left of a hit that overlaps a
    better one stays sensitive, as long as it holds a letter or a digit: what any layer found is covered.
    """
    taken = [False] * len(text)
    for start, end in islands:
        taken[start:end] = [True] * (end - start)
    settled = []
    for hit in sorted(hits, key=lambda hit: (not hit.certain, hit.start - hit.end, hit.start)):
        for start, end in _free(text, taken, hit):
            settled.append(replace(hit, start=start, end=end))
            taken[start:end] = [True] * (end - start)
    return _joined(text, sorted(settled, key=lambda hit: hit.start))


def _free(text: str, taken: list[bool], hit: Hit) -> list[tuple[int, int]]:
    """The stretches of a hit that nothing has taken, without blanks and punctuation at their ends where it was cut."""
    if not any(taken[hit.start : hit.end]):
        return [(hit.start, hit.end)]
    free, at = [], hit.start
    while at < hit.end:
        end = at
        while end < hit.end and not taken[end]:
            end += 1
        solid = [i for i in range(at, end) if text[i].isalnum()]
        if solid:
            free.append((solid[0], solid[-1] + 1))
        at = end + 1
    return free


def _joined(text: str, hits: list[Hit]) -> list[Hit]:
    """Neighbours that stand for the same person become one, so that a name in two halves gives one pseudonym."""
    joined: list[Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        if (
            last
            and last.certain
            and hit.certain
            and hit.subject == last.subject
            and hit.subject[0] != "kind"
            and text[last.end : hit.start] in {" ", "-", "\u2019", "'", ". ", ""}
        ):
            joined[-1] = replace(last, end=hit.end)
        else:
            joined.append(hit)
    return joined
