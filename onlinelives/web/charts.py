"""An Altair chart as an accessible SVG, drawn once and kept under the hash of what was asked for.

The page shows the same figures in a table beside the chart; `title` and `desc` are what a screen reader and a PDF
read out. Altair and the drawing library are loaded only in a process that draws something new.
"""

import hashlib
import inspect
import json
import sys
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from typing import Any
from xml.etree import ElementTree

from django.core.cache import caches

SVG = "http://www.w3.org/2000/svg"
LOOK = {
    "aria": False,
    "font": "Atkinson Hyperlegible Next, Arial, sans-serif",
    "background": None,
    # Government Analysis Function colours: each at least 3:1 on white and against its neighbour.
    "range": {"category": ["#12436D", "#28A197", "#801650", "#F46A25"]},
    "axis": {
        "labelFontSize": 14,
        "titleFontSize": 14,
        "labelColor": "#14252b",
        "titleColor": "#14252b",
        "labelLimit": 400,
    },
    "legend": {"labelFontSize": 14, "titleFontSize": 14},
    "text": {"fontSize": 14},
    "view": {"stroke": None},
}
NEEDLESS = ("class", "pointer-events")  # a fifth of a drawing's size, and nothing of its look
USUAL = (("opacity", "1"), ("font-family", LOOK["font"]))
LIBRARIES = [version("altair"), version("vl-convert-python")]


def svg(describe: Callable[[], Any], figures: Any, *, title: str, desc: str) -> str:
    """The drawing for `figures` (anything JSON can hold, with the chart's name first), from the cache or afresh.

    `describe` makes the Altair chart and is called only when it must be drawn. The result is safe to put into a page
    as it is: every text in it was escaped by the SVG writer. Raises ValueError without a title and a description.
    """
    if not title or not desc:
        raise ValueError("a chart needs a title and a description")
    made_by = [*LIBRARIES, _code(__name__), _code(describe.__module__)]
    told = json.dumps([made_by, LOOK, figures, title, desc], sort_keys=True)
    key = "c" + hashlib.sha256(told.encode()).hexdigest()[:24]
    kept: Any = caches["charts"].get_or_set(
        key, lambda: _named(_drawn(describe().to_dict()), key, title, desc), timeout=None
    )
    return str(kept)


@lru_cache
def _code(module: str) -> str:
    """The hash of a module as it is written: what was drawn by an older one is drawn again."""
    return hashlib.sha256(inspect.getsource(sys.modules[module]).encode()).hexdigest()


def _drawn(spec: dict[str, Any]) -> str:
    import vl_convert  # noqa: PLC0415  about 100 MB once it has drawn: only in the process that draws

    drawn: str = vl_convert.vegalite_to_svg(spec, config=LOOK, allowed_base_urls=[])
    return drawn


def _named(drawn: str, key: str, title: str, desc: str) -> str:
    """One image with a name: no roles inside, ids that stay apart when charts share a page."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawn)  # noqa: S314  our own output, not a user's file
    for node in root.iter():
        for name, value in list(node.attrib.items()):
            if name == "role" or name.startswith("aria-") or name in NEEDLESS or (name, value) in USUAL:
                del node.attrib[name]
            elif name == "id":
                node.set(name, f"{key}-{value}")
            elif "#" in value and (name.endswith("href") or value.startswith("url(#")):
                node.set(name, value.replace("#", f"#{key}-", 1))
        for child in list(node):
            if child.tag == f"{{{SVG}}}path" and child.get("d") in ("", "M0,0h0v0h0Z"):
                node.remove(child)  # Vega's empty fore- and backgrounds
    root.set("font-family", str(LOOK["font"]))
    for place, (tag, words) in enumerate((("title", title), ("desc", desc))):
        node = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{key}-{tag}"})
        node.text = words
        root.insert(place, node)
    root.attrib.update({"role": "img", "aria-labelledby": f"{key}-title", "aria-describedby": f"{key}-desc"})
    return ElementTree.tostring(root, encoding="unicode")
