"""The macros give the markup that the installed govuk-frontend expects.

govuk-frontend ships, for every component, example parameters and the HTML they should make. When this fails after a
change of version, the two packages have drifted apart: bump them together.
"""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, PackageLoader, PrefixLoader

COMPONENTS = Path(__file__).parents[2] / "node_modules/govuk-frontend/dist/govuk/components"
MACROS = "govuk_frontend_jinja/components/{}/macro.html"
EXAMPLES = 657


class Shape(HTMLParser):
    """A page as a list of tags, attributes in order, and words, so that spacing does not matter."""

    def __init__(self, html: str):
        super().__init__()
        self.parts: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, sorted((name, " ".join((value or "").split())) for name, value in attrs)))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.parts.append(words)


def test_every_example_of_every_component_comes_out_the_same() -> None:
    assert COMPONENTS.is_dir(), "govuk-frontend is not installed here: run `make assets`"
    env = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
    )
    compared, different = 0, []
    for path in sorted(COMPONENTS.glob("*/fixtures.json")):
        component = path.parent.name
        macro = "govuk" + component.title().replace("-", "")
        page = env.from_string(f"{{% from '{MACROS.format(component)}' import {macro} %}}{{{{ {macro}(params) }}}}")
        for example in json.loads(path.read_text("utf-8"))["fixtures"]:
            compared += 1
            if Shape(page.render(params=example["options"])).parts != Shape(example["html"]).parts:
                different.append(f"{component}: {example['name']}")
    assert different == []
    assert compared == EXAMPLES


@pytest.mark.parametrize(
    "html",
    [
        '<p class="b">one</p>',
        '<p class="a">two</p>',
        "<p>one</p>",
        '<p class="a">one',
        '<p class="a" id="i">one</p>',
        '<b class="a">one</b>',
    ],
)
def test_the_comparison_sees_a_difference(html: str) -> None:
    assert Shape('<p  class=" a ">\n one </p>').parts == Shape('<p class="a">one</p>').parts
    assert Shape(html).parts != Shape('<p class="a">one</p>').parts
