"""The answers of one wave, as far as figures need to know them."""

from dataclasses import dataclass, field
from datetime import date

from onlinelives.rules.questionnaires.shapes import Questionnaire


@dataclass(frozen=True)
class Source:
    """wave_code: of one wave for good. sha256: of the file of answers. name: of the wave; day: when it opened.
    asks: what was asked. has: the columns of the file. strata: the names behind the codes of `stratum`, from 0. Two
    sources are equal when they are the same answers of the same wave."""

    wave_code: str
    sha256: str
    name: str = field(compare=False)
    asks: Questionnaire = field(compare=False)
    has: frozenset[str] = field(compare=False)
    strata: tuple[str, ...] = field(compare=False)
    day: date = field(compare=False, default=date.min)
