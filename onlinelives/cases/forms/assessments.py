"""What is done with an assessment as a whole, and the area's own items."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import assessments, local_items
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import Assessment, FlagDecision, LocalItem, YoungPerson
from onlinelives.cases.queries.assessments import Draft
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.web.forms import OnceForm, SaysNo, one_of, typed_again, words


class BeginForm(SaysNo, OnceForm):
    stage = one_of("When is this assessment made?", Assessment.Stage.choices, "Select when it is made")

    def begin(self, young_person: YoungPerson, by: Person) -> Assessment | None:
        told = self.cleaned_data
        try:
            return assessments.begin(young_person=young_person, stage=told["stage"], by=by, form_key=told["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class FinishForm(SaysNo, forms.Form):
    saves = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, draft: Draft):
        super().__init__(data, initial={"saves": draft.saves})
        self.draft = draft

    def finish(self, by: Person) -> Assessment | None:
        try:
            return assessments.finish(assessment=self.draft.assessment, saves=self.cleaned_data["saves"], by=by)
        except Changed:
            self.add_error(None, "Somebody has written in it since you opened this page. Read it again, then finish.")
            typed_again(self, self.draft.saves, "saves")
        except Invalid as error:
            self.say(error)
        return None


class FlagForm(SaysNo, OnceForm):
    flagged = one_of(
        "Flag them for intensive support?",
        [("yes", "Yes, flag them"), ("no", "No, do not flag them")],
        "Select yes or no",
        "The decision is yours, whatever the count says.",
    )
    reason = words("Why?", "Say why, in your own words", REASON)

    def decide(self, assessment: Assessment, by: Person) -> FlagDecision | None:
        told = self.cleaned_data
        try:
            return assessments.decide_flag(
                assessment=assessment,
                flagged=told["flagged"] == "yes",
                reason=told["reason"],
                by=by,
                form_key=told["form_key"],
            )
        except Invalid as error:
            self.say(error)
            return None


class LocalItemForm(SaysNo, OnceForm):
    category = one_of("Which of the four Cs is it under?", LocalItem.Category.choices, "Select one of the four Cs")
    label = forms.CharField(
        label="What is asked about?",
        max_length=90,
        help_text="In a few words, such as: Pressed to film fights.",
        error_messages={"required": "Say what is asked about"},
    )
    how = words(
        "How to ask", "Say how to ask about it", "One or two sentences for the person who asks.", rows=2, longest=300
    )

    def add(self, by: Person) -> LocalItem | None:
        told = self.cleaned_data
        try:
            return local_items.add(
                category=told["category"], label=told["label"], how=told["how"], by=by, form_key=told["form_key"]
            )
        except Invalid as error:
            self.say(error)
            return None
