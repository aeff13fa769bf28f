"""Pages of a draft: an area's own questions and words, where a page stands, and who is shown it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.content import taxonomies
from onlinelives.rules.questionnaires import editing
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.local_pages import WrittenChoice, WrittenQuestion, question_page, words_page
from onlinelives.rules.questionnaires.manuscripts import Manuscript, title_of
from onlinelives.rules.questionnaires.shapes import ENGLISH, Kind, Op, Page, Question, Rule, Section, Test, Words
from onlinelives.survey.actions.questionnaires import Edit
from onlinelives.survey.forms.questionnaires import EditForm
from onlinelives.survey.models import DraftQuestionnaire
from onlinelives.web.forms import one_of, several_of, words

TEXT, READ = 200, 1500  # longest, in characters: of a question or choice, and of words to read
ROWS, SPARE = 6, 2  # answers that a new question has room for, and those beyond what an old one has
MOST_ROWS = 40
KINDS = ((Kind.ONE.value, "One answer"), (Kind.MANY.value, "Any number of answers"))
EASY = "The same in easier words, for children who ask for them."


def _line(label: str, hint: str = "", missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=TEXT,
        required=bool(missing),
        help_text=hint,
        error_messages={"required": missing, "max_length": f"Use {TEXT} characters or fewer"},
    )


class QuestionForm(EditForm):
    """An area's own question: a new one in a section, or one that is changed."""

    text = _line("The question", "A child of ten should understand it at once.", "Enter the question")
    hint = _line("Hint", "A short line under the question, if it needs one.")
    easy = _line("Easier words", EASY)
    aloud = _line("Read aloud", "Only where a voice would read the question badly, such as “18+”.")
    kind = one_of("How many answers can be chosen?", KINDS, "Select how many answers can be chosen")
    sensitive = forms.BooleanField(label="It is a sensitive question", required=False)
    measures = forms.ChoiceField(
        label="Which risk or factor is it about?",
        required=False,
        help_text="Some are only for older children: the check says from which age.",
        error_messages={"invalid_choice": "Select from the list"},
    )

    def __init__(self, data: Any, *, draft: DraftQuestionnaire, before: Page | None = None):
        old = before.question if before else None
        super().__init__(data, initial={"version": draft.version, **_first(old)})
        self.draft, self.before = draft, before
        self.fields["measures"].choices = _measures()  # type: ignore[attr-defined]
        count = len(old.choices) + SPARE if old else ROWS
        for place in range(min(max(count, ROWS), MOST_ROWS)):
            self.fields[f"choice_{place}"] = _line(f"Answer {place + 1}")
            self.fields[f"alone_{place}"] = forms.BooleanField(label="Stands alone", required=False)
            self.fields[f"yes_{place}"] = forms.BooleanField(label="Counts as yes", required=False)
            self.fields[f"code_{place}"] = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
        self.rows = [place for place in range(MOST_ROWS) if f"choice_{place}" in self.fields]

    @property
    def answers(self) -> Iterator[list[forms.BoundField]]:
        """The boxes of each answer: its words, whether it stands alone, whether it counts as yes, its code."""
        return ([self[f"{name}_{place}"] for name in ("choice", "alone", "yes", "code")] for place in self.rows)

    def save(self, section_id: str, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        written = WrittenQuestion(
            Words(said["text"], said["hint"], said["easy"], said["aloud"]),
            Kind(said["kind"]),
            tuple(
                WrittenChoice(said[f"choice_{n}"], said[f"alone_{n}"], said[f"yes_{n}"], said[f"code_{n}"])
                for n in self.rows
                if said[f"choice_{n}"]
            ),
            said["sensitive"],
            said["measures"],
        )
        if self.before:
            edit = Edit("question", f"changed “{title_of(self.before)}”", partial(_rewritten, written, self.before.id))
        else:
            edit = Edit("add question", f"added “{written.words.text}”", partial(_added, written, section_id))
        return self.edit(self.draft, edit, by)


class WordsForm(EditForm):
    """A page to read: a new one in a section, or one that is changed."""

    text = words("The words to read", "Enter the words to read", "Each line is a paragraph.", 6, READ)
    easy = words("Easier words", "", EASY, 4, READ)

    def __init__(self, data: Any, *, draft: DraftQuestionnaire, before: Page | None = None):
        old = before.said.get(ENGLISH, Words("")) if before else Words("")
        super().__init__(data, initial={"version": draft.version, "text": old.text, "easy": old.easy})
        self.draft, self.before = draft, before

    def save(self, section_id: str, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        lines = self.cleaned_data["text"].replace("\r\n", "\n")
        old = self.before.said.get(ENGLISH, Words("")) if self.before else Words("")
        say = old.say if old.text == lines else ""
        new = Words(lines, old.hint, self.cleaned_data["easy"].replace("\r\n", "\n"), say)
        if self.before:
            title, page_id = title_of(self.before), self.before.id
            edit = Edit(
                "words", f"changed “{title}”", lambda m: editing.rewrite(m, words_page(m, new, m.page(page_id)))
            )
        else:
            edit = Edit("add words", "added words to read", lambda m: editing.add(m, section_id, words_page(m, new)))
        return self.edit(self.draft, edit, by)


class MoveForm(EditForm):
    prefix = "move"  # it stands on one page with another form
    section = forms.ChoiceField(label="Move it to the section", error_messages={"invalid_choice": "Select a section"})

    def __init__(self, data: Any, *, draft: DraftQuestionnaire, page: Page):
        super().__init__(data, initial={"version": draft.version})
        self.draft, self.page = draft, page
        here, _ = draft.manuscript.placed(page.id)
        others = [section for section in draft.manuscript.whole.sections if section.id != here.id]
        self.fields["section"].choices = [(each.id, said_in(each.said, ENGLISH)) for each in others]  # type: ignore[attr-defined]

    def save(self, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        to, title = self.cleaned_data["section"], title_of(self.page)
        moved = Edit("move", f"moved “{title}” to another section", lambda m: editing.move_to(m, self.page.id, to))
        return self.edit(self.draft, moved, by)


class ShowWhenForm(EditForm):
    """Who is shown a page: those who gave certain answers to one earlier question."""

    op = one_of("Show the page only if the answer", (), "Select how to compare")
    values = several_of("These answers", ())

    def __init__(self, data: Any, *, draft: DraftQuestionnaire, page: Page, about: Question):
        super().__init__(data, initial={"version": draft.version, **_condition(page.show_when, about)})
        self.draft, self.page, self.about = draft, page, about
        self.fields["op"].choices = MANY_OPS if about.kind is Kind.MANY else ONE_OPS  # type: ignore[attr-defined]
        self.fields["values"].choices = [(str(c.code), said_in(c.said, ENGLISH)) for c in about.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "op" in said and "values" in said:
            chosen = len(said["values"])
            if said["op"] in (Op.AT_LEAST, Op.AT_MOST) and chosen != 1:
                self.add_error("values", "Select one answer to compare with")
            elif said["op"] != Op.ANSWERED and not chosen:
                self.add_error("values", "Select at least one answer")
        return said

    def save(self, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        op = Op(self.cleaned_data["op"])
        codes = () if op is Op.ANSWERED else tuple(int(value) for value in self.cleaned_data["values"])
        return self.edit(self.draft, shown_when(self.page, Test(self.about.id, op, codes)), by)


ONE_OPS = (
    (Op.ANY_OF.value, "is one of these"),
    (Op.AT_LEAST.value, "is this one or a higher one"),
    (Op.AT_MOST.value, "is this one or a lower one"),
    (Op.ANSWERED.value, "was given, whatever it is"),
)
MANY_OPS = (
    (Op.ANY_OF.value, "includes at least one of these"),
    (Op.ALL_OF.value, "includes all of these"),
    (Op.ANSWERED.value, "was given, whatever it is"),
)


def shown_when(page: Page, rule: Rule | None) -> Edit:
    """The step that says who is shown a page."""
    return Edit("show when", f"changed who is shown “{title_of(page)}”", lambda m: editing.show_when(m, page.id, rule))


def asked_before(manuscript: Manuscript, page_id: str) -> list[Question]:
    """Questions that a condition of the page can be about: those before it that are not switched off."""
    found: list[Question] = []
    for _, page in manuscript.whole.pages():
        if page.id == page_id:
            break
        if page.question and page.id not in manuscript.off:
            found.append(page.question)
    return found


def sections_of(manuscript: Manuscript) -> dict[str, Section]:
    return {section.id: section for section in manuscript.whole.sections}


def _added(written: WrittenQuestion, section_id: str, manuscript: Manuscript) -> Manuscript:
    return editing.add(manuscript, section_id, question_page(manuscript, written))


def _rewritten(written: WrittenQuestion, page_id: str, manuscript: Manuscript) -> Manuscript:
    return editing.rewrite(manuscript, question_page(manuscript, written, manuscript.page(page_id)))


def _reworded(said: Words, page_id: str, manuscript: Manuscript) -> Manuscript:
    return editing.rewrite(manuscript, words_page(manuscript, said, manuscript.page(page_id)))


def _first(old: Question | None) -> dict[str, Any]:
    """What the form shows of a question that is there already."""
    if old is None:
        return {"kind": Kind.ONE.value}
    said = old.said.get(ENGLISH, Words(""))
    first: dict[str, Any] = {"text": said.text, "hint": said.hint, "easy": said.easy, "aloud": said.say}
    first |= {"kind": old.kind.value, "sensitive": old.sensitive, "measures": old.measures}
    for place, choice in enumerate(old.choices):
        first |= {
            f"choice_{place}": said_in(choice.said, ENGLISH),
            f"alone_{place}": choice.alone,
            f"yes_{place}": choice.code in old.yes,
            f"code_{place}": choice.code,
        }
    return first


def _condition(rule: Rule | None, about: Question) -> dict[str, Any]:
    if isinstance(rule, Test) and rule.question == about.id:
        return {"op": rule.op.value, "values": [str(code) for code in rule.values]}
    return {"op": Op.ANY_OF.value}


def _measures() -> list[tuple[str, str]]:
    taxonomy = taxonomies.load()
    risks = [(each.id, each.label) for each in taxonomy.asked_now]
    return [("", "None of them"), *risks, *((each.id, each.label) for each in taxonomy.factors)]
