"""Forms about referrals."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import referrals
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.forms.saying import REASON, harm_types
from onlinelives.cases.models import OLDEST, Decision, Referral, YoungPerson
from onlinelives.content import taxonomies
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.trail import clock
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, several_of, typed_again, words

FOUND = "Only when it came to light later."


class ReferralForm(SaysNo, OnceForm):
    """A new referral, or one that is corrected before it is decided."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    received_on = DateField(
        label="When did it come?",
        help_text="For example, 27 3 2026.",
        missing="Enter the day on which it came",
        wrong="Enter a real date, like 27 3 2026",
    )
    source = one_of("Who referred them?", Referral.Source.choices, "Select who referred them")
    reason = words("Why were they referred?", "Say why they were referred", REASON)
    online = one_of(
        "Is there an online part in it?",
        Referral.Online.choices,
        "Select whether there is an online part",
        "Ask also when they were referred for something else.",
    )
    found_on = DateField(
        label="When did the online part come to light?",
        required=False,
        help_text=FOUND,
        missing="Enter the day on which it came to light",
        wrong="Enter a real date, like 27 3 2026",
    )
    found_how = words("How did it come to light?", hint=FOUND, rows=2, longest=1000)
    significant_harm = one_of(
        "Do they need support to lower a risk of significant harm that is linked to their life online?",
        Referral.Certain.choices,
        "Select yes, no or not known yet",
        "This is your judgement. It can change later.",
    )
    age = forms.IntegerField(
        label="How old are they?",
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        help_text="In whole years, on the day it came. Leave it empty if nobody knows.",
        error_messages={
            "invalid": "Enter an age in whole years, like 14",
            "min_value": "Enter an age from 0",
            "max_value": f"Enter an age up to {OLDEST}",
        },
    )
    field_order = (
        "form_key", "version", "received_on", "age", "source", "reason", "online", "found_on", "found_how", "harm",
        "significant_harm",
    )  # fmt: skip

    def __init__(self, data: Any, *, young_person: YoungPerson, referral: Referral | None = None):
        super().__init__(data, initial=_first(referral))
        self.young_person, self.referral = young_person, referral
        self.theirs: Referral | None = None
        self.fields["harm"] = harm_types()
        if young_person.birthday:
            del self.fields["age"]  # it is worked out
        self.order_fields(self.field_order)

    def save(self, by: Person) -> Referral | None:
        """None with the reason on the form. When somebody else was faster, what was typed stays, and saving again puts
        it in the place of theirs."""
        told = self._told()
        try:
            if self.referral is None:
                key = self.cleaned_data["form_key"]
                return referrals.receive(young_person=self.young_person, told=told, by=by, form_key=key)
            expected = self.cleaned_data["version"] or 0
            return referrals.correct(referral=self.referral, told=told, expected=expected, by=by)
        except Changed as changed:
            self.theirs = changed.now
            self.add_error(None, "Somebody else has changed this referral meanwhile. Nothing of yours is lost.")
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None

    def _told(self) -> Told:
        said = self.cleaned_data
        return Told(
            received_on=said["received_on"],
            source=said["source"],
            reason=said["reason"],
            online=said["online"],
            harm=frozenset(said["harm"]),
            significant_harm=said["significant_harm"],
            found_on=said["found_on"],
            found_how=said["found_how"],
            age=said.get("age"),
        )


def _first(referral: Referral | None) -> dict[str, Any]:
    if referral is None:
        return {"received_on": clock.today(), "significant_harm": "not_known"}
    harm = [name for name in ("technology_dependent", "technology_enabled") if getattr(referral, name)]
    same = ("version", "received_on", "age", "source", "reason", "online", "significant_harm")
    return {
        **{name: getattr(referral, name) for name in same},
        "found_on": referral.found_online_on,
        "found_how": referral.found_online_how,
        "harm": harm,
    }


class FoundOnlineForm(SaysNo, forms.Form):
    """An online part that nobody knew of at referral."""

    prefix = "found"
    version = forms.IntegerField(widget=forms.HiddenInput)
    found_on = DateField(
        label="When did it come to light?",
        missing="Enter the day on which it came to light",
        wrong="Enter a real date, like 27 3 2026",
    )
    found_how = words("How did it come to light?", "Say how it came to light", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, referral: Referral):
        super().__init__(data, initial={"version": referral.version, "found_on": clock.today()})
        self.referral = referral
        self.fields["harm"] = harm_types()

    def save(self, by: Person) -> Referral | None:
        said = self.cleaned_data
        try:
            return referrals.find_online(
                referral=self.referral,
                found_on=said["found_on"],
                how=said["found_how"],
                harm=said["harm"],
                expected=said["version"],
                by=by,
            )
        except Changed as changed:
            self.add_error(None, str(changed))
        except Invalid as error:
            self.say(error)
        return None


class DecideForm(SaysNo, forms.Form):
    """What was decided, why, and what shaped it."""

    prefix = "decide"
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = one_of("What was decided?", Decision.Outcome.choices, "Select what was decided")
    reason = words("Why?", "Say why this was decided", REASON)

    def __init__(self, data: Any, *, referral: Referral):
        super().__init__(data, initial={"version": referral.version})
        self.referral = referral
        influences = taxonomies.load().influences
        hint = "Be frank: a review can then see whether the threshold has moved."
        self.fields["influences"] = several_of("What shaped the decision?", [(i.id, i.label) for i in influences], hint)
        self.fields["influences"].hints = {each.id: each.help for each in influences}  # type: ignore[attr-defined]

    def save(self, by: Person) -> Decision | None:
        said = self.cleaned_data
        try:
            return referrals.decide(
                referral=self.referral,
                outcome=said["outcome"],
                reason=said["reason"],
                influences=said["influences"],
                expected=said["version"],
                by=by,
            )
        except Changed as changed:
            self.add_error(None, str(changed))
        except Invalid as error:
            self.say(error)
        return None
