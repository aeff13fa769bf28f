"""What the forms of this room have in common."""

from typing import Any

from django import forms

from onlinelives.rules.verdict import Invalid

REASON = "Write it so that somebody who was not there understands it years from now."


class SaysNo:
    """A form whose action may refuse with Invalid: the message goes to the field it names."""

    def say(self: Any, error: Invalid) -> None:
        self.add_error(error.field if error.field in self.fields else None, str(error))


def words(label: str, missing: str = "", hint: str = "", rows: int = 4, longest: int = 4000) -> forms.CharField:
    """A box for a few sentences; `missing` is said when it stays empty, and where there is none, it may."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def one_of(label: str, choices: Any, missing: str, hint: str = "") -> forms.ChoiceField:
    """Radios, all of them in view."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=hint,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def several_of(label: str, choices: Any, hint: str = "") -> forms.MultipleChoiceField:
    """Checkboxes; none is an answer too."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=hint,
        error_messages={"invalid_choice": "Select from the list"},
    )
