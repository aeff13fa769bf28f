"""Small English, and typed text made safe to show."""

import pytest
from markupsafe import Markup

from onlinelives.web.words import filesize, listed, paragraphs, plural, tight
from tests.web.sample import HOSTILE, Page


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 answers"), (1, "1 answer"), (2, "2 answers"), (1234, "1,234 answers")]
)
def test_one_is_one_and_everything_else_is_many(count: int, words: str) -> None:
    assert plural(count, "answer") == words


def test_an_odd_plural_can_be_given() -> None:
    assert (plural(1, "agency", "agencies"), plural(2, "agency", "agencies")) == ("1 agency", "2 agencies")


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_said_as_in_a_sentence(items: list[str], words: str) -> None:
    assert listed(items) == words


def test_a_list_can_offer_a_choice() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (812, "812 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1499, "1 kB"),
        (1500, "2 kB"),
        (14_100, "14 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (3_249_000, "3.2 MB"),
        (20 * 2**20, "21.0 MB"),
    ],
)
def test_a_size_is_said_as_people_read_it(size: int, words: str) -> None:
    assert filesize(size) == words


def parts(text: str) -> list[str]:
    """Each paragraph's HTML between its tags."""
    return [part.split(">", 1)[1] for part in str(paragraphs(text)).split("</p>")[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one<br>two"]),
        ("one\r\ntwo\r\n\r\nthree", ["one<br>two", "three"]),
        ("one\n \n\n\ntwo\n", ["one", "two"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_lines_and_empty_lines_become_breaks_and_paragraphs(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_typed_elements_stay_text() -> None:
    page = Page(str(paragraphs(f"{HOSTILE} & <b>\n{HOSTILE}")))
    assert [tag for tag, _ in page.elements] == ["p", "br"]
    assert page.text == f"{HOSTILE} & <b> {HOSTILE}"


def links(text: str) -> list[str | None]:
    return [link["href"] for link in Page(str(paragraphs(text))).all("a")]


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://example.org/a?b=1&c=2#d", "https://example.org/a_(b"]
)
def test_a_web_address_becomes_a_link_to_itself(address: str) -> None:
    page = Page(str(paragraphs(f"See {address} for more")))
    assert page.one("a")["href"] == address
    assert page.text == f"See {address} for more"


@pytest.mark.parametrize("after", [".", ",", ";", ":", "!", "?", ")", "]", "'", '"', ">", ").", " and more", "\n"])
def test_what_follows_an_address_is_not_part_of_it(after: str) -> None:
    assert links(f"(https://example.org/a{after}") == ["https://example.org/a"]


def test_a_link_tells_nothing_of_where_it_came_from() -> None:
    assert Page(str(paragraphs("https://example.org"))).one("a")["rel"] == "noreferrer noopener"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "www.example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "xjavascript://https",
    ],
)
def test_nothing_but_web_addresses_becomes_a_link(text: str) -> None:
    assert links(text) == []
    assert Page(str(paragraphs(text))).text == text


@pytest.mark.parametrize(
    "tail", ['"onclick="alert(1)', "'onclick='alert(1)", "<script>alert(1)</script>", '" style="x']
)
def test_an_address_cannot_break_out_of_its_link(tail: str) -> None:
    page = Page(str(paragraphs(f"https://example.org/{tail}")))
    assert {tag for tag, _ in page.elements} == {"p", "a"}
    assert set(page.one("a")) == {"class", "href", "rel"}
    assert links(f"https://example.org/{tail}") == ["https://example.org/"]


def test_elements_around_an_address_stay_text() -> None:
    page = Page(str(paragraphs(f"{HOSTILE} https://example.org {HOSTILE}")))
    assert [tag for tag, _ in page.elements] == ["p", "a"]
    assert page.text == f"{HOSTILE} https://example.org {HOSTILE}"


def test_two_addresses_in_a_line_are_two_links() -> None:
    assert links("https://a.example, https://b.example.") == ["https://a.example", "https://b.example"]


def test_indents_go_and_text_never_becomes_markup() -> None:
    assert tight(Markup("<p>\n    a  b\n  </p>")) == Markup("<p>\na  b\n</p>")
    assert isinstance(tight(Markup("<p>")), Markup)
    assert not isinstance(tight(HOSTILE), Markup)
