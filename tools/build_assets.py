"""Copies styles, script and typeface from node_modules into the product, leaving out what only gov.uk may use.

Usage, after npm ci: python tools/build_assets.py
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "onlinelives" / "web" / "static" / "web" / "built"
GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
TYPEFACE = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"
CUTS = ("latin-wght-normal", "latin-ext-wght-normal", "latin-wght-italic")

# The notices that the licences ask to ship with the copies.
GOVUK_NOTICE = "/*! govuk-frontend, Copyright (c) 2016 Crown Copyright (Government Digital Service). MIT licence. */\n"


def styles(css: str) -> str:
    """The components' styles without the gov.uk typeface, crest and map comment. Stops when they have changed."""
    css = re.sub(r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", "", css, flags=re.S)
    css, faces = re.subn(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", css)
    css, uses = re.subn(r"GDS Transport,arial,sans-serif", "var(--app-font,arial,sans-serif)", css)
    css = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    if faces != 2 or not uses or re.search(r"GDS|/assets/|sourceMappingURL", css):
        raise SystemExit(f"the styles changed: {faces} font faces, {uses} uses; read them before going on")
    charset, rest = css.split(";", 1)
    return f"{charset};\n{GOVUK_NOTICE}{rest}"


def script(js: str) -> str:
    """The components' script, which starts itself."""
    js = re.sub(r"//# sourceMappingURL=.*", "", js).rstrip()
    if "initAll" not in js.rpartition("export")[2] or "export" not in js:
        raise SystemExit("initAll is no longer exported; read the script before going on")
    return f"{GOVUK_NOTICE}{js}\ninitAll();\n"


def build() -> None:
    if not GOVUK.exists() or not TYPEFACE.exists():
        raise SystemExit("node_modules is missing or incomplete: run npm ci first, or make assets")
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "govuk.css").write_text(styles((GOVUK / "govuk-frontend.min.css").read_text("utf-8")), "utf-8")
    (TARGET / "govuk.js").write_text(script((GOVUK / "govuk-frontend.min.js").read_text("utf-8")), "utf-8")
    for cut in CUTS:
        name = f"atkinson-hyperlegible-next-{cut}.woff2"
        shutil.copyfile(TYPEFACE / "files" / name, TARGET / name)
    shutil.copyfile(TYPEFACE / "LICENSE", TARGET / "atkinson-hyperlegible-next-LICENSE.txt")


if __name__ == "__main__":
    build()
