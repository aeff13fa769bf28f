"""Forms about who a young person is and who sees their record."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person, Team
from onlinelives.cases.actions import young_people
from onlinelives.cases.finding import Identity
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.web.forms import DateField, OnceForm, SaysNo, typed_again


class IdentityFields(forms.Form):
    """Who the young person is. Every field may stay empty: a record can be kept under its reference alone."""

    given_name = forms.CharField(label="First name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    known_as = forms.CharField(
        label="Other names",
        max_length=200,
        required=False,
        help_text="What friends or family call them, or another spelling. It helps to find them again.",
    )
    born_on = DateField(
        label="Date of birth",
        required=False,
        help_text="For example, 27 3 2011.",
        missing="Enter the date of birth",
        wrong="Enter a real date, like 27 3 2011",
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)

    @property
    def identity(self) -> Identity:
        """What was told; nothing where the fields are not on the form, because the area keeps no identity."""
        told = self.cleaned_data
        if "given_name" not in self.fields:
            return Identity()
        return Identity(told["given_name"], told["family_name"], told["known_as"], told["born_on"], told["postcode"])


class NewRecordForm(SaysNo, OnceForm, IdentityFields):
    """`looked`: the near matches have been shown, and none of them is the young person."""

    team = forms.ChoiceField(
        label="Which team holds the record?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the team", "invalid_choice": "Select one of your teams"},
    )
    looked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: list[Team], keeps_identity: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not keeps_identity:
            for name in IdentityFields.base_fields:
                del self.fields[name]
        self.teams = {str(team.pk): team for team in teams}
        choices = [(pk, team.name) for pk, team in self.teams.items()]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial["team"] = choices[0][0]

    def open(self, by: Person) -> YoungPerson | None:
        told = self.cleaned_data
        team = self.teams[told["team"]]
        try:
            return young_people.open_record(team=team, identity=self.identity, by=by, form_key=told["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class IdentityForm(SaysNo, IdentityFields):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, young_person: YoungPerson):
        first = {name: getattr(young_person, name) for name in ("given_name", "family_name", "known_as", "postcode")}
        super().__init__(data, initial={**first, "born_on": young_person.birthday, "version": young_person.version})
        self.young_person = young_person
        self.theirs: YoungPerson | None = None

    def save(self, by: Person) -> YoungPerson | None:
        """None with the reason on the form. When somebody else was faster, `theirs` is the record as they left it, what
        was typed stays, and saving again puts it in the place of theirs."""
        expected = self.cleaned_data["version"]
        try:
            return young_people.identify(
                young_person=self.young_person, identity=self.identity, expected=expected, by=by
            )
        except Changed as changed:
            self.theirs = changed.now
            self.add_error(None, "Somebody else has changed this record meanwhile. Nothing of yours is lost.")
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None


class ForgetForm(SaysNo, forms.Form):
    """Who it is goes for good."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, young_person: YoungPerson):
        super().__init__(data, initial={"version": young_person.version})
        self.young_person = young_person

    def save(self, by: Person) -> YoungPerson:
        expected = self.cleaned_data["version"]
        return young_people.forget_identity(young_person=self.young_person, expected=expected, by=by)


class MoveForm(SaysNo, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    team = forms.ChoiceField(
        label="Which team holds the record from now on?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a team", "invalid_choice": "Select one of the teams"},
    )

    def __init__(self, data: Any, *, young_person: YoungPerson, teams: list[Team]):
        super().__init__(data, initial={"version": young_person.version})
        self.young_person, self.teams = young_person, {str(team.pk): team for team in teams}
        self.fields["team"].choices = [(pk, team.name) for pk, team in self.teams.items()]  # type: ignore[attr-defined]

    def save(self, by: Person) -> YoungPerson | None:
        told = self.cleaned_data
        team = self.teams[told["team"]]
        try:
            return young_people.move(young_person=self.young_person, team=team, expected=told["version"], by=by)
        except Invalid as error:
            self.say(error)
            return None


class ReasonForm(SaysNo, forms.Form):
    """Why a record is restricted, or is no longer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=REASON,
        error_messages={"required": "Say why"},
    )

    def __init__(self, data: Any, *, young_person: YoungPerson):
        super().__init__(data, initial={"version": young_person.version})
        self.young_person = young_person


class LiftForm(ReasonForm):
    prefix = "lift"  # it stands on one page with the other

    def lift(self, by: Person) -> YoungPerson | None:
        told = self.cleaned_data
        try:
            return young_people.lift(
                young_person=self.young_person, reason=told["reason"], expected=told["version"], by=by
            )
        except Invalid as error:
            self.say(error)
            return None


class RestrictForm(ReasonForm):
    people = forms.MultipleChoiceField(
        label="Who may see the record?",
        widget=forms.CheckboxSelectMultiple,
        help_text="For everybody else it will not exist: not in searches, lists or the figures of your agency. Name "
        "yourself too if you work with them.",
        error_messages={"required": "Name at least one person", "invalid_choice": "Select people of your agency"},
    )
    field_order = ("version", "people", "reason")

    def __init__(self, data: Any, *, young_person: YoungPerson, staff: list[Person], named: list[Person]):
        super().__init__(data, young_person=young_person)
        self.staff = {str(person.pk): person for person in staff}
        self.initial["people"] = [str(person.pk) for person in named]
        self.fields["people"].choices = [(pk, p.name) for pk, p in self.staff.items()]  # type: ignore[attr-defined]

    def restrict(self, by: Person) -> YoungPerson | None:
        told = self.cleaned_data
        people = [self.staff[pk] for pk in told["people"]]
        try:
            return young_people.restrict(
                young_person=self.young_person,
                people=people,
                reason=told["reason"],
                expected=told["version"],
                by=by,
            )
        except Invalid as error:
            self.say(error)
            return None
