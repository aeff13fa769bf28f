"""How much the engine finds in marked sentences, and how much it takes that it should leave.

Print the figures of both sets: python -m tests.rules.deidentify.measures
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onlinelives.rules.deidentify import Known, draft
from onlinelives.rules.deidentify.folding import words
from tests.rules.deidentify import held_out, tuning, tuning_patterns
from tests.rules.deidentify.corpus import CHECKED, PATTERNS, RECORDED, Case

SETS: dict[str, tuple[Case, ...]] = {
    "tuning": (*tuning.CASES, *tuning_patterns.CASES),
    "held out": held_out.CASES,
}


@dataclass
class Figures:
    """Counts of marked spans by kind, and of the other words.

    found: spans of which every letter and digit was replaced or flagged; replaced: replaced at once. other: words that
    are not sensitive; other_found, other_replaced: those of them that were touched all the same.
    """

    spans: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    other: int = 0
    other_found: int = 0
    other_replaced: int = 0
    missed: list[str] = field(default_factory=list)
    too_much: list[str] = field(default_factory=list)

    def recall(self, kinds: Iterable[str], *, replaced: bool = False) -> float:
        """The share of the spans of these kinds that were found, 0 to 1."""
        counted = self.replaced if replaced else self.found
        return sum(counted[kind] for kind in kinds) / sum(self.spans[kind] for kind in kinds)

    @property
    def over_redaction(self) -> float:
        """The share of the words that are not sensitive that were replaced or flagged, 0 to 1."""
        return self.other_found / self.other

    def lines(self) -> list[str]:
        """The figures as a person reads them."""
        told = [
            f"{kind:10} {self.spans[kind]:4} found {self.found[kind]:4} replaced {self.replaced[kind]:4}"
            for kind in sorted(self.spans)
        ]
        told.append(
            f"names of the record: {self.recall(RECORDED):.1%}, at once {self.recall(RECORDED, replaced=True):.1%}"
        )
        told.append(f"all: {self.recall(self.spans):.1%}, at once {self.recall(self.spans, replaced=True):.1%}")
        told.append(
            f"other words: {self.other}, touched {self.other_found} ({self.over_redaction:.1%}), "
            f"replaced {self.other_replaced} ({self.other_replaced / self.other:.1%})"
        )
        return told


def measure(cases: Iterable[Case], *, with_record: bool = True) -> Figures:
    """Draft every sentence by itself. Without the record, the engine is told of nobody."""
    figures = Figures()
    for case in cases if with_record else (replace(case, known=Known()) for case in cases):
        for sentence in case.sentences:
            made = draft(sentence.text, case.known)
            assert not made.failure, sentence.text
            found = {at for finding in made.findings for at in range(finding.start, finding.end)}
            replaced = {at for finding in made.findings if finding.certain for at in range(finding.start, finding.end)}
            sensitive: set[int] = set()
            for span in sentence.spans:
                solid = {at for at in range(span.start, span.end) if sentence.text[at].isalnum()}
                sensitive |= solid
                figures.spans[span.kind] += 1
                figures.found[span.kind] += solid <= found
                figures.replaced[span.kind] += solid <= replaced
                if not solid <= found:
                    figures.missed.append(f"{span.kind}: {sentence.text[span.start : span.end]!r} in {sentence.text!r}")
            for word in words(sentence.text):
                letters = set(range(word.start, word.end))
                if letters & sensitive:
                    continue
                figures.other += 1
                figures.other_found += bool(letters & found)
                figures.other_replaced += bool(letters & replaced)
                if letters & found:
                    figures.too_much.append(f"{word.text!r} in {sentence.text!r}")
    return figures


def report() -> str:
    """The figures of both sets, with the record and without."""
    told = []
    for name, cases in SETS.items():
        for with_record in (True, False):
            told.append(f"\n{name}, {'with the record' if with_record else 'the record names nobody'}")
            told += measure(cases, with_record=with_record).lines()
    return "\n".join(told)


__all__ = ["CHECKED", "PATTERNS", "RECORDED", "SETS", "Figures", "measure", "report"]

if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
