"""Giving out sections, signing off, reopening."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.accounts.queries import colleagues
from onlinelives.audits.actions import returns
from onlinelives.audits.models import Return
from onlinelives.web.forms import DateField


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
