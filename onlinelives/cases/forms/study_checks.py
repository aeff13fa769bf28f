"""Forms of what an author does about a text before a second person is asked."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import study_approvals, study_checks
from onlinelives.cases.actions.study_checks import Named, Place
from onlinelives.cases.forms.studies import StepForm, StudyForm
from onlinelives.cases.models import FORESIGHT, CaseStudy, StudyAsk, StudyForesight, StudyName
from onlinelives.cases.queries.study_counts import Rare
from onlinelives.rules.deidentify import KEEP, REPLACE, ROLES, Finding
from onlinelives.web.forms import OnceForm, one_of, words


class NameForm(StudyForm, OnceForm):
    """Somebody or something the text may name."""

    what = forms.ChoiceField(
        label="Who or what is it?",
        error_messages={"required": "Select who or what it is", "invalid_choice": "Select from the list"},
    )
    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter the name"})
    also = forms.CharField(
        label="Other names for the same",
        max_length=400,
        required=False,
        help_text="Nicknames, short forms, other spellings. Put a comma between them.",
    )
    field_order = ("form_key", "version", "what", "name", "also")

    def __init__(self, data: Any, *, study: CaseStudy):
        super().__init__(data, study=study)
        kinds = [(kind, label) for kind, label in StudyName.Kind.choices if kind != StudyName.Kind.PERSON]
        people = [(f"person:{role}", words) for role, words in ROLES.items() if role != "young person"]
        self.fields["what"].choices = [("", "Select"), *people, *kinds]  # type: ignore[attr-defined]

    def save(self, by: Person) -> StudyName | None:
        said = self.cleaned_data
        kind, _, role = said["what"].partition(":")
        named = Named(kind, role, said["name"], said["also"])
        return self.attempt(
            lambda: study_checks.add_name(**self.expected, named=named, by=by, form_key=said["form_key"])
        )


class RemoveNameForm(StepForm):
    def __init__(self, data: Any, *, study: CaseStudy, name: StudyName):
        super().__init__(data, study=study)
        self.name = name

    def remove(self, by: Person) -> CaseStudy | None:
        return self.attempt(lambda: study_checks.remove_name(**self.expected, name=self.name, by=by))


class NicknamesForm(StudyForm):
    asked = one_of(
        "What else is the young person called?",
        (("some", "There are other names for them"), ("none", "I know of no other name")),
        "Select whether there are other names",
        "Friends, games and families have names that no list holds. Ask a colleague who knows them.",
    )
    nicknames = forms.CharField(
        label="Other names",
        max_length=400,
        required=False,
        help_text="Nicknames, names in games, short forms. Put a comma between them.",
    )

    def __init__(self, data: Any, *, study: CaseStudy):
        asked = ("some" if study.nicknames else "none") if study.nicknames_asked else None
        first = {"asked": asked, "nicknames": study.nicknames}
        super().__init__(data, study=study, initial=first, auto_id="nicknames_%s")  # it stands beside another form

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("asked") == "some" and not said.get("nicknames"):
            self.add_error("nicknames", "Enter the other names")
        return said

    def save(self, by: Person) -> CaseStudy | None:
        said = self.cleaned_data
        nicknames = said["nicknames"] if said["asked"] == "some" else ""
        return self.attempt(lambda: study_checks.say_nicknames(**self.expected, nicknames=nicknames, by=by))


class StudyFlagForm(StudyForm):
    """One flag. Where it stands goes with the form, so that a decision never falls upon other words."""

    part = forms.IntegerField(widget=forms.HiddenInput)
    start = forms.IntegerField(widget=forms.HiddenInput)
    end = forms.IntegerField(widget=forms.HiddenInput)
    reason = words("Why can it stay?", hint="Only where you keep it.", rows=2, longest=500)
    field_order = ("version", "part", "start", "end", "choice", "reason")

    def __init__(self, data: Any, *, study: CaseStudy, finding: Finding):
        before = finding.decision
        first: dict[str, Any] = {"part": finding.text, "start": finding.start, "end": finding.end}
        first |= {"choice": before.choice, "reason": before.reason if before.choice == KEEP else ""} if before else {}
        super().__init__(data, study=study, initial=first)
        choices = ((REPLACE, f"Replace it with “{finding.proposal}”"), (KEEP, "Keep it as it stands"))
        self.fields["choice"] = one_of("What is to stand there?", choices, "Select what is to stand there")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("choice") == KEEP and not said.get("reason"):
            self.add_error("reason", "Say why it can stay")
        return said

    def save(self, by: Person) -> CaseStudy | None:
        said = self.cleaned_data
        place = Place(said["part"], said["start"], said["end"])
        return self.attempt(
            lambda: study_checks.decide(
                **self.expected, place=place, choice=said["choice"], reason=said["reason"], by=by
            )
        )


class RareForm(StudyForm):
    combination = forms.CharField(widget=forms.HiddenInput)
    reason = words("Why can it stand?", "Say why it can stand", rows=3, longest=1000)

    def __init__(self, data: Any, *, study: CaseStudy, rare: Rare):
        super().__init__(data, study=study, initial={"combination": rare.key, "reason": rare.reason})

    def save(self, by: Person) -> CaseStudy | None:
        said = self.cleaned_data
        return self.attempt(
            lambda: study_checks.explain(**self.expected, combination=said["combination"], reason=said["reason"], by=by)
        )


QUESTIONS = {
    "recognise": (
        "Could a teacher, a relative, a journalist or a colleague recognise the young person?",
        "Think of what each of them knows already, not only of what the text says.",
    ),
    "press": ("Was the case in the press, on social media or in a review?", "Search for it before you answer."),
    "court": ("Does a court still deal with it?", "If it does, the case study waits until that has ended."),
    "hurt": ("Would the young person recognise themselves, and be hurt?", "Think of the day they read it as an adult."),
}


class ForeseeForm(StudyForm):
    """The four questions of somebody who tries to find out who it is."""

    def __init__(self, data: Any, *, study: CaseStudy, before: StudyForesight | None):
        first = {}
        if before:
            first = {f"{name}{end}": getattr(before, f"{name}{end}") for name in FORESIGHT for end in ("", "_words")}
        super().__init__(data, study=study, initial=first)
        for name, (label, hint) in QUESTIONS.items():
            self.fields[name] = one_of(label, StudyForesight.ANSWERS, "Select yes or no", hint)
            self.fields[f"{name}_words"] = words("Why do you think so?", "Say why", rows=2, longest=1000)

    def save(self, by: Person) -> CaseStudy | None:
        said = self.cleaned_data
        answers = {name: (said[name], said[f"{name}_words"]) for name in FORESIGHT}
        return self.attempt(lambda: study_checks.foresee(**self.expected, answers=answers, by=by))


class AskForm(StudyForm, OnceForm):
    person = forms.ChoiceField(
        label="Who is to read it?",
        help_text="Somebody of another agency is better: they know least. They are shown the text that you see below, "
        "and nothing of the record.",
        error_messages={"required": "Select who is to read it", "invalid_choice": "Select from the list"},
    )

    def __init__(self, data: Any, *, study: CaseStudy, people: list[tuple[Person, str, bool]]):
        super().__init__(data, study=study)
        self.people = {str(person.pk): person for person, _, _ in people}
        listed = [(str(person.pk), f"{person.name}, {agencies}") for person, agencies, _ in people]
        self.fields["person"].choices = [("", "Select"), *listed]  # type: ignore[attr-defined]

    def save(self, by: Person) -> StudyAsk | None:
        said = self.cleaned_data
        return self.attempt(
            lambda: study_approvals.ask(
                **self.expected, person=self.people[said["person"]], by=by, form_key=said["form_key"]
            )
        )
