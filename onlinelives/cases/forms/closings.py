"""Who works with a young person, and how that work ends."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import closings
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import Closing, YoungPerson
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.web.forms import DateField, SaysNo, one_of, typed_again, words

CHANGED = "Somebody else has changed this record meanwhile. Look at it, then save again to put yours in place."


class PlanForm(SaysNo, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    worker = forms.ChoiceField(
        label="Who works with them?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select who works with them", "invalid_choice": "Select somebody of the team"},
    )
    review_on = DateField(
        label="When does somebody look again?",
        required=False,
        help_text="For example, 27 3 2027. It then stands on the worker’s home page.",
        missing="Enter the day",
        wrong="Enter a real date, like 27 3 2027",
    )

    def __init__(self, data: Any, *, young_person: YoungPerson, staff: list[Person]):
        first = {"version": young_person.version, "review_on": young_person.review_on}
        super().__init__(data, initial={**first, "worker": str(young_person.worker_id or "nobody")})
        self.young_person, self.staff = young_person, {str(person.pk): person for person in staff}
        choices = [(pk, person.name) for pk, person in self.staff.items()]
        self.fields["worker"].choices = [*choices, ("nobody", "Nobody yet")]  # type: ignore[attr-defined]

    def save(self, by: Person) -> YoungPerson | None:
        told = self.cleaned_data
        try:
            return closings.plan(
                young_person=self.young_person,
                worker=self.staff.get(told["worker"]),
                review_on=told["review_on"],
                expected=told["version"],
                by=by,
            )
        except Changed as changed:
            self.add_error(None, CHANGED)
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None


class CloseForm(SaysNo, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = one_of("Why does it end?", Closing.Reason.choices, "Select why it ends")
    outcome = one_of(
        "How safe is their life online now?",
        Closing.Outcome.choices,
        "Select how safe it is now",
        "Your judgement. The first and last assessment can help with it.",
    )
    words = words("What was done, and what came of it?", "Say what was done and what came of it", REASON)

    def __init__(self, data: Any, *, young_person: YoungPerson):
        super().__init__(data, initial={"version": young_person.version})
        self.young_person = young_person

    def close(self, by: Person) -> Closing | None:
        told = self.cleaned_data
        try:
            return closings.close(
                young_person=self.young_person,
                reason=told["reason"],
                outcome=told["outcome"],
                words=told["words"],
                expected=told["version"],
                by=by,
            )
        except Changed as changed:
            self.add_error(None, CHANGED)
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None


class ReopenForm(SaysNo, forms.Form):
    because = words("Why is it opened again?", "Say why it is opened again", rows=2, longest=1000)

    def reopen(self, young_person: YoungPerson, by: Person) -> YoungPerson | None:
        try:
            return closings.reopen(young_person=young_person, because=self.cleaned_data["because"], by=by)
        except Invalid as error:
            self.say(error)
            return None
