"""Sending a workbook, and deciding on what it would change."""

from collections.abc import Mapping
from typing import Any

from django import forms

from onlinelives.audits.queries.imports import ImportPage, ShownChange

KEEP, TAKE = "keep", "take"


class WorkbookForm(forms.Form):
    workbook = forms.FileField(
        label="The workbook",
        allow_empty_file=True,  # the reader says in words what is wrong with it
        widget=forms.FileInput,
        help_text="An Excel workbook (.xlsx) of this return, 5 MB at most.",
        error_messages={
            "required": "Choose the workbook that you filled in",
            "invalid": "Choose the workbook that you filled in",
        },
    )


class DecisionForm(forms.Form):
    """One choice for each conflict, and the digest of what was shown.

    A choice is named after the answer's version as well, so that one made for another state of the answer never counts.
    """

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any, page: ImportPage, chosen: Mapping[str, Any] | None = None):
        """chosen: what had been chosen before the page had to be shown again."""
        super().__init__(data, initial={**(chosen or {}), "digest": page.digest})
        self._names = {shown.change.statement: _name(shown) for shown in page.choices}
        for shown in page.choices:
            code = shown.change.statement
            self.fields[_name(shown)] = forms.ChoiceField(
                label=f"Which answer should stand for {code}?",
                choices=[(KEEP, "Keep what is there"), (TAKE, "Take the workbook’s")],
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose which answer should stand for {code}"},
            )

    def choice(self, statement: str) -> forms.BoundField:
        """The radios of one conflict, for the page."""
        return self[self._names[statement]]

    @property
    def decided(self) -> dict[str, bool]:
        """Statement -> whether the workbook's answer is taken."""
        return {code: self.cleaned_data[name] == TAKE for code, name in self._names.items()}


def _name(shown: ShownChange) -> str:
    return f"{shown.statement.key}-{shown.change.version}"
