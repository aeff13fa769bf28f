"""Drawing answers, and checking them."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import checks, draws
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.models import Check, Draw, DrawSchedule, Round
from onlinelives.audits.models.checks import AGREE, CANNOT_TELL, HIGHER, LONGEST_WORDS, LOWER, NO_EVIDENCE, VERDICTS
from onlinelives.content.shapes import Framework
from onlinelives.rules.sampling import MOST_FACTOR, MOST_PER_AGENCY, Parameters
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import DateField, OnceForm

HINTS = {
    AGREE: "The evidence bears the score out.",
    LOWER: "The evidence bears out a lower score.",
    HIGHER: "The agency does more than it gives itself credit for.",
    NO_EVIDENCE: "Nothing you could look at shows it, whether or not it is so.",
    CANNOT_TELL: "You could not form a view, for example because you could not open what was cited.",
}


def page_number(address: QueryDict) -> int:
    """Which page of a list an address asks for, 1 or more; 1 where it asks for none or makes no sense."""
    told = address.get("page", "")
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 10 else 1


class SizeFields(forms.Form):
    per_agency = forms.IntegerField(
        label="How many answers of each agency?",
        min_value=1,
        max_value=MOST_PER_AGENCY,
        initial=10,
        help_text=f"From 1 to {MOST_PER_AGENCY}. An agency with fewer signed answers gives all it has.",
        error_messages={
            "required": "Enter how many answers of each agency",
            "invalid": "Enter a whole number",
            "min_value": f"Enter a number from 1 to {MOST_PER_AGENCY}",
            "max_value": f"Enter a number from 1 to {MOST_PER_AGENCY}",
        },
    )
    reply_days = forms.IntegerField(
        label="How many days do agencies have to reply?",
        min_value=draws.FEWEST_REPLY_DAYS,
        max_value=draws.MOST_REPLY_DAYS,
        initial=14,
        help_text=f"From {draws.FEWEST_REPLY_DAYS} to {draws.MOST_REPLY_DAYS}.",
        error_messages={
            "required": "Enter how many days agencies have",
            "invalid": "Enter a whole number",
            "min_value": f"Give at least {draws.FEWEST_REPLY_DAYS} days",
            "max_value": f"Give at most {draws.MOST_REPLY_DAYS} days",
        },
    )


def _factor(label: str, help_text: str) -> forms.IntegerField:
    wrong = f"Enter a whole number from 1 to {MOST_FACTOR}"
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MOST_FACTOR,
        initial=2,
        help_text=help_text,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class DrawForm(SizeFields, OnceForm):
    thin_factor = _factor(
        "How much likelier is a high score with no evidence?",
        "2 means twice as likely as another answer; 1 means alike.",
    )
    never_factor = _factor("How much likelier is a statement never checked in that agency?", "Both together multiply.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.order_fields(["form_key", "per_agency", "thin_factor", "never_factor", "reply_days"])

    def draw(self, round_: Round, by: Person) -> Draw | None:
        told = self.cleaned_data
        key: uuid.UUID = told["form_key"]
        try:
            return draws.draw_now(
                round_=round_,
                parameters=Parameters(told["per_agency"], told["thin_factor"], told["never_factor"]),
                reply_days=told["reply_days"],
                by=by,
                form_key=key,
            )
        except Invalid as error:
            self.add_error(error.field, str(error))
            return None


class ScheduleForm(SizeFields):
    every_months = forms.TypedChoiceField(
        label="How often?",
        coerce=int,
        choices=[(1, "Every month"), (2, "Every two months"), (3, "Every three months"), (6, "Twice a year")],
        initial=1,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often", "invalid_choice": "Choose how often from the list"},
    )
    first_on = DateField(
        label="When is the first draw?",
        missing="Enter the day of the first draw",
        wrong="Enter a real date, like 27 3 2027",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.order_fields(["every_months", "first_on", "per_agency", "reply_days"])

    def set(self, round_: Round, by: Person) -> DrawSchedule | None:
        try:
            return draws.set_schedule(round_=round_, by=by, **self.cleaned_data)
        except Invalid as error:
            self.add_error(error.field, str(error))
            return None


class LinesField(forms.CharField):
    """Text of several lines. Browsers send line ends as \\r\\n and count them as one character; so does this."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n")


TOO_LONG = "Use %(limit_value)d characters or fewer. This has %(show_value)d."


class VersionForm(forms.Form):
    """A form about a check, with the version of it that was read. `says` is the field that somebody writes into."""

    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": "Reload the page and try again."}
    )
    says = ""

    @property
    def typed(self) -> str:
        """What was written, as it was sent."""
        return str(self.data.get(self.says, "")).strip()

    def go_on_from(self, check: Check) -> None:
        """What was sent is shown again beside the check as it now is: sent once more, it is about that."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": str(check.version)}


class FoundForm(VersionForm):
    """What a reviewer found; also what they settle on."""

    says = "note"
    verdict = forms.ChoiceField(
        label="What do you find?",
        choices=list(VERDICTS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you find", "invalid_choice": "Select what you find from the list"},
    )
    verified = forms.TypedChoiceField(
        label="Which score does the evidence bear out?",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Needed for “lower” and “higher”. For “no evidence seen”, only if you can say.",
    )
    note = LinesField(
        label="What did you see, and why does it lead you there?",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 5}),
        help_text="The agency reads this. Do not name young people.",
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, data: Any, *, framework: Framework, check: Check, first: dict[str, Any] | None = None):
        super().__init__(data, initial={"version": check.version, **(first or {})})
        verdict, verified = self.fields["verdict"], self.fields["verified"]
        verdict.hints = HINTS  # type: ignore[attr-defined]
        verified.choices = [("", "Choose a score"), *((p.value, f"{p.value} – {p.label}") for p in framework.scale)]  # type: ignore[attr-defined]

    def found(self) -> Found:
        told = self.cleaned_data
        return Found(told["verdict"], told["verified"], told["note"])

    def find(self, check: Check, by: Person) -> bool:
        return self._do(checks.find, check, by)

    def settle(self, check: Check, by: Person) -> bool:
        return self._do(checks.settle, check, by)

    def _do(self, action: Any, check: Check, by: Person) -> bool:
        try:
            action(check=check, found=self.found(), expected=self.cleaned_data["version"], by=by)
        except Invalid as error:
            self.add_error(error.field, str(error))
            return False
        return True


class WordsForm(VersionForm):
    """A reply, or a reason: one text."""

    says = "words"
    words = LinesField(
        max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 5}), error_messages={"max_length": TOO_LONG}
    )

    def __init__(self, data: Any, *, check: Check, label: str, hint: str, missing: str):
        super().__init__(data, initial={"version": check.version})
        field = self.fields["words"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing

    def do(self, action: Any, check: Check, by: Person, name: str) -> bool:
        try:
            action(check=check, expected=self.cleaned_data["version"], by=by, **{name: self.cleaned_data["words"]})
        except Invalid as error:
            self.add_error("words", str(error))
            return False
        return True
