"""Our templates keep to the content security policy: one inline script, known by its hash, no style and no handler."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from onlinelives import web

PACKAGE = Path(web.__file__).parents[1]
TEMPLATES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.glob("*/jinja2/**/*.html")
}
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.S | re.I)
FORBIDDEN = re.compile(r"""<style\b|\sstyle\s*=|\son\w+\s*=|href\s*=\s*["']?\s*javascript:""", re.I)
DIRECTIVES = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]


def inline(html: str) -> list[str]:
    """What would run: scripts without an address that are not mere data."""
    return [
        told for attrs, told in SCRIPT.findall(html) if " src=" not in attrs and 'type="application/json"' not in attrs
    ]


def allowed(script: str) -> bool:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'" in DIRECTIVES["script-src"]


def test_every_inline_script_is_known_to_the_policy_by_its_hash() -> None:
    found = {name: inline(html) for name, html in TEMPLATES.items()}
    assert [name for name, scripts in found.items() if not all(map(allowed, scripts))] == []
    assert sum(map(len, found.values())) == 1


def test_no_template_holds_an_inline_style_or_handler() -> None:
    assert len(TEMPLATES) > 50
    assert {name: found.group() for name, html in TEMPLATES.items() if (found := FORBIDDEN.search(html))} == {}


@pytest.mark.parametrize(
    "html",
    [
        "<style>a {}</style>",
        '<p class="a" style="color: red">',
        "<p STYLE=x>",
        '<a onclick="x()">',
        "<img\nonerror=x>",
        '<a href="javascript:x()">',
    ],
)
def test_the_search_finds_what_it_looks_for(html: str) -> None:
    assert FORBIDDEN.search(html)


def test_the_search_for_scripts_finds_them() -> None:
    assert inline('<script>a</script><SCRIPT type="module">b</SCRIPT><script src="/x"></script>') == ["a", "b"]
    assert not allowed("alert(1)")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/account/sign-in/", "/account/password/forgotten/", "/nothing/"])
def test_a_page_as_it_is_sent_keeps_to_the_policy(address: str) -> None:
    html = Client().get(address).content.decode()
    assert [allowed(script) for script in inline(html)] == [True]
    assert not FORBIDDEN.search(html)


def test_the_policy_allows_nothing_that_it_does_not_name() -> None:
    assert DIRECTIVES["default-src"] == ["'none'"]
    told = " ".join(word for words in DIRECTIVES.values() if isinstance(words, list) for word in words)
    assert "unsafe" not in told
    assert "*" not in told
    assert "http" not in told
