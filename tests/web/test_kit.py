"""Our own small components show what they are given, as text."""

import pytest
from django.utils.html import format_html

from onlinelives.rules.scoring import Mark, Tally
from tests.web.sample import HOSTILE, Sample, rendered


def test_a_form_has_its_token_its_fields_and_a_button_that_cannot_be_pressed_twice() -> None:
    page = rendered("{{ kit.form(form, 'Save it', action='/there/', cancel='/back/') }}", form=Sample())
    form = page.one("form")
    assert (form["method"], form["action"], "novalidate" in form) == ("post", "/there/", True)
    assert page.one("button", type="submit")["data-prevent-double-click"] == "true"
    assert page.one("a")["href"] == "/back/"
    assert "Save it" in page.text


def test_a_form_carries_the_token_against_forgery() -> None:
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', "abc")
    page = rendered("{{ kit.form(form) }}", form=Sample(), csrf_input=token)
    assert page.one("input", name="csrfmiddlewaretoken")["value"] == "abc"


def test_a_warning_looks_like_one() -> None:
    assert "govuk-button--warning" in str(
        rendered("{{ kit.form(form, warning=true) }}", form=Sample()).one("button", type="submit")
    )
    assert "govuk-button--warning" not in str(
        rendered("{{ kit.form(form) }}", form=Sample()).one("button", type="submit")
    )


def test_long_text_with_a_limit_counts_its_characters() -> None:
    page = rendered("{{ kit.field(form.counted) }}{{ kit.field(form.words) }}", form=Sample())
    assert page.one("div", **{"data-module": "govuk-character-count"})["data-maxlength"] == "50"


@pytest.mark.parametrize(
    ("mark", "words"),
    [(Mark(0), "0"), (Mark(4), "4"), (Mark(not_applicable=True), "Not applicable"), (Mark(), "Not answered")],
)
def test_a_mark_of_0_is_not_taken_for_unanswered(mark: Mark, words: str) -> None:
    assert rendered("{{ kit.mark(mark) }}", mark=mark).text == words


@pytest.mark.parametrize("value", range(5))
def test_a_score_is_told_in_figures_and_shown_in_bars(value: int) -> None:
    page = rendered("{{ kit.score(value) }}", value=value)
    assert page.text == str(value)
    assert f"ol-score--{value}" in str(page.elements[0])


def test_progress_is_drawn_and_told() -> None:
    tally = Tally(points=5, scored=3, not_applicable=1, unanswered=2)
    page = rendered("{{ kit.progress(tally) }}", tally=tally)
    assert page.one("svg")["viewbox"] == "0 0 6 1"
    assert [(bar.get("x"), bar["width"]) for bar in page.all("rect")] == [(None, "3"), ("3", "1")]
    told = "{{ kit.progress_words(tally) }}"
    assert rendered(told, tally=tally).text == "4 of 6 answered, 1 of them not applicable"
    assert rendered(told, tally=Tally(scored=1, unanswered=5)).text == "1 of 6 answered"
    assert rendered("{{ kit.progress(tally) }}", tally=Tally()).one("svg")["viewbox"] == "0 0 1 1"


def test_a_tag_has_a_colour() -> None:
    assert rendered("{{ kit.tag('Late', 'red') }}").one("strong")["class"] == "govuk-tag govuk-tag--red"
    assert rendered("{{ kit.tag('Late') }}").one("strong")["class"] == "govuk-tag govuk-tag--grey"


def test_the_way_back() -> None:
    page = rendered("{{ kit.back('/home/', 'Home') }}")
    assert (page.one("a")["href"], page.text) == ("/home/", "Home")


@pytest.mark.parametrize(
    ("newer", "older", "links"),
    [("", "", []), ("?p=1", "", ["prev"]), ("", "?p=3", ["next"]), ("?p=1", "?p=3", ["prev", "next"])],
)
def test_a_pager_shows_only_the_ways_there_are(newer: str, older: str, links: list[str]) -> None:
    page = rendered("{{ kit.pager(newer, older) }}", newer=newer, older=older)
    assert [link["rel"] for link in page.all("a")] == links


def test_a_figure_shows_the_drawing_as_it_is_and_its_caption_as_text() -> None:
    page = rendered("{{ kit.figure(svg, caption) }}", svg="<svg></svg>", caption=HOSTILE)
    assert [tag for tag, _ in page.elements] == ["figure", "figcaption", "svg"]
    assert page.text == HOSTILE


@pytest.mark.parametrize(
    "source",
    [
        "{{ kit.tag(x) }}",
        "{{ kit.tag('a', x) }}",
        "{{ kit.back(x, x) }}",
        "{{ kit.pager(x, x, x, x) }}",
        "{{ kit.score(x) }}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    page = rendered(source, x=f'"{HOSTILE}')
    assert not page.all("img")
    assert HOSTILE in page.html.replace("&lt;", "<").replace("&gt;", ">")
