"""What the forms of this room have in common."""

from django import forms

from onlinelives.content import taxonomies
from onlinelives.web.forms import several_of

REASON = "Write it so that somebody who was not there understands it years from now."


def harm_types() -> forms.MultipleChoiceField:
    """The two kinds of harm, with their definitions at hand."""
    types = taxonomies.load().harm_types
    field = several_of("What kind of harm is it?", [(each.id, each.name) for each in types], "Select all that apply.")
    field.hints = {each.id: each.definition for each in types}  # type: ignore[attr-defined]
    return field
