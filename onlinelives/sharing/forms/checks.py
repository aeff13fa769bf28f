"""Forms about agency checks."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.models import Referral, YoungPerson
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.sharing.actions import checks, lookups
from onlinelives.sharing.actions.checks import Answer, Question
from onlinelives.sharing.models import AgencyCheck, CheckAnswer
from onlinelives.sharing.queries import Asked, Holder
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, typed_again, words
from onlinelives.web.jinja import day


class CheckForm(SaysNo, OnceForm):
    """What other agencies are asked. It is previewed as they will see it before it goes out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agencies = forms.MultipleChoiceField(
        label="Which agencies do you ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one agency", "invalid_choice": "Select from the list"},
    )
    question = words(
        "What do you want to know?",
        "Say what you want to know",
        "They see this, and nothing else of the record. Write only what they need to answer.",
        longest=2000,
    )
    shows = forms.MultipleChoiceField(
        label="What do they need to find the young person?",
        widget=forms.CheckboxSelectMultiple,
        help_text="As little as will do.",
        error_messages={"required": "They need at least the name to find the young person", "invalid_choice": "Select"},
    )
    urgent = forms.BooleanField(label="It is urgent: an answer by tomorrow", required=False)
    due_on = DateField(
        label="By which day?",
        required=False,
        help_text="Leave it empty for three days from Monday to Friday, or tomorrow when it is urgent.",
        missing="Enter the day",
        wrong="Enter a real date, like 27 3 2026",
    )
    field_order = ("form_key", "version", "agencies", "question", "shows", "referral", "urgent", "due_on")

    def __init__(self, data: Any, *, young_person: YoungPerson, agencies: list[Agency]):
        super().__init__(data, initial={"version": young_person.version, "shows": ["name"]})
        self.young_person, self.places = young_person, {str(agency.pk): agency for agency in agencies}
        self.referrals = {str(each.pk): each for each in young_person.referrals.all()}
        self.fields["agencies"].choices = [(pk, a.name) for pk, a in self.places.items()]  # type: ignore[attr-defined]
        self.fields["shows"].choices = _shows(young_person)  # type: ignore[attr-defined]
        if self.referrals:
            self.fields["referral"] = _referrals(self.referrals)
        self.order_fields(self.field_order)

    @property
    def question_(self) -> Question:
        said = self.cleaned_data
        return Question(
            words=said["question"],
            shows=frozenset(said["shows"]),
            urgent=said["urgent"],
            due_on=said["due_on"],
            referral=self.referrals.get(said.get("referral", "")),
        )

    def preview(self, by: Person) -> Asked:
        """What each of the agencies would see."""
        shows, young_person, question = self.cleaned_data["shows"], self.young_person, self.question_
        return Asked(
            agency=young_person.agency.name,
            team=young_person.team.name,
            asker=by.name,
            contact=young_person.team.contact,
            name=young_person.name,
            other_names=young_person.known_as if "other_names" in shows else "",
            born_on=young_person.birthday if "born_on" in shows else None,
            question=question.words,
            due_on=checks.due_day(question),
            urgent=question.urgent,
        )

    @property
    def chosen(self) -> list[Agency]:
        return [self.places[pk] for pk in self.cleaned_data["agencies"]]

    def ask(self, by: Person) -> list[AgencyCheck]:
        """Empty with the reason on the form."""
        said = self.cleaned_data
        try:
            return checks.ask(
                young_person=self.young_person,
                agencies=self.chosen,
                question=self.question_,
                expected=said["version"],
                by=by,
                form_key=said["form_key"],
            )
        except Changed as changed:
            self.add_error(None, "Somebody else has changed this record meanwhile. Look again at what would be sent.")
            self.young_person = changed.now
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return []


def _shows(young_person: YoungPerson) -> list[tuple[str, str]]:
    """The name always; the rest where it is kept."""
    found = [("name", f"Name: {young_person.name}")]
    if young_person.known_as:
        found.append(("other_names", f"Other names: {young_person.known_as}"))
    if young_person.birthday:
        found.append(("born_on", f"Date of birth: {day(young_person.birthday)}"))
    return found


def _referrals(referrals: dict[str, Referral]) -> forms.ChoiceField:
    choices = [("none", "No"), *((pk, f"Referral of {day(each.received_on)}") for pk, each in referrals.items())]
    field = one_of("Is it about a referral?", choices, "Select one", "They do not see which.")
    field.required, field.initial = False, "none"
    return field


class AnswerForm(SaysNo, OnceForm):
    """What the agency that was asked knows."""

    outcome = one_of("What do you know?", CheckAnswer.Outcome.choices, "Select what you know")
    summary = words(
        "What do they need to know?",
        hint="When the young person is known to you. What they asked for, and no more.",
        longest=3000,
    )
    reason = words("Why do you decline?", hint="Only when you decline.", rows=3, longest=2000)
    contact = words(
        "Whom can they ring?", hint="A name and a number. Needed unless nothing is known.", rows=2, longest=300
    )

    def __init__(self, data: Any, *, check: AgencyCheck):
        super().__init__(data)
        self.check = check

    def save(self, by: Person) -> CheckAnswer | None:
        said = self.cleaned_data
        told = Answer(said["outcome"], said["summary"], said["reason"], said["contact"])
        try:
            return checks.answer(check=self.check, said=told, by=by, form_key=said["form_key"])
        except Invalid as error:
            self.say(error)
        return None


class WithdrawForm(SaysNo, forms.Form):
    reason = words("Why do you no longer ask?", "Say why you no longer ask", rows=2, longest=1000)

    def __init__(self, data: Any, *, check: AgencyCheck):
        super().__init__(data)
        self.check = check

    def save(self, by: Person) -> AgencyCheck | None:
        try:
            return checks.withdraw(check=self.check, reason=self.cleaned_data["reason"], by=by)
        except Invalid as error:
            self.say(error)
        return None


class KnownForm(SaysNo, OnceForm):
    """Whether another agency holds a record: a name, a date of birth, and why somebody needs to know."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="Every word of it must sound like a name on the record, so leave out what you are not sure of.",
        error_messages={"required": "Enter the name"},
    )
    born_on = DateField(
        label="Date of birth",
        help_text="For example, 27 3 2011.",
        missing="Enter the date of birth",
        wrong="Enter a real date, like 27 3 2011",
    )
    reason = words(
        "Why do you need to know?",
        "Say why you need to know",
        "It is kept with your name. Whoever holds a record can read it.",
        rows=3,
        longest=1000,
    )

    def __init__(self, data: Any, *, agencies: list[Agency]):
        super().__init__(data)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        choices = [(pk, agency.name) for pk, agency in self.agencies.items()]
        self.fields["agency"] = one_of("For which agency do you look?", choices, "Select the agency")
        if len(choices) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.initial["agency"] = choices[0][0]

    def look_up(self, by: Person) -> list[Holder] | None:
        """None with the reason on the form; an empty list where there is nothing to show."""
        said = self.cleaned_data
        try:
            return lookups.look_up(
                name=said["name"],
                born_on=said["born_on"],
                reason=said["reason"],
                agency=self.agencies[said["agency"]],
                by=by,
                form_key=said["form_key"],
            )
        except Invalid as error:
            self.say(error)
        except NotNow as error:
            self.add_error(None, str(error))
        return None
