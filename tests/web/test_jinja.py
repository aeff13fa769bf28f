"""A misspelt name in a template of ours is an error; the component kit may leave its parameters out."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from jinja2 import DictLoader, Environment, FileSystemLoader, UndefinedError

from onlinelives.web import jinja
from tests.web.sample import HOSTILE

MACRO = "{% from 'govuk_frontend_jinja/components/{0}/macro.html' import {1} %}"
DETAILS = MACRO.replace("{0}", "details").replace("{1}", "govukDetails")
BUTTON = MACRO.replace("{0}", "button").replace("{1}", "govukButton")

MISSPELT = {
    "a name": "{{ nmae }}",
    "a name's part": "{{ person.nmae }}",
    "a name in a condition": "{% if nmae %}yes{% endif %}",
    "a name in a loop": "{% for x in nmae %}{{ x }}{% endfor %}",
    "a name in a comparison": "{% if nmae == 1 %}yes{% endif %}",
    "a name put into a filter": "{{ nmae | upper }}",
    "a name put into another": "{{ 'a' ~ nmae }}",
    "a function": "{{ nmae() }}",
    "a macro of our kit": "{% import 'web/kit.html' as kit with context %}{{ kit.tga('Late') }}",
    "a macro's argument left out": "{% import 'web/kit.html' as kit with context %}{{ kit.tag() }}",
    "a name given to the kit": BUTTON + "{{ govukButton({'text': nmae}) }}",
    "a name in a macro of ours": "{% macro greet(name) %}{{ nmae }}{% endmacro %}{{ greet('Bob') }}",
    "a name in a block given to the kit": DETAILS
    + "{% call govukDetails({'summaryText': 'x'}) %}{{ nmae }}{% endcall %}",
}


@pytest.fixture(params=["file", "dictionary", "string"])
def render(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., str]:
    """Render a piece of template, kept in each of the ways in which a template can be."""

    def rendered(source: str, **told: Any) -> str:
        name, options = "ours/page.html", {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
        if request.param == "string":
            return engines["jinja2"].from_string(source).render(told)
        kit = {"web/kit.html": (Path(jinja.__file__).parent / "jinja2/web/kit.html").read_text("utf-8")}
        if request.param == "dictionary":
            env: Environment = jinja.environment(loader=DictLoader({name: source, **kit}), **options)
        else:
            for path, text in {name: source, **kit}.items():
                (tmp_path / path).parent.mkdir(exist_ok=True)
                (tmp_path / path).write_text(text, "utf-8")
            env = jinja.environment(loader=FileSystemLoader(tmp_path), **options)
        return env.get_template(name).render(told)

    return rendered


@pytest.mark.parametrize("source", MISSPELT.values(), ids=MISSPELT.keys())
def test_a_misspelt_name_in_a_template_of_ours_is_an_error(render: Callable[..., str], source: str) -> None:
    with pytest.raises(UndefinedError):
        render(source, person={"name": "Bob"})


def test_a_right_name_is_none(render: Callable[..., str]) -> None:
    assert render("{% if person.name %}{{ person.name }}{% endif %}", person={"name": "Bob"}) == "Bob"


def test_asking_whether_a_name_is_there_is_allowed(render: Callable[..., str]) -> None:
    assert render("{% if request is defined %}yes{% else %}no{% endif %}{{ nmae | default('-') }}") == "no-"


def test_the_component_kit_may_leave_its_parameters_out(render: Callable[..., str]) -> None:
    assert "Save" in render(BUTTON + "{{ govukButton({'text': 'Save'}) }}")


@pytest.mark.parametrize(
    "call",
    [
        "{{ govukDetails({'summaryText': 'More', 'text': 'Help'}) }}",
        "{% call govukDetails({'summaryText': 'More'}) %}Help{% endcall %}",
    ],
)
def test_a_component_may_be_given_a_block_or_none(render: Callable[..., str], call: str) -> None:
    assert "Help" in render(DETAILS + call)


def test_text_is_escaped(render: Callable[..., str]) -> None:
    assert render("{{ words }}", words=HOSTILE) == "&lt;img src=x onerror=alert(1)&gt;"


def environment() -> Environment:
    found: Environment = engines["jinja2"].env
    return found


def test_every_page_gets_the_careful_environment() -> None:
    assert environment().undefined is jinja.Careful
    assert environment().autoescape is True


def test_every_template_of_ours_compiles() -> None:
    folders = [*Path(jinja.__file__).parents[1].glob("*/jinja2")]
    names = [path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.*")]
    for name in names:
        environment().get_template(name)
    assert len(names) > 50


def url(name: str, *args: Any, **query: Any) -> str:
    made: str = environment().globals["url"](name, *args, **query)  # type: ignore[operator]
    return made


def test_an_address_takes_its_parts_and_a_question() -> None:
    assert url("front") == "/"
    assert url("person", 3) == "/people/3/"
    assert url("trail", actor="person/1", verb="") == "/trail/?actor=person%2F1"
    assert url("trail", verb="") == "/trail/"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (date(2026, 3, 3), "3 March 2026"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "31 December 2026"),
    ],
)
def test_a_day_is_written_out_where_the_partnership_is(value: date | None, words: str) -> None:
    assert jinja.day(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (datetime(2026, 3, 3, 14, 5, tzinfo=UTC), "3 March 2026 at 2:05pm"),
        (datetime(2026, 3, 3, 0, 0, tzinfo=UTC), "3 March 2026 at 12:00am"),
        (datetime(2026, 3, 3, 12, 0, tzinfo=UTC), "3 March 2026 at 12:00pm"),
        (datetime(2026, 7, 3, 22, 59, tzinfo=UTC), "3 July 2026 at 11:59pm"),
        (datetime(2026, 7, 3, 23, 1, tzinfo=UTC), "4 July 2026 at 12:01am"),
    ],
)
def test_a_moment_is_written_out_where_the_partnership_is(value: datetime | None, words: str) -> None:
    assert jinja.moment(value) == words


def test_typed_text_is_shown_through_its_filter() -> None:
    page = environment().from_string("{{ words | paragraphs }}{{ 2 | plural('key') }}{{ ['a', 'b'] | listed }}")
    assert page.render(words="<b>") == '<p class="govuk-body ol-typed">&lt;b&gt;</p>2 keysa and b'
