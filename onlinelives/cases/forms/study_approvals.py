"""Forms of the second person, and of whoever withdraws what was approved."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import study_approvals
from onlinelives.cases.forms.studies import Tries
from onlinelives.cases.models import ApprovedStudy, AskedFlag, StudyAsk
from onlinelives.web.forms import DateField, OnceForm, one_of, words


class AskedForm(Tries, forms.Form):
    """A form about what somebody was asked, as it was when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, ask: StudyAsk, initial: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__(data, initial={**(initial or {}), "version": ask.version}, **kwargs)
        self.ask = ask

    @property
    def expected(self) -> dict[str, Any]:
        return {"ask": self.ask, "expected": self.cleaned_data["version"]}


class JudgeForm(AskedForm):
    verdict = one_of("Do you agree?", AskedFlag.Verdict.choices, "Select whether you agree")
    reason = words("Why not?", hint="Only where you do not agree. The author reads this.", rows=2, longest=500)

    def __init__(self, data: Any, *, ask: StudyAsk, flag: AskedFlag):
        super().__init__(data, ask=ask, initial={"verdict": flag.verdict, "reason": flag.reason})
        self.flag = flag

    def save(self, by: Person) -> AskedFlag | None:
        said = self.cleaned_data
        return self.attempt(
            lambda: study_approvals.judge(
                **self.expected, number=self.flag.number, verdict=said["verdict"], reason=said["reason"], by=by
            )
        )


class ApproveStudyForm(AskedForm, OnceForm):
    tried = words(
        "How did you try to recognise somebody?",
        "Say how you tried to recognise somebody",
        "For example, what you searched for, and whom you thought of and why it is not them. Name nobody.",
        rows=3,
        longest=1000,
    )
    review_by = DateField(
        label="When is somebody to look at it again?",
        help_text="Within two years. For example, 27 3 2027.",
        missing="Enter the day on which somebody is to look at it again",
        wrong="Enter a real date, like 27 3 2027",
    )
    declared = forms.BooleanField(
        label="I did not write this, I tried to recognise somebody, and I could not.",
        error_messages={"required": "Confirm that you tried and could not, or send it back"},
    )

    def __init__(self, data: Any, *, ask: StudyAsk):
        super().__init__(data, ask=ask, auto_id="approve_%s")  # it stands beside another form

    def save(self, by: Person) -> ApprovedStudy | None:
        said = self.cleaned_data
        return self.attempt(
            lambda: study_approvals.approve(
                **self.expected, tried=said["tried"], review_by=said["review_by"], by=by, form_key=said["form_key"]
            )
        )


class SendBackForm(AskedForm):
    reason = words(
        "What is the author to change?",
        "Say what the author is to change",
        "Say what gave somebody away, without naming them.",
        rows=3,
        longest=2000,
    )

    def __init__(self, data: Any, *, ask: StudyAsk):
        super().__init__(data, ask=ask, auto_id="back_%s")

    def save(self, by: Person) -> StudyAsk | None:
        return self.attempt(
            lambda: study_approvals.send_back(**self.expected, reason=self.cleaned_data["reason"], by=by)
        )


class WithdrawForm(Tries, forms.Form):
    reason = words("Why is it withdrawn?", "Say why", "Name nobody.", rows=2, longest=1000)

    def __init__(self, data: Any, *, approved: ApprovedStudy):
        super().__init__(data)
        self.approved = approved

    def save(self, by: Person) -> ApprovedStudy | None:
        reason = self.cleaned_data["reason"]
        return self.attempt(lambda: study_approvals.withdraw(approved=self.approved, reason=reason, by=by))
