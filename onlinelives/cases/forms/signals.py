"""Forms about signals of significant harm."""

from collections.abc import Callable
from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import signals
from onlinelives.cases.actions.signals import Settled
from onlinelives.cases.forms.saying import REASON
from onlinelives.cases.models import Signal, YoungPerson
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.web.forms import OnceForm, SaysNo, one_of, typed_again, words

ADDED = "Something was added to this signal meanwhile. Read it above, then say again what you said."


class SignalForm(SaysNo, OnceForm):
    worry = words(
        "What worries you?",
        "Say in a few words what worries you",
        "A sentence is enough. You can add more afterwards.",
        rows=3,
        longest=2000,
    )

    def save(self, young_person: YoungPerson, by: Person) -> Signal | None:
        told = self.cleaned_data
        try:
            return signals.raise_now(young_person=young_person, worry=told["worry"], by=by, form_key=told["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class AnswerForm(SaysNo, forms.Form):
    """An answer to a signal, by somebody who has read all of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, signal: Signal):
        super().__init__(data, initial={"version": signal.version})
        self.signal = signal

    def tried(self, answer: Callable[[], Signal]) -> Signal | None:
        """The signal as it is after this answer; None with the reason on the form, which keeps what was typed."""
        try:
            return answer()
        except Changed as changed:
            self.add_error(None, ADDED)
            typed_again(self, changed.now.version)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None


class AcknowledgeForm(AnswerForm):
    prefix = "acknowledge"
    doing = words("What will be done now?", "Say what will be done now", "Who does it, and when.", rows=3, longest=2000)

    def save(self, by: Person) -> Signal | None:
        doing, version = self.cleaned_data["doing"], self.cleaned_data["version"]
        return self.tried(lambda: signals.acknowledge(signal=self.signal, doing=doing, expected=version, by=by))


class SettleForm(AnswerForm):
    prefix = "settle"
    outcome = one_of("What came of it?", Signal.Outcome.choices, "Select what came of it")
    words = words("Say it in your own words", "Say what came of it, in words", REASON, rows=3, longest=2000)

    def save(self, by: Person) -> Signal | None:
        settled, version = (
            Settled(self.cleaned_data["outcome"], self.cleaned_data["words"]),
            self.cleaned_data["version"],
        )
        return self.tried(lambda: signals.settle(signal=self.signal, settled=settled, expected=version, by=by))
