"""How long records are kept, what holds them, and disposing of them."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.actions import disposals, holds, retention
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import Certificate, Disposal, KeptLonger, LegalHold, RetentionRule, YoungPerson
from onlinelives.cases.queries import RuleNow
from onlinelives.rules.retention import FEWEST, MOST, STARTS
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, typed_again, words

WHOLE_AREA = "area"
ANY_MANAGER = "any"


class RuleForm(SaysNo, forms.Form):
    """How long records of one kind are kept in the area."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    start = one_of("What are the years counted from?", list(STARTS.items()), "Select what the years are counted from")
    years = forms.IntegerField(
        label="How many years?",
        min_value=FEWEST,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        help_text="From the date of birth, 21 means until the 21st birthday.",
        error_messages={
            "required": "Enter a number of years",
            "invalid": "Enter a whole number of years",
            "min_value": f"Enter {FEWEST} year or more",
            "max_value": f"Enter {MOST} years or fewer",
        },
    )
    reason = words("Why?", "Say why", "Name the part of your council’s retention schedule.", rows=3, longest=500)

    def __init__(self, data: Any, *, now: RuleNow):
        first = {"version": now.number, "start": now.rule.start, "years": now.rule.years}
        super().__init__(data, initial=first)
        self.now = now

    def save(self, by: Person) -> RetentionRule | None:
        """None with the reason on the form. When somebody else was faster, what was typed stays, and saving again puts
        it in the place of theirs."""
        told = self.cleaned_data
        try:
            return retention.decide(
                kind=self.now.rule.kind,
                start=told["start"],
                years=told["years"],
                reason=told["reason"],
                expected=told["version"],
                by=by,
            )
        except Changed as changed:
            self.add_error(
                None,
                f"Somebody else has decided meanwhile: {changed.now.rule.words}. Save again to put yours in place.",
            )
            typed_again(self, changed.now.number)
        except Invalid as error:
            self.say(error)
        return None


class KeepLongerForm(SaysNo, OnceForm):
    until = DateField(
        label="Until when?",
        help_text="For example, 27 3 2036. The record comes back for review on that day.",
        missing="Enter the day until which it is kept",
        wrong="Enter a real date, like 27 3 2036",
    )
    reason = words("Why?", "Say why", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, young_person: YoungPerson):
        super().__init__(data)
        self.young_person = young_person

    def save(self, by: Person) -> KeptLonger | None:
        told = self.cleaned_data
        try:
            return retention.keep_longer(
                young_person=self.young_person,
                until=told["until"],
                reason=told["reason"],
                by=by,
                form_key=told["form_key"],
            )
        except Invalid as error:
            self.say(error)
            return None


class HoldForm(SaysNo, OnceForm):
    reason = words("Why?", "Say why", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, young_person: YoungPerson):
        super().__init__(data)
        self.young_person = young_person

    def save(self, by: Person) -> LegalHold | None:
        told = self.cleaned_data
        try:
            return holds.hold_record(
                young_person=self.young_person, reason=told["reason"], by=by, form_key=told["form_key"]
            )
        except Invalid as error:
            self.say(error)
            return None


class AreaHoldForm(SaysNo, OnceForm):
    reason = words("Why?", "Say why", "Name the inquiry, court case or claim.", rows=3, longest=1000)
    field_order = ("form_key", "agency", "reason")

    def __init__(self, data: Any, *, agencies: list[Agency]):
        super().__init__(data)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        choices = [(WHOLE_AREA, "Everything in the area"), *((pk, each.name) for pk, each in self.agencies.items())]
        self.fields["agency"] = one_of("Whose records are held?", choices, "Select an agency or the area")
        self.order_fields(self.field_order)

    def save(self, by: Person) -> LegalHold | None:
        told = self.cleaned_data
        agency = self.agencies.get(told["agency"])
        try:
            return holds.hold_area(agency=agency, reason=told["reason"], by=by, form_key=told["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class LiftHoldForm(SaysNo, forms.Form):
    reason = words("Why?", "Say why", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, hold: LegalHold):
        super().__init__(data)
        self.hold = hold

    def save(self, by: Person) -> LegalHold | None:
        try:
            return holds.lift(hold=self.hold, reason=self.cleaned_data["reason"], by=by)
        except Invalid as error:
            self.say(error)
            return None


class ProposeForm(SaysNo, OnceForm):
    """Disposal is proposed to a second person."""

    reason = words("Why can it go?", "Say why it can go", REASON, rows=3, longest=1000)
    field_order = ("form_key", "reason", "approver")

    def __init__(self, data: Any, *, young_person: YoungPerson, colleagues: list[Person]):
        super().__init__(data, initial={"approver": ANY_MANAGER})
        self.young_person, self.colleagues = young_person, {str(person.pk): person for person in colleagues}
        choices = [(ANY_MANAGER, "Any other manager of the agency")]
        choices += [(pk, person.name) for pk, person in self.colleagues.items()]
        self.fields["approver"] = one_of(
            "Who decides as the second person?", choices, "Select who decides", "Any other manager may always decide."
        )
        self.order_fields(self.field_order)

    def save(self, by: Person) -> Disposal | None:
        told = self.cleaned_data
        try:
            return disposals.propose(
                young_person=self.young_person,
                reason=told["reason"],
                approver=self.colleagues.get(told["approver"]),
                by=by,
                form_key=told["form_key"],
            )
        except Invalid as error:
            self.say(error)
            return None


class ApproveDisposalForm(forms.Form):
    """The second person says yes."""

    sure = forms.BooleanField(
        label="I have looked at the record myself, and everything of it can go",
        error_messages={"required": "Tick the box once you have looked at the record"},
    )

    def __init__(self, data: Any, *, disposal: Disposal):
        super().__init__(data)
        self.disposal = disposal

    def save(self, by: Person) -> Certificate:
        return disposals.approve(disposal=self.disposal, by=by)


class TurnDownForm(SaysNo, forms.Form):
    """The second person says no."""

    prefix = "no"
    answer = words("Why should it stay?", "Say why it should stay", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, disposal: Disposal):
        super().__init__(data)
        self.disposal = disposal

    def save(self, by: Person) -> Disposal | None:
        try:
            return disposals.turn_down(disposal=self.disposal, answer=self.cleaned_data["answer"], by=by)
        except Invalid as error:
            self.say(error)
            return None
