"""A wave: what it is called, what it asks, and when."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.survey import queries
from onlinelives.survey.actions import waves
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.models import Wave
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, typed_again


class WaveForm(SaysNo, OnceForm):
    """A new wave, or one that is changed before it opens."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="For example, Youth survey 2027.",
        error_messages={"required": "Enter the name of the wave"},
    )
    asks = one_of("Which questionnaire?", (), "Select a questionnaire")
    opens_on = DateField(
        label="First day",
        help_text="For example, 1 3 2027.",
        missing="Enter the first day",
        wrong="Enter a real date, like 1 3 2027",
    )
    closes_on = DateField(
        label="Last day",
        help_text="Codes let nobody in afterwards.",
        missing="Enter the last day",
        wrong="Enter a real date, like 31 3 2027",
    )
    on_device = forms.BooleanField(
        label="Answers may wait on the device",
        required=False,
        help_text="The browser remembers the answers until they are handed in as a whole. If the line drops then, they "
        "wait on the device, locked, until it is back. Without this, each page goes to us and nothing is ever kept on "
        "a device.",
    )

    def __init__(self, data: Any, *, person: Person, wave: Wave | None = None):
        first: dict[str, Any] = {"asks": instruments.current().code}
        if wave:
            first = {name: getattr(wave, name) for name in ("version", "name", "opens_on", "closes_on", "on_device")}
            first["asks"] = queries.key_asked(person, wave)
        super().__init__(data, initial=first)
        self.wave = wave
        self.fields["asks"].choices = list(queries.to_ask(person).items())  # type: ignore[attr-defined]

    def save(self, by: Person) -> Wave | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        plan = Plan(
            said["name"],
            queries.asked_by(by, said["asks"]),
            said["opens_on"],
            said["closes_on"],
            said["on_device"],
        )
        try:
            if self.wave is None:
                return waves.prepare(plan=plan, by=by, form_key=said["form_key"])
            return waves.change(wave=self.wave, plan=plan, expected=said["version"] or 0, by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None
