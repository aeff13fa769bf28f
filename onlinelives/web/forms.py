"""Form fields that the GOV.UK components need, and the key that makes sending a form twice harmless."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from onlinelives.rules.verdict import Invalid

EARLIEST, LATEST = 1900, 2100  # a year outside is a slip of the hand, like 26 for 2026


class DateWidget(forms.MultiWidget):
    """Day, month and year in three boxes. What was typed comes back as typed, also when it is no date."""

    def __init__(self) -> None:
        super().__init__([forms.NumberInput(), forms.NumberInput(), forms.NumberInput()])

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A date in three boxes. `missing` and `wrong` are said when it is left out or is no date."""

    widget = DateWidget

    def __init__(self, *, missing: str, wrong: str, **kwargs: Any):
        self.wrong = wrong
        parts = [forms.CharField(required=False, max_length=9) for _ in range(3)]
        kwargs.setdefault("error_messages", {"required": missing, "incomplete": missing})
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        """Boxes that hold nothing but spaces are empty boxes."""
        parts = value if isinstance(value, list | tuple) else []
        found: date | None = super().clean([part.strip() if isinstance(part, str) else part for part in parts])
        return found

    def compress(self, data_list: list[str]) -> date | None:
        if not any(data_list):
            return None
        try:
            day = date(int(data_list[2]), int(data_list[1]), int(data_list[0]))
        except (ValueError, IndexError):
            raise ValidationError(self.wrong) from None
        if not EARLIEST <= day.year <= LATEST:
            raise ValidationError(self.wrong)
        return day


class OnceForm(forms.Form):
    """A form with a key of its own. The row it makes keeps the key, unique in the database, so that sending the
    form twice makes one row."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "Reload the page and try again."})

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"form_key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class SaysNo:
    """A form whose action may refuse with Invalid: the message goes to the field it names."""

    def say(self: Any, error: Invalid) -> None:
        self.add_error(error.field if error.field in self.fields else None, str(error))


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the fields that were sent, also when there are none, or None when nothing was sent."""
    return request.POST if request.method == "POST" else None


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
