"""What the forms of this room have in common."""

from typing import Any

from django import forms
from django.http import QueryDict

from onlinelives.content import taxonomies

REASON = "Write it so that somebody who was not there understands it years from now."


def typed_again(form: forms.Form, version: int, name: str = "version", **hidden: str) -> None:
    """What was typed stays in the form, and saving it again puts it in the place of `version`. `hidden`: what else the
    form carries about what it was made from."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for field, value in {name: str(version), **hidden}.items():
        data[form.add_prefix(field)] = value
    form.data = data


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


def harm_types() -> forms.MultipleChoiceField:
    """The two kinds of harm, with their definitions at hand."""
    types = taxonomies.load().harm_types
    field = several_of("What kind of harm is it?", [(each.id, each.name) for each in types], "Select all that apply.")
    field.hints = {each.id: each.definition for each in types}  # type: ignore[attr-defined]
    return field
