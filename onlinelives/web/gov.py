"""Django form fields -> the parameters that the GOV.UK macros take.

In a template:  {{ govukRadios(gov.radios(form.score)) }}   {{ govukErrorSummary(gov.error_summary(form)) }}
Every value is passed as "text", never as "html", so the macros escape it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField, MultiWidget, widgets

from onlinelives.web.forms import DateWidget

Params = dict[str, Any]
MANY = 20  # boxes


def _field(field: BoundField, **more: Any) -> Params:
    params = {
        "name": field.html_name,
        "hint": {"text": field.help_text} if field.help_text else None,
        "errorMessage": {"text": field.errors[0]} if field.errors else None,
        **more,
    }
    return {name: value for name, value in params.items() if value is not None}


def _legend(field: BoundField, size: str) -> Params:
    return {"legend": {"text": field.label, "classes": f"govuk-fieldset__legend--{size}"}}


def _label(field: BoundField, size: str) -> Params:
    return {"text": field.label, "classes": f"govuk-label--{size}"}


def _choices(field: BoundField) -> Iterable[tuple[Any, Any]]:
    return field.field.choices  # type: ignore[attr-defined,no-any-return]


def _items(field: BoundField, hints: Mapping[Any, str] | None, reveal: Mapping[Any, Any] | None) -> list[Params]:
    """`reveal` maps a choice to ready-made HTML (a rendered macro) shown when it is picked."""
    return [
        {
            "value": str(value),
            "text": str(text),
            **({"hint": {"text": hints[value]}} if hints and value in hints else {}),
            **({"conditional": {"html": reveal[value]}} if reveal and value in reveal else {}),
        }
        for value, text in _choices(field)
        if value not in ("", None)
    ]


def radios(
    field: BoundField,
    size: str = "s",
    small: bool = False,
    hints: Mapping[Any, str] | None = None,
    reveal: Mapping[Any, Any] | None = None,
) -> Params:
    value = field.value()
    return _field(
        field,
        idPrefix=field.auto_id,
        value="" if value is None else str(value),
        classes="govuk-radios--small" if small else "",
        fieldset=_legend(field, size),
        items=_items(field, hints or getattr(field.field, "hints", None), reveal),
    )


def checkboxes(
    field: BoundField,
    size: str = "s",
    small: bool = False,
    hints: Mapping[Any, str] | None = None,
    reveal: Mapping[Any, Any] | None = None,
) -> Params:
    """More than a screen of them are small, in columns where there is room."""
    items = _items(field, hints or getattr(field.field, "hints", None), reveal)
    many = len(items) > MANY
    classes = ("govuk-checkboxes--small" if small or many else "", "ol-many" if many else "")
    return _field(
        field,
        idPrefix=field.auto_id,
        values=[str(value) for value in field.value() or []],
        classes=" ".join(filter(None, classes)),
        fieldset=_legend(field, size),
        items=items,
    )


def tick(field: BoundField) -> Params:
    """A single box: yes or no."""
    return _field(
        field,
        idPrefix=field.auto_id,
        values=["on"] if field.value() else [],
        items=[{"value": "on", "text": field.label}],
    )


def select(field: BoundField, size: str = "s") -> Params:
    value = field.value()
    return _field(
        field,
        id=field.auto_id,
        label=_label(field, size),
        items=[{"value": str(v), "text": str(t)} for v, t in _choices(field)],
        value="" if value is None else str(value),
    )


def text(field: BoundField, size: str = "s", **more: Any) -> Params:
    """For govukInput, govukTextarea, govukCharacterCount (the last when the form field has a max_length)."""
    widget = field.field.widget
    return _field(
        field,
        id=field.auto_id,
        value="" if field.value() is None else str(field.value()),
        label=_label(field, size),
        rows=widget.attrs.get("rows"),
        type=getattr(widget, "input_type", None),
        autocomplete=widget.attrs.get("autocomplete"),
        inputmode=widget.attrs.get("inputmode"),
        classes=widget.attrs.get("class"),
        maxlength=getattr(field.field, "max_length", None),
        **more,
    )


def file(field: BoundField, size: str = "s") -> Params:
    """For govukFileUpload. What was chosen cannot be kept when a form comes back with an error."""
    accept = field.field.widget.attrs.get("accept")
    attributes = {"attributes": {"accept": accept}} if accept else {}
    return _field(field, id=field.auto_id, label=_label(field, size), **attributes)


def password(field: BoundField, size: str = "s") -> Params:
    """For govukPasswordInput. What was typed is never sent back."""
    return _field(
        field,
        id=field.auto_id,
        label=_label(field, size),
        autocomplete=field.field.widget.attrs.get("autocomplete"),
    )


def date(field: BoundField, size: str = "s") -> Params:
    """For a MultiValueField whose widget has three parts, named _0 (day), _1 (month) and _2 (year)."""
    value = field.value() or []
    widget = field.field.widget
    given = list(value) if isinstance(value, list | tuple) else widget.decompress(value)
    given = (list(given) + [None] * 3)[:3]
    wrong = " govuk-input--error" if field.errors else ""
    parts = (("Day", 2), ("Month", 2), ("Year", 4))
    items = [
        {
            "label": label,
            "name": f"{field.html_name}_{place}",
            "id": f"{field.auto_id}_{place}",
            "classes": f"govuk-input--width-{width}{wrong}",
            "value": "" if given[place] is None else str(given[place]),
        }
        for place, (label, width) in enumerate(parts)
    ]
    params = _field(field, id=field.auto_id, fieldset=_legend(field, size), items=items)
    del params["name"]
    return params


def kind(field: BoundField) -> str:
    """Which macro shows this field, by its widget. Unknown widgets raise, so that none is shown bare."""
    widget = field.field.widget
    for name, classes in _KINDS:
        if isinstance(widget, classes) and not isinstance(widget, _NONE):
            return name
    raise TypeError(f"no component for {type(widget).__name__} of {field.html_name}")


_NONE = (widgets.ClearableFileInput, widgets.SelectMultiple)
_KINDS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("hidden", (widgets.HiddenInput,)),
    ("date", (DateWidget,)),
    ("checkboxes", (widgets.CheckboxSelectMultiple,)),
    ("radios", (widgets.RadioSelect,)),
    ("tick", (widgets.CheckboxInput,)),
    ("select", (widgets.Select,)),
    ("textarea", (widgets.Textarea,)),
    ("password", (widgets.PasswordInput,)),
    ("file", (widgets.FileInput,)),
    ("input", (widgets.Input,)),
)


def first_input(field: BoundField) -> str:
    """The id that an error message links to. Radios and checkboxes: the first box carries the bare id."""
    if field.is_hidden:
        return "main-content"
    return f"{field.auto_id}_0" if isinstance(field.field.widget, MultiWidget) else field.auto_id


def error_summary(*several: BaseForm) -> Params:
    """For govukErrorSummary, over one form or several on the same page."""
    wrong = [
        {
            "text": message,
            "href": "#main-content" if name == NON_FIELD_ERRORS else f"#{first_input(form[name])}",
        }
        for form in several
        for name, messages in form.errors.items()
        for message in messages
    ]
    return {"titleText": "There is a problem", "errorList": wrong}
