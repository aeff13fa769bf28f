"""Reads a page as a test needs it: the words of a table's rows, the links of a part of the page."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.menu: list[str] = []
        self.links: dict[str, str] = {}
        self._cell: list[str] | None = None
        self._menu = 0
        self._link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = []
        if tag == "nav" and "service-navigation" in (told.get("class") or ""):
            self._menu += 1
        if tag == "a":
            self._link = (told.get("href") or "", [])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None and self.rows:
            self.rows[-1].append(" ".join(" ".join(self._cell).split()))
            self._cell = None
        if tag == "nav" and self._menu:
            self._menu -= 1
        if tag == "a" and self._link is not None:
            words = " ".join(" ".join(self._link[1]).split())
            self.links[words] = self._link[0]
            if self._menu:
                self.menu.append(words)
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
        if self._link is not None:
            self._link[1].append(data)


def _read(page: bytes) -> _Reader:
    reader = _Reader()
    reader.feed(page.decode())
    return reader


def rows(page: bytes) -> list[list[str]]:
    """The words of every row of every table, without header rows."""
    return [row for row in _read(page).rows[1:] if row]


def menu(page: bytes) -> list[str]:
    """The words of the main menu."""
    return _read(page).menu


def links(page: bytes) -> dict[str, str]:
    """Words of each link -> where it leads."""
    return _read(page).links
