"""Forms of this room. Every message is written for its field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from onlinelives.accounts.models import Agency, Person
from onlinelives.accounts.queries import colleagues
from onlinelives.audits import queries
from onlinelives.audits.actions import answers, returns, rounds
from onlinelives.audits.actions.answers import Said, says
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.models import Answer, Return, Round
from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.audits.queries.returns import Row, SectionPage
from onlinelives.content.shapes import Statement
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import DateField, OnceForm

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
        field.error_messages["invalid_choice"] = f"Select a score from 0 to 4 for statement {statement.id}"
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
    theirs: Answer | None = None


class SectionForm:
    """The six forms of a section, sent together. Saves what it can; what it cannot stays on the page as typed."""

    def __init__(self, data: Any, page: SectionPage):
        self.page = page
        points = {point.value: point.label for point in page.framework.scale}
        self.entries = [
            Entry(row, AnswerForm(data, statement=row.statement, answer=row.answer, points=points))
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
                entry.row.answer = entry.form.save(assigned=self.page.here.mine, by=by)
            except Changed as error:
                entry.theirs = error.theirs
        return not self.errors and not self.conflicts


class RoundForm(OnceForm):
    name = forms.CharField(
        label="Name of the round",
        max_length=80,
        help_text="For example, Self-audit 2027.",
        error_messages={"required": "Enter a name for the round"},
    )
    edition = forms.ChoiceField(
        label="Edition of the framework",
        widget=forms.RadioSelect,
        error_messages={"required": "Select an edition", "invalid_choice": "Select an edition from the list"},
    )
    opens_on = DateField(
        label="When does it open?", missing="Enter the day the round opens", wrong="Enter a real date, like 27 3 2027"
    )
    due_on = DateField(
        label="When are returns due?", missing="Enter the day returns are due", wrong="Enter a real date, like 27 3 2027"
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies are invited?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one agency", "invalid_choice": "Select agencies from the list"},
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by
        self.found = {str(agency.pk): agency for agency in queries.agencies_to_invite(by)}
        editions = queries.editions()
        self.fields["edition"].choices = [(e.edition, e.title) for e in editions]  # type: ignore[attr-defined]
        self.fields["edition"].hints = {e.edition: e.summary for e in editions}  # type: ignore[attr-defined]
        self.fields["agencies"].choices = [(pk, a.name) for pk, a in self.found.items()]  # type: ignore[attr-defined]
        self.order_fields(["form_key", "name", "edition", "opens_on", "due_on", "agencies"])

    def prepare(self) -> Round | None:
        told = self.cleaned_data
        try:
            return rounds.prepare(
                name=told["name"],
                edition=told["edition"],
                opens_on=told["opens_on"],
                due_on=told["due_on"],
                agencies=[self.found[pk] for pk in told["agencies"]],
                by=self.by,
                form_key=told["form_key"],
            )
        except Invalid as error:
            self.add_error(error.field, str(error))
            return None


class RoundChangeForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name of the round", max_length=80, error_messages={"required": "Enter a name for the round"}
    )
    opens_on = DateField(
        label="When does it open?", missing="Enter the day the round opens", wrong="Enter a real date, like 27 3 2027"
    )
    due_on = DateField(
        label="When are returns due?", missing="Enter the day returns are due", wrong="Enter a real date, like 27 3 2027"
    )

    def change(self, round_: Round, by: Person) -> Round | None:
        told = self.cleaned_data
        try:
            return rounds.change(
                round_=round_,
                name=told["name"],
                opens_on=told["opens_on"],
                due_on=told["due_on"],
                expected=told["version"],
                by=by,
            )
        except Invalid as error:
            self.add_error(error.field, str(error))
            return None


class InviteAgenciesForm(forms.Form):
    agencies = forms.MultipleChoiceField(
        label="Which agencies are invited as well?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one agency", "invalid_choice": "Select agencies from the list"},
    )

    def __init__(self, *args: Any, choices: Iterable[Agency], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.found = {str(agency.pk): agency for agency in choices}
        self.fields["agencies"].choices = [(pk, a.name) for pk, a in self.found.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Agency]:
        return [self.found[pk] for pk in self.cleaned_data["agencies"]]


class AssignForm(forms.Form):
    """One section: who answers it, and by when."""

    people = forms.MultipleChoiceField(
        label="Who answers it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Select people of your agency"},
    )
    due_on = DateField(
        label="By when?",
        required=False,
        help_text="Leave empty to use the round’s return date.",
        missing="Enter a date",
        wrong="Enter a real date, like 27 3 2027",
    )

    def __init__(self, data: Any, *, section: int, staff: list[Person], given: list[Any]):
        first = {"people": [str(a.person_id) for a in given], "due_on": next((a.due_on for a in given), None)}
        super().__init__(data, prefix=f"section-{section}", initial=first)
        self.section, self.staff = section, {str(person.pk): person for person in staff}
        self.fields["people"].choices = [(pk, p.name) for pk, p in self.staff.items()]  # type: ignore[attr-defined]

    def save(self, audit_return: Return, by: Person) -> bool:
        """Whether anything was changed."""
        told = self.cleaned_data
        same = set(told["people"]) == set(self.initial["people"]) and told["due_on"] == self.initial["due_on"]
        if same or (not told["people"] and not self.initial["people"]):
            return False
        returns.assign(
            audit_return=audit_return,
            section=self.section,
            people=[self.staff[pk] for pk in told["people"]],
            due_on=told["due_on"],
            by=by,
        )
        return True


def assign_forms(data: Any, audit_return: Return) -> list[AssignForm]:
    """One form for each section of the return."""
    staff, given = colleagues(audit_return.agency), list(audit_return.assignments.all())
    return [
        AssignForm(data, section=s.number, staff=staff, given=[a for a in given if a.section == s.number])
        for s in audit_return.round.framework.sections
    ]


class SignOffForm(forms.Form):
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label="I have read these answers, and they are an honest account of where my agency stands.",
        error_messages={"required": "Confirm that the answers are an honest account"},
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Why is the return reopened?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="This is kept with the return.",
        error_messages={"required": "Say why the return is reopened"},
    )
