"""A look that finds nothing must be able to find something."""

import pytest

from tests.journeys.looking import STICKS_OUT, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SPOILT = """
  document.querySelector("main").insertAdjacentHTML("beforeend", `<p id="faint">faint</p><p id="wide">wide</p>
    <img src="/static/web/mark.svg"><input type="text">
    <input type="radio" aria-label="lone" aria-expanded="true">`);
  document.getElementById("faint").style.color = "#ccc";
  document.getElementById("wide").style.width = "1400px";
"""


def test_a_page_with_faults_is_reported(browse, look):
    page = browse()
    page.goto("/")
    look(page)
    page.evaluate(SPOILT)
    told = " ".join(violations(page))
    for rule in ("image-alt: ", "color-contrast: ", "label: ", "aria-allowed-attr: "):
        assert rule in told
    with pytest.raises(AssertionError, match="sticks out"):
        look.fits(page)
    assert page.evaluate(STICKS_OUT)


def test_the_styles_are_there(browse):
    """Without them axe would pass a bare page."""
    page = browse()
    page.goto("/")
    button = page.get_by_role("button", name="Sign in")
    assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(29, 79, 92)"
    assert "Atkinson" in page.evaluate("getComputedStyle(document.body).fontFamily")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Atkinson Hyperlegible Next'))")


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("console.error('oh')", "console: oh"),
        ("setTimeout(() => { throw new Error('broken') })", "script: broken"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">inline style</p>')", "console: "),
        ("fetch('/x').catch(() => 0)", "request: "),
        ("fetch('https://elsewhere.example/').catch(() => 0)", "console: "),
        ("alert('hello')", "dialog alert"),
    ],
)
def test_a_page_that_is_not_silent_is_reported(browse, look, does, told):
    page = browse()
    page.goto("/")
    page.evaluate(does)
    page.wait_for_timeout(50)
    with pytest.raises(AssertionError, match=told):
        look(page)


def test_a_link_of_the_error_summary_that_leads_nowhere_is_reported(browse, look):
    page = browse()
    page.goto("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"#gone\">Wrong</a>')")
    with pytest.raises(AssertionError, match="leads nowhere"):
        look(page)
