"""Figures are proposed for release and decided on, and a finding is withdrawn."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.actions import findings, releases
from onlinelives.survey.models import AnswerSet, Finding, SurveyRelease
from onlinelives.survey.models.releases import LONGEST_REASON
from onlinelives.survey.queries import ReleaseChoice
from onlinelives.web.forms import OnceForm, SaysNo, words


class ProposeForm(SaysNo, OnceForm):
    """What of one wave should be released."""

    cut = forms.ChoiceField(
        label="How are young people divided?",
        help_text="Figures of every part stand beside one another. The list is the same for everybody.",
        widget=forms.Select,
        error_messages={
            "required": "Select how young people are divided",
            "invalid_choice": "Select from the list",
        },
    )
    items = forms.MultipleChoiceField(
        label="Which figures?",
        help_text="Each becomes one finding. At most 20 at a time. What is out stays out.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one figure", "invalid_choice": "Select from the list"},
    )
    reason = words(
        "Why should they be released?",
        "Say why these figures should be released",
        hint="A second person reads this before deciding. Do not name anybody.",
        rows=3,
        longest=LONGEST_REASON,
    )

    def __init__(self, data: Any, *, answers: AnswerSet, choice: ReleaseChoice):
        super().__init__(data)
        self.answers = answers
        self.fields["cut"].choices = [("", "Choose"), *choice.cuts.items()]  # type: ignore[attr-defined]
        self.fields["items"].choices = list(choice.items.items())  # type: ignore[attr-defined]

    def propose(self, by: Person) -> SurveyRelease | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        try:
            return releases.propose(
                answers=self.answers,
                cut=said["cut"],
                items=said["items"],
                reason=said["reason"],
                by=by,
                form_key=said["form_key"],
            )
        except Invalid as error:
            self.say(error)
            return None


class DecideForm(SaysNo, forms.Form):
    """A second person lets figures out, or declines. seen: the hash of what was on the page."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    decision = words(
        "Why?",
        "Say why",
        hint="It is kept with the release, for those who run the survey.",
        rows=3,
        longest=LONGEST_REASON,
    )

    def decide(self, release: SurveyRelease, *, let_out: bool, by: Person) -> SurveyRelease | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        try:
            if let_out:
                return releases.let_out(release=release, seen=said["seen"], decision=said["decision"], by=by)
            return releases.decline(release=release, decision=said["decision"], by=by)
        except Invalid as error:
            self.say(error)
            return None


class WithdrawForm(SaysNo, forms.Form):
    why = words(
        "Why is it withdrawn?",
        "Say why the finding is withdrawn",
        hint="Everybody who reads the finding sees this. Do not name anybody.",
        rows=3,
        longest=LONGEST_REASON,
    )

    def withdraw(self, finding: Finding, by: Person) -> Finding | None:
        """None with the reason on the form."""
        try:
            return findings.withdraw(finding=finding, why=self.cleaned_data["why"], by=by)
        except Invalid as error:
            self.say(error)
            return None
