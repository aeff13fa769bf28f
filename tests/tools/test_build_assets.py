"""What only gov.uk may use is left out of the styles, and a change in them stops the build."""

import re
from pathlib import Path

import pytest

from tools import build_assets
from tools.build_assets import GOVUK, GOVUK_NOTICE, TARGET, script, styles

FACE = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
STYLES = (
    '@charset "UTF-8";/*! Copyright (c) 2011 by Margaret Calvert & Henrik Kubel. */'
    f"{FACE}{FACE}"
    "body{font-family:GDS Transport,arial,sans-serif}"
    "footer{background:url(/assets/images/govuk-crest.svg)}"
    "/*# sourceMappingURL=govuk-frontend.min.css.map */"
)
SCRIPT = "class A{}function b(){}export{A as Button,b as initAll};\n//# sourceMappingURL=govuk-frontend.min.js.map\n"


def test_the_typeface_the_crest_and_the_map_are_left_out() -> None:
    assert styles(STYLES) == (
        f'@charset "UTF-8";\n{GOVUK_NOTICE}'
        "body{font-family:var(--app-font,arial,sans-serif)}footer{background:none}"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FACE + FACE, FACE),
        (FACE, FACE.replace("GDS Transport", "GDS Transport 2")),
        (FACE + FACE, FACE * 3),
        ("body{font-family:GDS Transport,arial,sans-serif}", ""),
        ("body{font-family:GDS Transport,arial", "body{font-family:GDS Transport, arial"),
        ("govuk-crest.svg", "govuk-crown.svg"),
        ("body{", "h1{font-family:GDS Bold}body{"),
        ("body{", "h1{background:url(/assets/images/a.png)}body{"),
        ("/*# sourceMappingURL", "/*@ sourceMappingURL"),
    ],
)
def test_changed_styles_stop_the_build(old: str, new: str) -> None:
    assert old in STYLES
    with pytest.raises(SystemExit, match="the styles changed"):
        styles(STYLES.replace(old, new))


def test_the_script_starts_itself_and_has_no_map() -> None:
    made = script(SCRIPT)
    assert made.startswith(GOVUK_NOTICE)
    assert made.endswith("b as initAll};\ninitAll();\n")
    assert "sourceMappingURL" not in made


@pytest.mark.parametrize(
    "js",
    [
        SCRIPT.replace("b as initAll", "b as startAll"),
        SCRIPT.replace("export", "expose"),
    ],
)
def test_a_changed_script_stops_the_build(js: str) -> None:
    with pytest.raises(SystemExit, match="initAll is no longer exported"):
        script(js)


def test_without_node_modules_the_build_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_assets, "GOVUK", tmp_path / "nothing")
    monkeypatch.setattr(build_assets, "TARGET", tmp_path / "built")
    with pytest.raises(SystemExit, match="make assets"):
        build_assets.build()
    assert not (tmp_path / "built").exists()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a build makes now."""
    assert GOVUK.is_dir(), "govuk-frontend is not installed here: run `make assets`"
    monkeypatch.setattr(build_assets, "TARGET", tmp_path / "built")
    build_assets.build()
    return tmp_path / "built"


def test_what_is_built_holds_nothing_of_gov_uk_s_own(built: Path) -> None:
    css, js = ((built / name).read_text("utf-8") for name in ("govuk.css", "govuk.js"))
    assert re.findall(r"GDS|/assets/|sourceMappingURL|Calvert", css) == []
    assert "sourceMappingURL" not in js
    assert ".govuk-button{" in css
    assert css.count("var(--app-font,arial,sans-serif)") > 10
    assert js.endswith("initAll();\n")


def test_the_licences_are_shipped_with_the_copies(built: Path) -> None:
    for name in ("govuk.css", "govuk.js"):
        assert "MIT licence" in (built / name).read_text("utf-8")[:200]
    licence = (built / "atkinson-hyperlegible-next-LICENSE.txt").read_text("utf-8")
    assert "licensed under the SIL Open Font License, Version 1.1" in licence


def test_the_product_holds_what_a_build_makes_now(built: Path) -> None:
    assert TARGET.is_dir(), "the styles have not been built: run `make assets`"
    now, kept = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (built, TARGET))
    assert set(now) == set(kept)
    assert [name for name in now if now[name] != kept[name]] == [], "run `make assets`"
