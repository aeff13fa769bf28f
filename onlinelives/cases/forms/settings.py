"""How an area keeps records of young people."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import settings
from onlinelives.cases.actions.settings import Wanted
from onlinelives.cases.models import RecordSettings
from onlinelives.cases.models.settings import LONGEST, SHORTEST
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.web.forms import SaysNo, typed_again


class RecordSettingsForm(SaysNo, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    call_first = forms.CharField(
        label="Whom to call at once",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Shown to whoever signals a risk of significant harm. Names and telephone numbers, for the day and "
        "for the night.",
    )
    acknowledge_within = forms.IntegerField(
        label="Minutes until a signal goes further",
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text="A signal that no manager has acknowledged by then goes out again.",
        error_messages={
            "required": "Enter a number of minutes",
            "invalid": "Enter a whole number of minutes",
            "min_value": f"Enter {SHORTEST} minutes or more",
            "max_value": f"Enter {LONGEST} minutes or fewer",
        },
    )
    escalate_to = forms.EmailField(
        label="Who is told then, beside the managers",
        required=False,
        help_text="An e-mail address that somebody reads day and night. The message says which agency waits, and never "
        "who it is about.",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )
    keeps_identity = forms.BooleanField(
        label="Keep names, dates of birth and postcodes",
        required=False,
        help_text="Without it, records are kept under their reference alone. What is kept already stays until it is "
        "removed by hand.",
    )
    counts_physical_disability = forms.BooleanField(
        label="Count physical disability among the factors for intensive support",
        required=False,
        help_text="The 2017 edition leaves it out of the count. Assessments that are finished keep the rule of "
        "their day.",
    )

    def __init__(self, data: Any, *, now: RecordSettings):
        names = [name for name in self.base_fields if name != "version"]
        super().__init__(data, initial={name: getattr(now, name) for name in (*names, "version")})

    def save(self, by: Person) -> RecordSettings | None:
        """None with the reason on the form. When somebody else was faster, what was typed stays, and saving again puts
        it in the place of theirs."""
        told = {**self.cleaned_data}
        expected = told.pop("version")
        try:
            return settings.decide(wanted=Wanted(**told), expected=expected, by=by)
        except Changed as changed:
            self.add_error(None, "Somebody else has changed the settings meanwhile. Save again to put yours in place.")
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None
