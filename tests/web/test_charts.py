"""A chart is one image with a name, drawn once, that keeps to the policy and shares its page with others."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import caches

from onlinelives.web import charts
from tests.web.sample import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


class Drawn:
    """A small bar chart that counts how often it is described."""

    def __init__(self, *names: str):
        self.names, self.times = names or ("Data", "Training"), 0

    def __call__(self) -> Any:
        import altair as alt

        self.times += 1
        rows = [{"name": name, "points": place + 3, "kind": name} for place, name in enumerate(self.names)]
        return alt.Chart(alt.Data(values=rows)).mark_bar(clip=True).encode(x="points:Q", y="name:N", color="kind:N")

    def svg(self, title: str = "Points", desc: str = "Data 3, training 4") -> str:
        return charts.svg(self, ["test", self.names], title=title, desc=desc)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    caches["charts"].clear()


def opened(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  our own output


def ids(svg: str) -> list[str]:
    return [node.attrib["id"] for node in opened(svg).iter() if "id" in node.attrib]


@pytest.mark.parametrize(("title", "desc"), [("", "Data 3"), ("Points", ""), ("", "")])
def test_no_chart_is_drawn_without_title_and_description(title: str, desc: str) -> None:
    drawn = Drawn()
    with pytest.raises(ValueError, match="a chart needs a title and a description"):
        drawn.svg(title, desc)
    assert drawn.times == 0


def test_a_chart_is_one_image_with_a_name_and_a_description() -> None:
    root = opened(Drawn().svg())
    named = {node.attrib["id"]: (node.tag, node.text) for node in root if "id" in node.attrib}
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    assert named[root.attrib["aria-labelledby"]] == (f"{SVG}title", "Points")
    assert named[root.attrib["aria-describedby"]] == (f"{SVG}desc", "Data 3, training 4")


def test_nothing_inside_the_image_speaks_for_itself() -> None:
    inside = [*opened(Drawn().svg()).iter()][1:]
    assert len(inside) > 20
    assert [name for node in inside for name in node.attrib if name == "role" or name.startswith("aria-")] == []


def test_a_chart_keeps_to_the_content_security_policy() -> None:
    svg = Drawn().svg()
    tags = {node.tag for node in opened(svg).iter()}
    assert not re.search(r"\s(style|on\w+)\s*=", svg)
    assert not tags & {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject", f"{SVG}image"}


def test_a_chart_can_stand_in_a_page_without_prefixes() -> None:
    assert Drawn().svg().startswith("<svg ")


def test_two_charts_of_a_page_share_no_id() -> None:
    one, other = Drawn("A", "B").svg(), Drawn("C", "D").svg()
    assert len(ids(one)) >= 3
    assert len(set(ids(one) + ids(other))) == len(ids(one)) + len(ids(other))


def test_every_id_that_a_chart_points_to_is_its_own() -> None:
    svg = Drawn().svg()
    pointed = re.findall(r"url\(#([^)]+)\)", svg) + re.findall(r'href="#([^"]+)"', svg)
    assert pointed
    assert set(pointed) <= set(ids(svg))


def test_a_chart_is_drawn_once_and_then_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn()
    first = drawn.svg()
    monkeypatch.setattr(charts, "_drawn", lambda spec: pytest.fail("it was drawn again"))
    assert drawn.svg() == first
    assert drawn.times == 1


@pytest.mark.parametrize("other", [{"title": "Scores"}, {"desc": "Data 3, training 5"}])
def test_another_title_or_description_makes_another_chart(other: dict[str, str]) -> None:
    drawn = Drawn()
    assert drawn.svg() != drawn.svg(**other)
    assert drawn.times == 2


def test_other_figures_make_another_chart() -> None:
    assert "Sharing" in Drawn("Data", "Sharing").svg()
    assert "Sharing" not in Drawn("Data", "Training").svg()


def test_hostile_text_stays_text() -> None:
    svg = Drawn(HOSTILE, "</text><script>alert(1)</script>").svg(title=HOSTILE, desc=f"</desc>{HOSTILE}")
    assert "<img" not in svg
    assert "<script" not in svg
    words = " ".join(opened(svg).itertext())
    assert words.count(HOSTILE) >= 3


def test_a_chart_may_fetch_nothing() -> None:
    import altair as alt

    with pytest.raises(ValueError, match=r"(?i)url|allowed|load"):
        charts.svg(
            lambda: alt.Chart("http://127.0.0.1:9/rows.json").mark_bar().encode(x="a:Q"),
            ["far"],
            title="Far",
            desc="Far",
        )


def test_what_older_code_has_drawn_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn()
    drawn.svg()
    drawn.svg()
    assert drawn.times == 1
    written = charts._code
    monkeypatch.setattr(charts, "_code", lambda module: written(module) + ("" if module == charts.__name__ else "*"))
    drawn.svg()
    assert drawn.times == 2
