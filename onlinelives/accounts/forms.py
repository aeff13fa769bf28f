"""Forms of this room. Every message is written for its field."""

from typing import Any

from django import forms

from onlinelives.accounts import queries
from onlinelives.accounts.actions import agencies, elevations, invitations, people, teams
from onlinelives.accounts.models import Agency, Elevation, Invitation, Membership, Person, Team
from onlinelives.rules import roles
from onlinelives.rules.roles import Role
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import DateField, OnceForm, SaysNo


def _role_field(allowed: list[Role]) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label="Role",
        choices=[(role.code, role.name) for role in allowed],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role", "invalid_choice": "Select a role from the list"},
    )
    field.hints = {role.code: role.sentence for role in allowed}  # type: ignore[attr-defined]
    return field


class RoleForm(SaysNo, OnceForm):
    """A role and, where it needs one, an agency: shared by inviting and giving."""

    agency = forms.ChoiceField(
        label="Agency",
        required=False,
        help_text="Leave empty for roles that work for the whole area.",
        error_messages={"invalid_choice": "Select an agency from the list"},
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by
        everything = by.holds(roles.ADMINISTRATOR)
        allowed = list(roles.ROLES.values()) if everything else [roles.PRACTITIONER]
        choices = queries.agency_choices(by)
        if not everything:
            mine = by.agencies_as(roles.MANAGER)
            choices = [choice for choice in choices if int(choice[0]) in mine]
        self.fields["role"] = _role_field(allowed)
        self.fields["agency"].choices = [("", "No agency"), *choices] if everything else choices  # type: ignore[attr-defined]
        self.order_fields(["name", "email", "role", "agency"])

    def chosen(self) -> tuple[Role, Agency | None]:
        """The role and the agency. The agency is fetched through what the person may see."""
        role = roles.ROLES[self.cleaned_data["role"]]
        given = self.cleaned_data["agency"]
        return role, Agency.objects.visible_to(self.by).get(pk=given) if given else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "role" in cleaned and "agency" in cleaned:
            role = roles.ROLES[cleaned["role"]]
            if role.place == "agency" and not cleaned["agency"]:
                self.add_error("agency", f"Select the agency of the {role.name.lower()}")
            if role.place == "area" and cleaned["agency"]:
                self.add_error("agency", f"{role.name} is a role for the whole area: select “No agency”")
        return cleaned


class InviteForm(RoleForm):
    name = forms.CharField(label="Full name", max_length=100, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Work e-mail address",
        max_length=254,
        help_text="The invitation goes there.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter their work e-mail address",
            "invalid": "Enter an e-mail address in the right form, like name@example.org",
        },
    )

    def send(self) -> tuple[Invitation, str | None] | None:
        """The invitation and its token, or None with the reason on the form."""
        role, agency = self.chosen()
        told = self.cleaned_data
        try:
            return invitations.send(
                name=told["name"], email=told["email"], role=role, agency=agency, by=self.by, form_key=told["form_key"]
            )
        except Invalid as error:
            self.say(error)
            return None


class GiveRoleForm(RoleForm):
    def give(self, person: Person) -> Membership | None:
        role, agency = self.chosen()
        try:
            return people.give_role(person=person, role=role, agency=agency, by=self.by)
        except Invalid as error:
            self.say(error)
            return None


class AgencyForm(SaysNo, OnceForm):
    name = forms.CharField(
        label="Name of the agency", max_length=100, error_messages={"required": "Enter the name of the agency"}
    )
    kind = forms.ChoiceField(
        label="What kind of agency is it?",
        choices=Agency.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the kind of agency", "invalid_choice": "Select a kind from the list"},
    )

    def save(self, *, agency: Agency | None, by: Person) -> Agency | None:
        told = self.cleaned_data
        try:
            if agency is None:
                return agencies.add(name=told["name"], kind=told["kind"], by=by, form_key=told["form_key"])
            return agencies.change(agency=agency, name=told["name"], kind=told["kind"], by=by)
        except Invalid as error:
            self.say(error)
            return None


class NameForm(SaysNo, forms.Form):
    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter a name"})


class DigestForm(forms.Form):
    digest = forms.ChoiceField(
        label="How often do you want an e-mail about what waits for you?",
        choices=Person.Digest.choices,
        widget=forms.RadioSelect,
        help_text="It lists what your home page lists, and comes only if something is waiting. When somebody waits for "
        "your reply, you are also told at once, unless you choose never. A signal that a young person may come to "
        "significant harm always reaches the managers who are to acknowledge it.",
        error_messages={
            "required": "Select how often you want the e-mail",
            "invalid_choice": "Select how often you want the e-mail",
        },
    )


class AcceptForm(SaysNo, forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=100,
        help_text="As colleagues know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name"},
    )
    password = forms.CharField(
        label="Choose a password",
        max_length=200,
        strip=False,
        help_text="At least 12 characters. Three random words work well.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )

    def accept(self, invitation: Invitation) -> Person | None:
        told = self.cleaned_data
        try:
            return invitations.accept(invitation=invitation, name=told["name"], password=told["password"])
        except Invalid as error:
            self.say(error)
            return None


class ElevationForm(SaysNo, OnceForm):
    reason = forms.CharField(
        label="Why do you need extra access?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="An administrator reads this afterwards. Do not name young people.",
        error_messages={"required": "Say why you need extra access"},
    )

    def begin(self, by: Person) -> Elevation | None:
        try:
            return elevations.begin(reason=self.cleaned_data["reason"], by=by, form_key=self.cleaned_data["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class ReviewForm(SaysNo, forms.Form):
    review = forms.CharField(
        label="What did you find?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write down what you found"},
    )


class TrailForm(forms.Form):
    actor = forms.ChoiceField(label="Who", required=False)
    verb = forms.ChoiceField(label="What", required=False)
    subject = forms.CharField(label="About", required=False, max_length=80)
    since = DateField(label="From", required=False, missing="Enter a date", wrong="Enter a real date, like 27 3 2026")
    until = DateField(label="To", required=False, missing="Enter a date", wrong="Enter a real date, like 27 3 2026")

    def __init__(self, *args: Any, actors: list[tuple[str, str]], verbs: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["actor"].choices = [("", "Everybody"), *actors]  # type: ignore[attr-defined]
        self.fields["verb"].choices = [("", "Everything"), *((verb, verb) for verb in verbs)]  # type: ignore[attr-defined]


class NewTeamForm(SaysNo, OnceForm):
    name = forms.CharField(
        label="Name of the team", max_length=100, error_messages={"required": "Enter the name of the team"}
    )
    agency = forms.ChoiceField(label="Agency", error_messages={"required": "Select the agency"})

    def __init__(self, *args: Any, by: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.agencies = {agency.code: agency for agency in queries.managed_agencies(by)}
        choices = [(code, agency.name) for code, agency in self.agencies.items()]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.initial["agency"] = choices[0][0]

    def save(self, by: Person) -> Team | None:
        told = self.cleaned_data
        agency = self.agencies[told["agency"]]
        try:
            return teams.add(agency=agency, name=told["name"], people=[], by=by, form_key=told["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class TeamForm(SaysNo, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name of the team", max_length=100, error_messages={"required": "Enter the name of the team"}
    )
    contact = forms.CharField(
        label="How other agencies reach the team",
        max_length=200,
        required=False,
        help_text="A telephone number, an e-mail address, and when somebody is there. Whoever looks up a young person "
        "whom the team knows is told this, and nothing else.",
    )
    people = forms.MultipleChoiceField(
        label="Who is in it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Select people of your agency"},
    )

    def __init__(self, data: Any, *, team: Team, staff: list[Person]):
        first = {"name": team.name, "contact": team.contact, "version": team.version}
        first["people"] = [str(person.pk) for person in team.in_it]
        super().__init__(data, initial=first)
        self.team, self.staff = team, {str(person.pk): person for person in staff}
        self.fields["people"].choices = [(pk, p.name) for pk, p in self.staff.items()]  # type: ignore[attr-defined]

    def save(self, by: Person) -> Team | None:
        told = self.cleaned_data
        people = [self.staff[pk] for pk in told["people"]]
        try:
            return teams.change(
                team=self.team,
                name=told["name"],
                contact=told["contact"],
                people=people,
                expected=told["version"],
                by=by,
            )
        except Invalid as error:
            self.say(error)
            return None
