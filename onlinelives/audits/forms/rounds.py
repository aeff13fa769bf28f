"""Preparing and changing a round."""

from collections.abc import Iterable
from typing import Any

from django import forms

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits import queries
from onlinelives.audits.actions import rounds
from onlinelives.audits.models import Round
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import DateField, OnceForm


class RoundBasics(forms.Form):
    """What can be said of a round when it is prepared, and changed later."""

    name = forms.CharField(
        label="Name of the round",
        max_length=80,
        help_text="For example, Self-audit 2027.",
        error_messages={"required": "Enter a name for the round"},
    )
    opens_on = DateField(
        label="When does it open?", missing="Enter the day the round opens", wrong="Enter a real date, like 27 3 2027"
    )
    due_on = DateField(
        label="When are returns due?",
        missing="Enter the day returns are due",
        wrong="Enter a real date, like 27 3 2027",
    )


class RoundForm(RoundBasics, OnceForm):
    edition = forms.ChoiceField(
        label="Edition of the framework",
        widget=forms.RadioSelect,
        error_messages={"required": "Select an edition", "invalid_choice": "Select an edition from the list"},
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


class RoundChangeForm(RoundBasics):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

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
