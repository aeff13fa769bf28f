"""The answer page: six forms that stand on one page. Every message is written for its field."""

from dataclasses import dataclass
from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import answers
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.actions.keeping import Said, says
from onlinelives.audits.models import Answer
from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.audits.queries.returns import Row, SectionPage
from onlinelives.content.shapes import Statement

NOT_APPLICABLE, UNANSWERED = "na", "none"


class AnswerForm(forms.Form):
    """One statement. Its fields carry the statement's key in front, so that six stand on one page."""

    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": "Reload the page and try again."}
    )
    choice = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why does it not apply?", required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )
    commentary = forms.CharField(
        label="Commentary",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="Why this score, and what would raise it? Do not name young people.",
    )
    evidence = forms.CharField(
        label="Evidence",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="What shows that the score is right? Say what it is and where it is kept, or paste links.",
    )

    def __init__(self, data: Any, *, statement: Statement, answer: Answer, points: dict[int, str]):
        now = says(answer)
        choice = NOT_APPLICABLE if now.not_applicable else UNANSWERED if now.score is None else str(now.score)
        initial = {
            "version": answer.version,
            "choice": "" if choice == UNANSWERED and answer.version == 0 else choice,
            "reason": now.reason,
            "commentary": now.commentary,
            "evidence": now.evidence,
        }
        super().__init__(data, prefix=statement.key, initial=initial)
        self.statement, self.answer = statement, answer
        field = self.fields["choice"]
        field.label = f"Score for {statement.id}"
        field.choices = [  # type: ignore[attr-defined]
            *((str(value), f"{value} – {label}") for value, label in points.items()),
            (NOT_APPLICABLE, "Not applicable to us"),
            (UNANSWERED, "Not answered yet"),
        ]
        field.hints = {  # type: ignore[attr-defined]
            str(value): text for value, text in enumerate(statement.levels)
        }
        field.error_messages["invalid_choice"] = f"Choose a score from 0 to 4 for statement {statement.id}"
        for name, words in (("reason", "reason"), ("commentary", "commentary"), ("evidence", "evidence")):
            self.fields[name].error_messages["max_length"] = (
                f"The {words} for {statement.id} must be %(limit_value)d characters or fewer. It has %(show_value)d."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("choice") == NOT_APPLICABLE and not cleaned.get("reason", "").strip() and "reason" in cleaned:
            self.add_error("reason", f"Say why statement {self.statement.id} does not apply to your agency")
        return cleaned

    def said(self) -> Said:
        told = self.cleaned_data
        choice = told["choice"]
        scored = choice not in ("", NOT_APPLICABLE, UNANSWERED)
        return Said(
            score=int(choice) if scored else None,
            not_applicable=choice == NOT_APPLICABLE,
            reason=told["reason"] if choice == NOT_APPLICABLE else "",
            commentary=_plain(told["commentary"]),
            evidence=_plain(told["evidence"]),
        )

    def save(self, *, assigned: bool, by: Person) -> Answer:
        """The answer as it now stands. Raises Changed when somebody else was faster."""
        return answers.save(
            answer=self.answer,
            said=self.said(),
            expected=self.cleaned_data["version"],
            assigned=assigned,
            by=by,
        )


def _plain(text: str) -> str:
    """Browsers send line ends as \\r\\n; one form is kept, so that the same text is the same text."""
    return text.replace("\r\n", "\n")


@dataclass
class Entry:
    """One statement on the section page: its row, its form, and somebody else's answer where both changed it."""

    row: Row
    form: AnswerForm
    answer: Answer
    theirs: Answer | None = None


class SectionForm:
    """The six forms of a section, sent together. Saves what it can; what it cannot stays on the page as typed."""

    def __init__(self, data: Any, page: SectionPage):
        self.page = page
        points = {point.value: point.label for point in page.framework.scale}
        self.entries = [
            Entry(row, AnswerForm(data, statement=row.statement, answer=row.answer, points=points), row.answer)
            for row in page.rows
        ]

    @property
    def forms(self) -> list[AnswerForm]:
        return [entry.form for entry in self.entries]

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def conflicts(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.theirs]

    def save(self, *, by: Person) -> bool:
        """True when every statement was saved or unchanged."""
        for entry in self.entries:
            if not entry.form.is_valid():
                continue
            try:
                entry.answer = entry.form.save(assigned=self.page.here.mine, by=by)
            except Changed as error:
                entry.theirs = error.theirs
        return not self.errors and not self.conflicts
