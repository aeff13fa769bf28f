"""Figures are chosen and published for the area."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import releases
from onlinelives.cases.models import Release
from onlinelives.rules.counting import CATALOGUE
from onlinelives.rules.quarters import Quarter, quarter_from
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import OnceForm, SaysNo, one_of
from onlinelives.web.words import listed


def _quarter(label: str, missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        widget=forms.Select,
        error_messages={"required": missing, "invalid_choice": "Select a quarter from the list"},
    )


class PublishForm(SaysNo, OnceForm):
    table = one_of(
        "What do you want to publish?",
        [(counting.code, counting.title) for counting in CATALOGUE],
        "Select a table",
    )
    first = _quarter("First quarter", "Select the first quarter")
    last = _quarter("Last quarter", "Select the last quarter")

    def __init__(self, data: Any, *, quarters: list[Quarter]):
        super().__init__(data)
        for name in ("first", "last"):
            choices = [("", "Choose"), *((quarter.code, quarter.words) for quarter in quarters)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["table"].hints = {  # type: ignore[attr-defined]
            counting.code: f"Statement{'s' * (len(counting.statements) > 1)} {listed(counting.statements)}"
            for counting in CATALOGUE
        }

    def publish(self, by: Person) -> Release | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        try:
            return releases.publish(
                table=said["table"],
                first=quarter_from(said["first"]),
                last=quarter_from(said["last"]),
                by=by,
                form_key=said["form_key"],
            )
        except Invalid as error:
            self.say(error)
            return None
