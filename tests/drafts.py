"""A questionnaire of an area, begun, changed and published through the ordinary actions."""

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.questionnaires import editing
from onlinelives.rules.questionnaires.local_pages import WrittenChoice, WrittenQuestion, question_page
from onlinelives.rules.questionnaires.manuscripts import LOCAL, Manuscript
from onlinelives.rules.questionnaires.shapes import Kind, Words
from onlinelives.survey.actions import questionnaires
from onlinelives.survey.actions.questionnaires import Beginning, Edit
from onlinelives.survey.models import DraftQuestionnaire

WATCH = f"{LOCAL}do_you_own_a_smart"  # the id that `asking()` is given
SECTION = "good_side"


def beginning(code: str = "online-lives-2026") -> Beginning:
    return Beginning(Manuscript(instruments.questionnaire(code)), "Online Lives")


def begin(by: Person, name: str = "Our survey") -> DraftQuestionnaire:
    return questionnaires.begin(name=name, beginning=beginning(), by=by)


def asking(text: str = "Do you own a smart watch?", *answers: str, **more: object) -> WrittenQuestion:
    choices = tuple(WrittenChoice(answer) for answer in answers or ("Yes", "No"))
    return WrittenQuestion(Words(text, easy=text), Kind.ONE, choices, **more)  # type: ignore[arg-type]


def add_question(
    draft: DraftQuestionnaire, by: Person, written: WrittenQuestion | None = None, section: str = SECTION
) -> DraftQuestionnaire:
    asked = written or asking()
    edit = Edit("add question", "added a question", lambda m: editing.add(m, section, question_page(m, asked)))
    return questionnaires.change(draft=draft, edit=edit, expected=draft.version, by=by)


def step(draft: DraftQuestionnaire, by: Person, verb: str, page: str) -> DraftQuestionnaire:
    """off, on or remove."""
    do = {"off": editing.switch_off, "on": editing.switch_on, "remove": editing.remove}[verb]
    edit = Edit(verb, f"switched “{page}” {verb}", lambda m: do(m, page))
    return questionnaires.change(draft=draft, edit=edit, expected=draft.version, by=by)


def publish(draft: DraftQuestionnaire, by: Person) -> DraftQuestionnaire:
    return questionnaires.publish(draft=draft, expected=draft.version, by=by)
