"""Forms about what is to be done after an incident."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import follow_ups
from onlinelives.cases.actions.follow_ups import Plan
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import FollowUp, Incident
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.web.forms import DateField, OnceForm, SaysNo, words


class PlanFields(forms.Form):
    """What is to be done, by when, and by whom; `staff`: who may be chosen."""

    follow_up = words("What is to be done next?", rows=2, longest=1000)
    follow_up_on = DateField(
        label="By when?",
        required=False,
        help_text="For example, 27 3 2027.",
        missing="Enter the day by which it is to be done",
        wrong="Enter a real date, like 27 3 2027",
    )
    follow_up_by = forms.ChoiceField(
        label="Who does it?",
        required=False,
        help_text="Somebody who sees this record.",
        error_messages={"invalid_choice": "Select somebody from the list"},
    )

    def offer(self, staff: list[Person]) -> None:
        self.staff = {str(person.pk): person for person in staff}
        people = [(pk, person.name) for pk, person in self.staff.items()]
        self.fields["follow_up_by"].choices = [("", "Select"), *people]  # type: ignore[attr-defined]

    def check_plan(self, *, wanted: bool) -> None:
        """All three or, unless one is `wanted`, none."""
        told = {name: self.cleaned_data.get(name) for name in PlanFields.base_fields}
        if not (wanted or any(told.values())):
            return
        missing = {
            "follow_up": "Say what is to be done",
            "follow_up_on": "Enter the day by which it is to be done",
            "follow_up_by": "Select who does it",
        }
        for name, words_ in missing.items():
            if not told[name] and name not in self.errors:
                self.add_error(name, words_)

    def plan(self) -> Plan:
        told = self.cleaned_data
        return Plan(told["follow_up"], told["follow_up_on"], self.staff[told["follow_up_by"]])

    def plan_if_any(self) -> Plan | None:
        return self.plan() if self.cleaned_data["follow_up"] else None


class FollowUpForm(SaysNo, OnceForm, PlanFields):
    prefix = "next"

    def __init__(self, data: Any, *, incident: Incident, staff: list[Person]):
        super().__init__(data)
        self.incident = incident
        self.offer(staff)

    def clean(self) -> None:
        self.check_plan(wanted=True)

    def save(self, by: Person) -> FollowUp | None:
        key = self.cleaned_data["form_key"]
        try:
            return follow_ups.plan(incident=self.incident, planned=self.plan(), by=by, form_key=key)
        except Invalid as error:
            self.say(error)
            return None


class FollowUpDoneForm(SaysNo, forms.Form):
    note = words("What was done?", "Say what was done, or why it is not needed any more", REASON, rows=3, longest=2000)

    def __init__(self, data: Any, *, follow_up: FollowUp):
        super().__init__(data)
        self.follow_up = follow_up

    def save(self, by: Person) -> FollowUp | None:
        try:
            return follow_ups.finish(follow_up=self.follow_up, note=self.cleaned_data["note"], by=by)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None
