"""Copies of a record: who asked, the time for an answer, each passage, and approving."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import copies
from onlinelives.cases.actions.copies import Asked, Decided
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import ClockStop, CopyRelease, CopyRequest, PassageReview, YoungPerson
from onlinelives.cases.queries import Line
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.trail import clock
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, typed_again, words

GIVE, LEAVE_OUT = "give", "leave_out"


class CopyForm(SaysNo, OnceForm):
    """A request, or one that is corrected while it is being prepared."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    received_on = DateField(
        label="When did the request come?",
        help_text="For example, 27 3 2026. The month for an answer counts from this day.",
        missing="Enter the day on which it came",
        wrong="Enter a real date, like 27 3 2026",
    )
    asked_by = one_of("Who asks?", CopyRequest.Asked.choices, "Select who asks")
    checked = one_of(
        "How was it checked who they are?",
        CopyRequest.Checked.choices,
        "Select how it was checked",
        "Nothing is given out before it has been.",
    )
    note = words("Anything else?", hint="For example, which document was shown, or which part is meant.", rows=3)

    def __init__(self, data: Any, *, young_person: YoungPerson, copy: CopyRequest | None = None):
        names = ("version", "received_on", "asked_by", "checked", "note")
        first = {name: getattr(copy, name) for name in names} if copy else {"received_on": clock.today()}
        super().__init__(data, initial=first)
        self.young_person, self.copy = young_person, copy

    def save(self, by: Person) -> CopyRequest | None:
        """None with the reason on the form. When somebody else was faster, what was typed stays, and saving again puts
        it in the place of theirs."""
        said = self.cleaned_data
        asked = Asked(said["received_on"], said["asked_by"], said["checked"], said["note"])
        try:
            if self.copy is None:
                return copies.request(young_person=self.young_person, asked=asked, by=by, form_key=said["form_key"])
            return copies.correct(copy=self.copy, asked=asked, expected=said["version"] or 0, by=by)
        except Changed as changed:
            self.add_error(None, "Somebody else has changed this request meanwhile. Save again to put yours in place.")
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None


class StopForm(SaysNo, forms.Form):
    """The time for an answer stands still."""

    since = DateField(
        label="From which day does the time stand still?",
        help_text="The day on which you asked for what you need.",
        missing="Enter the day from which it stands still",
        wrong="Enter a real date, like 27 3 2026",
    )
    reason = words("Why?", "Say why", "For example, that you asked for proof of who they are.", rows=3, longest=1000)

    def __init__(self, data: Any, *, copy: CopyRequest):
        super().__init__(data, initial={"since": clock.today()})
        self.copy = copy

    def save(self, by: Person) -> ClockStop | None:
        said = self.cleaned_data
        try:
            return copies.stop_clock(copy=self.copy, since=said["since"], reason=said["reason"], by=by)
        except Invalid as error:
            self.say(error)
            return None


class RunForm(SaysNo, forms.Form):
    """The time runs again."""

    until = DateField(
        label="From which day does the time run again?",
        help_text="The day on which you got what you needed.",
        missing="Enter the day from which it runs again",
        wrong="Enter a real date, like 27 3 2026",
    )

    def __init__(self, data: Any, *, copy: CopyRequest):
        super().__init__(data, initial={"until": clock.today()})
        self.copy = copy

    def save(self, by: Person) -> ClockStop | None:
        try:
            return copies.run_clock(copy=self.copy, until=self.cleaned_data["until"], by=by)
        except Invalid as error:
            self.say(error)
            return None


class PassageForm(SaysNo, forms.Form):
    """What happens with one passage. `theirs`: how the passage stands now, where it changed while this was open."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    what = one_of(
        "What happens with this passage?",
        [(GIVE, "Give it, without what is marked"), (LEAVE_OUT, "Leave all of it out")],
        "Select what happens with this passage",
    )
    marked = forms.CharField(
        label="The passage",
        required=False,
        widget=forms.Textarea,
        help_text="Put [[ and ]] around words that are blacked out, [[like these]]. Change nothing else.",
    )
    why = forms.ChoiceField(
        label="Why is something kept back?",
        choices=PassageReview.Why.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Only where you marked something or leave the passage out.",
    )
    note = words("In your own words", hint=f"{REASON} It is not given out.", rows=2, longest=1000)

    def __init__(self, data: Any, *, copy: CopyRequest, line: Line):
        super().__init__(data, initial=_first(line))
        self.copy, self.line = copy, line
        self.fields["marked"].widget.attrs["rows"] = _rows(line.passage.text)
        self.theirs: Line | None = None

    def save(self, by: Person) -> PassageReview | None:
        """None with the reason on the form. When the passage or the decision changed, what was typed stays beside how
        it is now, and saving again decides about that."""
        said = self.cleaned_data
        decided = Decided(said["what"] == LEAVE_OUT, said["marked"], said["why"], said["note"])
        try:
            return copies.decide(
                copy=self.copy,
                key=self.line.passage.key,
                sha256=said["sha256"],
                decided=decided,
                expected=said["version"],
                by=by,
            )
        except Changed as changed:
            self.theirs = changed.now
            self.add_error(None, "This passage, or what was decided about it, has changed meanwhile. Look at it again.")
            now = changed.now
            typed_again(self, now.review.version if now.review else 0, sha256=now.passage.sha256)
        except Invalid as error:
            self.say(error)
        return None


def _rows(text: str) -> int:
    """How high the box is, so that most of a passage is in view."""
    return max(4, min(24, sum(1 + len(each) // 60 for each in text.splitlines()) + 1))


def _first(line: Line) -> dict[str, Any]:
    """As it was decided; the passage's own words, unmarked, where nothing was or they are others by now."""
    review, first = line.review, {"version": 0, "sha256": line.passage.sha256, "marked": line.passage.text}
    if review is None:
        return first
    first |= {"version": review.version, "why": review.why, "note": review.note}
    if line.is_decided:
        first |= {"what": LEAVE_OUT if review.left_out else GIVE, "marked": review.marked or line.passage.text}
    return first


class ApproveCopyForm(forms.Form):
    """The second person approves what the page showed."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    sure = forms.BooleanField(
        label="I have read all of it. Nothing in it is about somebody else or would do serious harm",
        error_messages={"required": "Tick the box once you have read all of it"},
    )

    def __init__(self, data: Any, *, copy: CopyRequest, digest: str):
        super().__init__(data, initial={"digest": digest})
        self.copy = copy

    def save(self, by: Person) -> CopyRelease | None:
        """None where it is no longer what was read; the page then shows it as it is now, to be read again."""
        try:
            return copies.approve(copy=self.copy, digest=self.cleaned_data["digest"], by=by)
        except Changed as changed:
            self.add_error(None, "Something in it has changed since you opened this page. Read it again.")
            typed_again(self, 0, digest=changed.now.sha256, sure="")
        return None


class EndCopyForm(SaysNo, forms.Form):
    answer = words("Why does it end without a copy?", "Say why", REASON, rows=3, longest=1000)

    def __init__(self, data: Any, *, copy: CopyRequest):
        super().__init__(data)
        self.copy = copy

    def save(self, by: Person) -> CopyRequest | None:
        try:
            return copies.end(copy=self.copy, answer=self.cleaned_data["answer"], by=by)
        except Invalid as error:
            self.say(error)
            return None
