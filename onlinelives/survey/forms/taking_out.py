"""Answers leave as a file."""

from typing import Any

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.actions import taking_out
from onlinelives.survey.models import AnswerSet, TakenOut
from onlinelives.web.forms import OnceForm, SaysNo, one_of, words


class TakeOutForm(SaysNo, OnceForm):
    """In which form, and what for."""

    form = one_of("What do you need?", TakenOut.Form.choices, "Select what you need")
    reason = words("What is it for?", "Say what the file is for", "It is kept with your name.", rows=2, longest=300)

    def __init__(self, data: Any, *, answer_set: AnswerSet):
        super().__init__(data)
        self.answer_set = answer_set

    def save(self, by: Person) -> TakenOut | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        try:
            return taking_out.take_out(
                answer_set=self.answer_set, form=said["form"], reason=said["reason"], by=by, form_key=said["form_key"]
            )
        except Invalid as error:
            self.say(error)
            return None
