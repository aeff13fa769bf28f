"""A date in three boxes, and a form that makes one thing however often it is sent."""

import uuid
from datetime import date

import pytest
from django import forms
from django.test import RequestFactory

from onlinelives.web.forms import DateField, OnceForm, sent


class Required(forms.Form):
    when = DateField(label="When", missing="Enter the day", wrong="Enter a real date")


class Optional(forms.Form):
    when = DateField(label="When", missing="Enter the day", wrong="Enter a real date", required=False)


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"when_0": day, "when_1": month, "when_2": year}


@pytest.mark.parametrize("parts", [("27", "3", "2026"), ("27", "03", "2026"), (" 27 ", "3", "2026 ")])
def test_a_date_is_day_month_and_year(parts: tuple[str, str, str]) -> None:
    form = Required(typed(*parts))
    assert form.is_valid()
    assert form.cleaned_data["when"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    "parts",
    [
        ("31", "2", "2026"),
        ("0", "1", "2026"),
        ("1", "13", "2026"),
        ("a", "b", "c"),
        ("1", "1", "99999"),
        ("27", "", ""),
        ("", "3", "2026"),
        ("-1", "1", "2026"),
        ("1.5", "1", "2026"),
    ],
)
@pytest.mark.parametrize("form", [Required, Optional])
def test_what_is_no_date_is_said_to_be_none(form: type[forms.Form], parts: tuple[str, str, str]) -> None:
    assert form(typed(*parts)).errors["when"] == ["Enter a real date"]


@pytest.mark.parametrize("data", [{}, typed("", "", "")])
def test_a_date_left_out_is_asked_for_where_it_is_needed(data: dict[str, str]) -> None:
    assert Required(data).errors["when"] == ["Enter the day"]
    optional = Optional(data)
    assert optional.is_valid()
    assert optional.cleaned_data["when"] is None


def test_boxes_with_spaces_alone_count_as_left_out() -> None:
    assert Required(typed(" ", " ", " ")).errors["when"] == ["Enter the day"]


@pytest.mark.parametrize("year", ["26", "226", "1", "1899", "2101", "9999"])
def test_a_year_that_nobody_means_is_no_real_date(year: str) -> None:
    assert Required(typed("27", "3", year)).errors["when"] == ["Enter a real date"]


@pytest.mark.parametrize("year", [1900, 2100])
def test_the_first_and_the_last_year_are_taken(year: int) -> None:
    form = Required(typed("27", "3", str(year)))
    assert form.is_valid()
    assert form.cleaned_data["when"] == date(year, 3, 27)


class Once(OnceForm):
    name = forms.CharField()


def test_every_form_shown_has_a_key_of_its_own() -> None:
    first, second = (uuid.UUID(Once()["form_key"].value()) for _ in range(2))
    assert first != second


def test_the_key_that_was_shown_comes_back() -> None:
    shown = Once()["form_key"].value()
    form = Once({"name": "Elmfield", "form_key": shown})
    assert form.is_valid()
    assert str(form.cleaned_data["form_key"]) == shown


def test_other_first_values_are_kept_beside_the_key() -> None:
    form = Once(initial={"name": "Elmfield"})
    assert form["name"].value() == "Elmfield"
    assert form["form_key"].value()


@pytest.mark.parametrize("key", ["", "not a key"])
def test_without_its_key_a_form_is_not_taken(key: str) -> None:
    assert "form_key" in Once({"name": "Elmfield", "form_key": key}).errors


def test_a_form_is_bound_to_what_was_sent_also_when_that_is_nothing() -> None:
    request = RequestFactory()
    assert sent(request.get("/?name=Elmfield")) is None
    assert Once(sent(request.post("/"))).is_bound
    assert Once(sent(request.post("/", {"name": "Elmfield"})))["name"].value() == "Elmfield"
