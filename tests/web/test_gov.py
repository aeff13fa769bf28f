"""From a Django form to what the GOV.UK components take, without losing a zero, a date or an escape."""

from datetime import date
from typing import Any

import pytest
from django import forms

from onlinelives.web import gov
from tests.web.sample import COLOURS, HOSTILE, SCORES, Sample, rendered, shown

TYPED = {
    "score": "0",
    "colours": ["blue"],
    "when_0": "27",
    "when_1": "3",
    "when_2": "2026",
    "words": "Some words",
    "counted": "Few",
    "line": "0",
    "colour": "red",
    "sure": "on",
    "secret": "open sesame",
    "where": "here",
}


def sample(**typed: Any) -> Sample:
    return Sample({**TYPED, **typed})


class TestZero:
    """`value or ""` would lose it."""

    @pytest.mark.parametrize("form", [Sample({"score": "0"}), Sample(initial={"score": 0})], ids=["typed", "initial"])
    def test_a_score_of_0_stays_picked(self, form: Sample) -> None:
        assert gov.radios(form["score"])["value"] == "0"
        picked = [box["value"] for box in shown(form).all("input", type="radio") if "checked" in box]
        assert picked == ["0"]

    def test_without_a_score_nothing_is_picked(self) -> None:
        assert gov.radios(Sample()["score"])["value"] == ""
        assert not [box for box in shown(Sample()).all("input", type="radio") if "checked" in box]

    def test_a_0_in_a_box_or_a_list_of_choices_stays(self) -> None:
        class Form(forms.Form):
            line = forms.CharField(initial=0)
            score = forms.ChoiceField(choices=SCORES, initial=0)

        assert (gov.text(Form()["line"])["value"], gov.select(Form()["score"])["value"]) == ("0", "0")
        assert shown(Form()).one("input", name="line")["value"] == "0"
        assert "selected" in shown(Form()).one("option", value="0")


class TestWhatWasTyped:
    def test_everything_comes_back_as_typed_but_the_password(self) -> None:
        page = shown(sample())
        assert [box["value"] for box in page.all("input", type="checkbox") if "checked" in box] == ["blue", "on"]
        assert [page.one("input", name=f"when_{place}")["value"] for place in range(3)] == ["27", "3", "2026"]
        assert page.one("input", name="where")["value"] == "here"
        assert "selected" in page.one("option", value="red")
        assert "Some words" in page.text
        assert "open sesame" not in page.html

    def test_an_invalid_date_gives_its_three_parts_back(self) -> None:
        form = sample(when_0="31", when_1="2", when_2="soon")
        assert form.errors["when"] == ["Enter a real date"]
        boxes = gov.date(form["when"])["items"]
        assert [box["value"] for box in boxes] == ["31", "2", "soon"]
        assert all("govuk-input--error" in box["classes"] for box in boxes)

    def test_half_a_date_gives_its_half_back(self) -> None:
        assert [box["value"] for box in gov.date(sample(when_1="", when_2="")["when"])["items"]] == ["27", "", ""]

    def test_a_date_from_the_database_fills_three_boxes(self) -> None:
        form = Sample(initial={"when": date(2026, 3, 9)})
        assert [box["value"] for box in gov.date(form["when"])["items"]] == ["9", "3", "2026"]

    def test_a_box_that_was_not_ticked_stays_empty(self) -> None:
        form = Sample({name: value for name, value in TYPED.items() if name != "sure"})
        assert gov.tick(form["sure"])["values"] == []
        assert gov.tick(sample()["sure"])["values"] == ["on"]


class TestErrors:
    def test_every_field_in_error_is_linked_to_an_input_that_is_there(self) -> None:
        form = Sample({})
        page = shown(form)
        links = [link["href"] for link in page.all("a")]
        assert links == [
            "#id_score",
            "#id_colours",
            "#id_when_0",
            "#id_words",
            "#id_counted",
            "#id_line",
            "#id_colour",
            "#id_sure",
            "#id_secret",
        ]
        inputs = {attrs.get("id") for tag, attrs in page.elements if tag in ("input", "textarea", "select")}
        assert {str(link).removeprefix("#") for link in links} <= inputs

    def test_no_id_is_there_twice(self) -> None:
        ids = shown(Sample({})).ids
        assert len(ids) == len(set(ids))

    def test_an_error_of_the_whole_form_links_to_the_page_s_content(self) -> None:
        assert gov.error_summary(sample(line="clash")) == {
            "titleText": "There is a problem",
            "errorList": [{"text": "These do not go together", "href": "#main-content"}],
        }

    def test_errors_of_several_forms_stand_in_one_summary(self) -> None:
        several = [Sample({}, prefix="a"), sample(), Sample({}, prefix="b")]
        links = [error["href"] for error in gov.error_summary(*several)["errorList"]]
        assert len(links) == 18
        assert (links[0], links[2], links[9]) == ("#id_a-score", "#id_a-when_0", "#id_b-score")

    def test_the_first_error_stands_at_its_field(self) -> None:
        assert gov.date(Sample({})["when"])["errorMessage"] == {"text": "Enter the day"}
        assert "errorMessage" not in gov.date(sample()["when"])

    def test_a_sound_form_shows_no_summary(self) -> None:
        assert "There is a problem" not in shown(sample()).text


class TestKinds:
    @pytest.mark.parametrize(
        ("name", "kind"),
        {
            "score": "radios",
            "colours": "checkboxes",
            "when": "date",
            "words": "textarea",
            "counted": "textarea",
            "line": "input",
            "colour": "select",
            "sure": "tick",
            "secret": "password",
            "where": "hidden",
        }.items(),
    )
    def test_every_field_has_its_component(self, name: str, kind: str) -> None:
        assert gov.kind(Sample()[name]) == kind

    def test_a_field_without_a_component_is_a_mistake(self) -> None:
        class Form(forms.Form):
            when = forms.DateField(widget=forms.SelectDateWidget)

        with pytest.raises(TypeError, match="no component for SelectDateWidget of when"):
            gov.kind(Form()["when"])

    def test_hints_stand_at_the_field_and_at_its_choices(self) -> None:
        assert gov.text(Sample()["line"])["hint"] == {"text": "In a few words"}
        items = gov.radios(Sample()["score"], hints={0: "Never"})["items"]
        assert [item.get("hint") for item in items] == [{"text": "Never"}, None, None, None, None]

    def test_a_choice_can_reveal_more(self) -> None:
        items = gov.radios(Sample()["score"], reveal={4: "<p>More</p>"})["items"]
        assert items[4]["conditional"] == {"html": "<p>More</p>"}
        assert all("conditional" not in item for item in items[:4])

    def test_an_empty_choice_is_no_radio(self) -> None:
        class Form(forms.Form):
            colour = forms.ChoiceField(choices=[("", "---"), *COLOURS], widget=forms.RadioSelect, required=False)

        assert [item["value"] for item in gov.radios(Form()["colour"])["items"]] == ["red", "blue"]

    def test_a_password_box_says_what_for(self) -> None:
        assert shown(Sample()).one("input", type="password")["autocomplete"] == "new-password"


class TestHostile:
    """Whatever a person or a framework file supplied stays text."""

    def form(self, data: dict[str, Any] | None = None) -> forms.Form:
        class Form(forms.Form):
            score = forms.ChoiceField(
                label=HOSTILE, help_text=HOSTILE, choices=[(HOSTILE, HOSTILE)], widget=forms.RadioSelect
            )
            colours = forms.MultipleChoiceField(
                label=HOSTILE, choices=[(HOSTILE, HOSTILE)], widget=forms.CheckboxSelectMultiple
            )
            colour = forms.ChoiceField(label=HOSTILE, choices=[(HOSTILE, HOSTILE)])
            line = forms.CharField(label=HOSTILE, help_text=HOSTILE, initial=HOSTILE)
            words = forms.CharField(label=HOSTILE, initial=HOSTILE, widget=forms.Textarea)
            sure = forms.BooleanField(label=HOSTILE, error_messages={"required": HOSTILE})
            where = forms.CharField(widget=forms.HiddenInput, initial=HOSTILE)

        Form.base_fields["score"].hints = {HOSTILE: HOSTILE}  # type: ignore[attr-defined]
        return Form(data)

    @pytest.mark.parametrize("data", [None, {}, {"line": HOSTILE, "words": f"</textarea>{HOSTILE}", "colour": HOSTILE}])
    def test_text_never_becomes_an_element(self, data: dict[str, Any] | None) -> None:
        page = shown(self.form(data))
        assert page.text.count(HOSTILE) >= 9
        assert not page.all("img")
        assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]

    def test_a_hostile_error_stays_text(self) -> None:
        page = rendered("{{ kit.errors(form) }}", form=self.form({}))
        assert HOSTILE in page.text
        assert not page.all("img")


class WithFile(forms.Form):
    report = forms.FileField(
        label="Report", help_text="A PDF", widget=forms.FileInput, error_messages={"required": "Choose a file"}
    )


class TestFile:
    def test_a_file_has_its_component_and_its_form_can_carry_it(self) -> None:
        page = shown(WithFile())
        assert gov.kind(WithFile()["report"]) == "file"
        box = page.one("input", type="file")
        assert (box["id"], box["name"], box["class"]) == ("id_report", "report", "govuk-file-upload")
        assert page.one("label", **{"for": "id_report"})
        assert "A PDF" in page.text
        assert page.one("form")["enctype"] == "multipart/form-data"

    def test_a_form_without_a_file_is_sent_as_ever(self) -> None:
        assert "enctype" not in shown(Sample()).one("form")

    def test_a_missing_file_is_told_at_its_field(self) -> None:
        page = shown(WithFile({}))
        assert page.one("a", href="#id_report")
        assert page.text.count("Choose a file") == 2
        assert "id_report-error" in (page.one("input", type="file")["aria-describedby"] or "")

    def test_what_was_chosen_is_never_sent_back_as_a_value(self) -> None:
        form = WithFile({"report": "C:\\fakepath\\case.pdf"}, initial={"report": "kept.pdf"})
        page = shown(form)
        assert "value" not in page.one("input", type="file")
        assert "fakepath" not in page.html
        assert "kept.pdf" not in page.html

    def test_a_box_that_offers_to_clear_a_kept_file_is_a_mistake(self) -> None:
        class Form(forms.Form):
            report = forms.FileField()

        with pytest.raises(TypeError, match="no component for ClearableFileInput of report"):
            gov.kind(Form()["report"])


@pytest.mark.parametrize(("boxes", "classes"), [(20, ""), (21, "govuk-checkboxes--small ol-many")])
def test_more_than_a_screen_of_boxes_is_small_and_in_columns(boxes, classes):
    class Long(forms.Form):
        figures = forms.MultipleChoiceField(
            choices=[(number, f"Figure {number}") for number in range(boxes)], widget=forms.CheckboxSelectMultiple
        )

    assert gov.checkboxes(Long()["figures"])["classes"] == classes
