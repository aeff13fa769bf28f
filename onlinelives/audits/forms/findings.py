"""An answer cites a finding of the youth survey."""

from collections.abc import Sequence
from typing import Any

from django import forms

from onlinelives.survey.models import Finding
from onlinelives.web.forms import one_of


class CiteFindingForm(forms.Form):
    finding = one_of("Which finding?", (), "Select a finding")

    def __init__(self, data: Any, *, findings: Sequence[Finding]):
        super().__init__(data)
        self.found = {str(finding.pk): finding for finding in findings}
        field = self.fields["finding"]
        field.choices = [(pk, f"{each.code}: {each.title}") for pk, each in self.found.items()]  # type: ignore[attr-defined]
        field.hints = {  # type: ignore[attr-defined]
            pk: f"{each.sentence} {each.release.wave.name}." for pk, each in self.found.items()
        }
        field.error_messages["invalid_choice"] = "The list has changed since you opened it. Choose again"

    @property
    def chosen(self) -> Finding:
        return self.found[self.cleaned_data["finding"]]
