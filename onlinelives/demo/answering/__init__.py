"""What about 3,000 young people a year would answer, invented from a seed and a described model.

Nothing here knows the database, and nothing here is a finding about anybody (docs/invented-answers.md). The figures
are in `model.yaml` and `settings.yaml`. `children` says who is asked, `drawing` what they would say, `leaving_out` what
they do not say, and `routing` what becomes of that on their way through a questionnaire.
"""

from collections.abc import Sequence

from onlinelives.demo.answering.chances import Chances
from onlinelives.demo.answering.children import children_of
from onlinelives.demo.answering.drawing import drawn
from onlinelives.demo.answering.invented import Invented, answers_of, written
from onlinelives.demo.answering.leaving_out import stops, with_reasons
from onlinelives.demo.answering.model import model
from onlinelives.demo.answering.routing import settled
from onlinelives.demo.answering.settings import Setting, settings_of
from onlinelives.rules.questionnaires.shapes import Questionnaire

__all__ = ["SEED", "Invented", "Setting", "answers_of", "invent", "settings_of", "written"]

SEED = 20261121


def invent(questionnaire: Questionnaire, settings: Sequence[Setting], *, year: int, seed: int = SEED) -> Invented:
    """The settled answers of everybody who answers in these settings in this year, in the order of the settings and
    their year groups.

    The same arguments give the same answers. A setting keeps most of what it is from year to year, as long as it keeps
    its name, and one question more or less changes no answer to the others. Raises ValueError for a question that the
    model does not know.
    """
    found, chances = model(), Chances(seed, questionnaire.code)
    children = children_of(settings, year, found, chances)
    said = with_reasons(drawn(questionnaire, children, found, chances), questionnaire, children, found, chances)
    answers, stopped_at = settled(questionnaire, said, stops(questionnaire, children, found, chances))
    return Invented(questionnaire, tuple(settings), children.setting, children.year_group, stopped_at, answers)
