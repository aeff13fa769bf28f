"""Forms in which a case study is begun and written."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import case_studies, study_approvals
from onlinelives.cases.actions.case_studies import LONGEST, Words
from onlinelives.cases.models import CaseStudy, Feature, StudyText, YoungPerson
from onlinelives.cases.queries import Told
from onlinelives.cases.queries.studies import Taken
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.web.forms import OnceForm, SaysNo, one_of, several_of, typed_again, words

Made = TypeVar("Made")

TEACHES = "Why is it worth telling? For example, that a clean phone proves nothing. Name nobody here either."
MEANWHILE = "This case study was changed in another window meanwhile. What you entered is still here: save it again."


class Tries(SaysNo):
    """A form whose action may find that something has changed. Whatever was typed stays in the form, and `changed` says
    whether somebody was faster: then saving again puts it in the place of theirs."""

    changed = False

    def attempt(self: Any, act: Callable[[], Made]) -> Made | None:
        """What the action makes, or None with the reason on the form."""
        try:
            return act()
        except Changed as changed:
            self.changed = True
            self.add_error(None, MEANWHILE)
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        except NotNow as error:
            self.add_error(None, str(error))
        return None


class StudyForm(Tries, forms.Form):
    """A form about one case study as it was when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, study: CaseStudy, initial: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__(data, initial={**(initial or {}), "version": study.version}, **kwargs)
        self.study = study

    @property
    def expected(self) -> dict[str, Any]:
        return {"study": self.study, "expected": self.cleaned_data["version"]}


class FeatureFields(forms.Form):
    """What of the case is told in ticks: only what the record bears out is offered."""

    LABELS = {
        Feature.CATEGORY: ("Which of the four Cs?", ""),
        Feature.HARM: ("Which kind of harm?", ""),
        Feature.FACTOR: ("What made life online riskier for them?", "The last one tells least."),
        Feature.OUTCOME: ("What was decided?", ""),
    }

    def offer(self, offered: Iterable[Told], ticked: Iterable[Told] = ()) -> None:
        """Add a field for each kind of which there is something."""
        there, chosen = list(offered), {each.key for each in ticked}
        ages = [(each.key, each.words.capitalize()) for each in there if each.kind == Feature.AGE]
        if ages:
            hint = "Age at referral. The wider the band, the less it tells."
            choices = [*ages, ("none", "Leave the age out")]
            self.fields[Feature.AGE] = one_of("How old were they?", choices, "Select an age, or leave it out", hint)
            self.initial[Feature.AGE] = next((key for key, _ in ages if key in chosen), "none" if chosen else None)
        for kind, (label, hint) in self.LABELS.items():
            choices = [(each.key, _capital(each.words)) for each in there if each.kind == kind]
            if choices:
                self.fields[kind] = several_of(label, choices, hint or "Select all that apply.")
                self.initial[kind] = [key for key, _ in choices if key in chosen]

    @property
    def features(self) -> list[Told]:
        said = [self.cleaned_data.get(Feature.AGE) or "none"]
        for kind in self.LABELS:
            said += self.cleaned_data.get(kind) or []
        return [Told(*key.split(":", 1)) for key in said if key != "none"]


class BeginStudyForm(Tries, OnceForm, FeatureFields):
    teaches = words("What is it to teach?", "Say what it is to teach", TEACHES, longest=LONGEST["teaches"])

    def __init__(self, data: Any, *, young_person: YoungPerson, offered: Iterable[Told]):
        super().__init__(data)
        self.young_person = young_person
        self.offer(offered)

    def save(self, by: Person) -> CaseStudy | None:
        told, key = self.cleaned_data["teaches"], self.cleaned_data["form_key"]
        return self.attempt(
            lambda: case_studies.begin(
                young_person=self.young_person, teaches=told, features=self.features, by=by, form_key=key
            )
        )


class FeaturesForm(StudyForm, FeatureFields):
    def __init__(self, data: Any, *, study: CaseStudy, offered: Iterable[Told], ticked: Iterable[Told]):
        super().__init__(data, study=study)
        self.offer(offered, ticked)

    def save(self, by: Person) -> CaseStudy | None:
        return self.attempt(lambda: case_studies.tick(**self.expected, features=self.features, by=by))


class TextForm(StudyForm):
    title = forms.CharField(
        label="Title",
        max_length=LONGEST["title"],
        help_text="For readers, so without names.",
        error_messages={"required": "Enter a title"},
    )
    teaches = words("What is it to teach?", "Say what it is to teach", TEACHES, rows=3, longest=LONGEST["teaches"])
    narrative = words(
        "What happened?",
        "Write what happened",
        "Write as you would for a colleague. Names are taken out on the next pages, and you decide about every word "
        "that might be one. Leave out what does not matter for the lesson.",
        rows=18,
        longest=LONGEST["narrative"],
    )

    def __init__(self, data: Any, *, study: CaseStudy, text: StudyText):
        first = {name: getattr(text, name) for name in LONGEST}
        super().__init__(data, study=study, initial=first)

    def save(self, by: Person) -> CaseStudy | None:
        said = Words(**{name: self.cleaned_data[name] for name in LONGEST})
        return self.attempt(lambda: case_studies.write(**self.expected, words=said, by=by))


class TakeOverForm(StudyForm):
    def __init__(self, data: Any, *, study: CaseStudy, there: list[Taken]):
        super().__init__(data, study=study)
        self.fields["codes"] = several_of(
            "What is the text to begin with?", [(each.code, each.label) for each in there]
        )
        self.fields["codes"].hints = {each.code: each.words for each in there}  # type: ignore[attr-defined]

    def save(self, by: Person) -> CaseStudy | None:
        return self.attempt(lambda: case_studies.take_over(**self.expected, codes=self.cleaned_data["codes"], by=by))


class StepForm(StudyForm):
    """A button on the page of a case study."""

    STEPS = {"take back": study_approvals.take_back, "revise": case_studies.revise, "set aside": case_studies.set_aside}

    def save(self, step: str, by: Person) -> CaseStudy | None:
        return self.attempt(lambda: self.STEPS[step](**self.expected, by=by))

    @property
    def problem(self) -> str:
        """Why it was not done, in one line."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
