"""Forms about agreements and legal bases."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Agency, Person
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.sharing.actions import agreements, bases
from onlinelives.sharing.actions.agreements import Terms
from onlinelives.sharing.actions.bases import Wording
from onlinelives.sharing.models import Agreement, LegalBasis
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, typed_again, words

MEANWHILE = "Somebody else has changed this meanwhile. Save again to put yours in its place."


class AgreementForm(SaysNo, OnceForm):
    """A new agreement, or one that is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter what it is called"})
    agencies = forms.MultipleChoiceField(
        label="Between which agencies?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least two agencies", "invalid_choice": "Select from the list"},
    )
    purpose = words("What is it for?", "Say what it is for", "What may be shared, and to what end.", longest=2000)
    review_on = DateField(
        label="When is it next reviewed?",
        help_text="For example, 27 3 2027.",
        missing="Enter the day of the next review",
        wrong="Enter a real date, like 27 3 2027",
    )
    link = forms.URLField(
        label="Where is the signed document?",
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text="A web address, if there is one.",
        error_messages={"invalid": "Enter a web address, like https://example.org/agreement"},
    )

    def __init__(self, data: Any, *, agencies: list[Agency], agreement: Agreement | None = None):
        super().__init__(data, initial=_first(agreement))
        self.agreement, self.places = agreement, {str(agency.pk): agency for agency in agencies}
        self.fields["agencies"].choices = [(pk, a.name) for pk, a in self.places.items()]  # type: ignore[attr-defined]

    def save(self, by: Person) -> Agreement | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        chosen = tuple(self.places[pk] for pk in said["agencies"])
        terms = Terms(said["name"], said["purpose"], said["review_on"], chosen, said["link"])
        try:
            if self.agreement is None:
                return agreements.add(terms=terms, by=by, form_key=said["form_key"])
            expected = said["version"] or 0
            return agreements.change(agreement=self.agreement, terms=terms, expected=expected, by=by)
        except Changed as changed:
            self.add_error(None, MEANWHILE)
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None


def _first(agreement: Agreement | None) -> dict[str, Any]:
    if agreement is None:
        return {}
    told = {name: getattr(agreement, name) for name in ("version", "name", "purpose", "review_on", "link")}
    return {**told, "agencies": [str(party.agency_id) for party in agreement.parties.all()]}


class EndAgreementForm(SaysNo, forms.Form):
    prefix = "end"  # it stands on one page with others
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = words("Why does it end?", "Say why it ends", rows=2, longest=500)

    def __init__(self, data: Any, *, agreement: Agreement):
        super().__init__(data, initial={"version": agreement.version})
        self.agreement = agreement

    def save(self, by: Person) -> Agreement | None:
        said = self.cleaned_data
        try:
            return agreements.end(agreement=self.agreement, reason=said["reason"], expected=said["version"], by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
        except Invalid as error:
            self.say(error)
        return None


class BasisForm(SaysNo, OnceForm):
    """A new legal basis, or a newer row of one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter what it is called"})
    citation = forms.CharField(
        label="Where it stands",
        max_length=200,
        help_text="The law and its section, in your own words.",
        error_messages={"required": "Enter where it stands"},
    )
    allows = words("What does it allow?", "Say what it allows", rows=3, longest=500)
    state = one_of("Is it in force?", LegalBasis.State.choices, "Select whether it is in force")
    in_force_from = DateField(
        label="From which day?",
        required=False,
        help_text="If it is known. For example, 27 3 2026.",
        missing="Enter the day",
        wrong="Enter a real date, like 27 3 2026",
    )
    in_force_until = DateField(
        label="Until which day?",
        required=False,
        help_text="The last day, if it has one.",
        missing="Enter the day",
        wrong="Enter a real date, like 27 3 2026",
    )
    note = words("Note", hint="How you know, and what to mind.", rows=3, longest=700)

    def __init__(self, data: Any, *, basis: LegalBasis | None = None):
        names = ("name", "citation", "allows", "state", "in_force_from", "in_force_until", "note")
        first = {name: getattr(basis, name) for name in names} | {"version": basis.number} if basis else {}
        super().__init__(data, initial=first)
        self.basis = basis

    def save(self, by: Person) -> LegalBasis | None:
        """None with the reason on the form."""
        said = dict(self.cleaned_data)
        key, expected = said.pop("form_key"), said.pop("version") or 0
        try:
            if self.basis is None:
                return bases.add(wording=Wording(**said), by=by, form_key=key)
            return bases.revise(basis=self.basis, wording=Wording(**said), expected=expected, by=by, form_key=key)
        except Changed as changed:
            self.add_error(None, MEANWHILE)
            typed_again(self, changed.now.number)
        except Invalid as error:
            self.say(error)
        return None
