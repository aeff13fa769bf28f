"""A school, or another place in which young people answer."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.survey.actions import settings
from onlinelives.survey.actions.settings import About
from onlinelives.survey.models import Setting
from onlinelives.web.forms import OnceForm, SaysNo, one_of, typed_again


class SettingForm(SaysNo, OnceForm):
    """A new setting, or one that is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the name of the setting"})
    kind = one_of("What is it?", Setting.Kind.choices, "Select what it is")

    def __init__(self, data: Any, *, setting: Setting | None = None):
        first = {name: getattr(setting, name) for name in ("version", "name", "kind")} if setting else {}
        super().__init__(data, initial=first)
        self.setting = setting

    def save(self, by: Person) -> Setting | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        about = About(said["name"], said["kind"], self.setting.agency if self.setting else None)
        try:
            if self.setting is None:
                return settings.add(about=about, by=by, form_key=said["form_key"])
            return settings.change(setting=self.setting, about=about, expected=said["version"] or 0, by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None
