"""What is checked at every stop of a story: accessibility, silence under the real policy, and a narrow screen."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
REFUSALS = range(400, 500)  # pages that say why not; Chromium notes them on its console

# Axe and the GOV.UK components disagree here: screen readers read it, so it stays (alphagov/govuk-frontend #979).
KNOWN = {"aria-allowed-attr": ("govuk-radios__input", 'aria-expanded="')}

SOUND = """() => {
  const all = (choice) => [...document.querySelectorAll(choice)], ids = all("[id]").map((e) => e.id);
  const wrong = ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `the id ${id} occurs twice`);
  for (const link of all('a[href^="#"]'))
    if (!document.getElementById(link.getAttribute("href").slice(1))) wrong.push(`${link.outerHTML} leads nowhere`);
  if (all("h1").length !== 1) wrong.push(`${all("h1").length} first headings`);
  const problem = all(".govuk-error-summary, .error[role=alert]").length > 0;
  if (problem !== document.title.startsWith("Error: ")) wrong.push(`the title is “${document.title}”`);
  return wrong;
}"""


@dataclass
class Heard:
    """What a page said that nobody should hear: console, script errors, dialogs, requests it should not make."""

    home: str
    scripts: bool = True  # whether the page runs any
    said: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", lambda told: self._console(told.type, told.text, told.location["url"]))
        page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog {dialog.type}"), dialog.dismiss()))
        page.on("request", lambda request: self._request(request.url))
        page.on("response", lambda answer: self.said.append(f"{answer.status}") if answer.status >= 500 else None)

    def _console(self, kind: str, text: str, address: str) -> None:
        refusal = any(f"responded with a status of {status} " in text for status in REFUSALS)
        if kind in ("error", "warning") and not (refusal and "/static/" not in address):
            self.said.append(f"console: {text}")

    def _request(self, address: str) -> None:
        if not address.startswith((self.home, "data:", "about:", "blob:")) or urlsplit(address).path == "/x":
            self.said.append(f"request: {address}")

    def only(self, *expected: str) -> None:
        """Nothing but what this stop of the story makes unavoidable; then listen afresh."""
        surprising = [words for words in self.said if not any(part in words for part in expected)]
        missing = [part for part in expected if not any(part in words for words in self.said)]
        assert not surprising, f"the page said: {surprising}"
        assert not missing, f"the page never said: {missing}"
        self.said.clear()


class Eyes:
    """`look(page)` at every stop. A page without scripts is looked at through a copy, because axe is a script."""

    def __init__(self, browser: Browser, heard: dict[Page, Heard]):
        self._browser, self._heard = browser, heard
        self._copies: BrowserContext | None = None

    def __call__(self, page: Page, *expected: str) -> None:
        self.glance(page, *expected)
        copy = None if self._heard[page].scripts else self._copy(page)
        found = violations(copy or page)
        assert not found, f"{page.url}: {found}"
        if copy:
            copy.close()

    def glance(self, page: Page, *expected: str) -> None:
        """All but axe: enough where a page has been looked at and only its words are others."""
        self._heard[page].only(*expected)
        wrong = page.evaluate(SOUND)
        assert not wrong, f"{page.url}: {wrong}"
        self.fits(page)

    def fits(self, page: Page) -> None:
        """Nothing sticks out, on the screen as it is and on a telephone."""
        size = page.viewport_size or WIDE
        for screen in (size, NARROW):
            page.set_viewport_size(screen)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= screen["width"], f"{page.url} is {width} wide: {page.evaluate(STICKS_OUT)} sticks out"
        page.set_viewport_size(size)

    def _copy(self, page: Page) -> Page:
        """The same page with its styles, in a browser in which axe runs and the page's own scripts do not."""
        if self._copies is None:
            self._copies = self._browser.new_context(viewport=WIDE)
        copy = self._copies.new_page()
        body, policy = page.content(), {"Content-Security-Policy": "script-src 'none'"}
        copy.route(
            page.url, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=policy)
        )
        copy.goto(page.url)
        return copy

    def close(self) -> None:
        if self._copies:
            self._copies.close()


AXE = """options => axe.run(options).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html])))"""
STICKS_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((e) => Math.max(e.getBoundingClientRect().right, e.scrollWidth) > innerWidth && !e.closest(".ol-scroll"))
  .slice(-3)
  .map((e) => e.outerHTML.slice(0, 120))"""


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each fault, without what we know and accept."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(AXE, {"runOnly": RULES, "resultTypes": ["violations"]})
    return [f"{rule}: {html[:200]}" for rule, html in found if not _known(rule, html)]


def _known(rule: str, html: str) -> bool:
    return rule in KNOWN and all(part in html for part in KNOWN[rule])
