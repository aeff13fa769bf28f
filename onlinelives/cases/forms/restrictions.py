"""Naming somebody on a record that nobody can open."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import restrictions
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import SaysNo, one_of, words


class GiveBackForm(SaysNo, forms.Form):
    reason = words("Why?", "Say why", f"{REASON} It will be shown on the record.", rows=3, longest=1000)
    field_order = ("manager", "reason")

    def __init__(self, data: Any, *, reference: str, managers: list[Person]):
        super().__init__(data)
        self.reference, self.managers = reference, {str(person.pk): person for person in managers}
        choices = [(pk, person.name) for pk, person in self.managers.items()]
        hint = "They will see the record, and decide from then on who else does."
        self.fields["manager"] = one_of("Which manager is named on the record?", choices, "Select a manager", hint)
        self.order_fields(self.field_order)

    def save(self, by: Person) -> YoungPerson | None:
        told = self.cleaned_data
        manager = self.managers[told["manager"]]
        try:
            return restrictions.give_back(reference=self.reference, manager=manager, reason=told["reason"], by=by)
        except Invalid as error:
            self.say(error)
            return None
