"""Loads the taxonomy that case records are made from, checks it, and freezes it into text and back.

A record keeps the taxonomy's sha256, so that it can be read for ever with the labels of its day. A change is a new file
with a higher version, named in FILE; what is in use then lives on in its frozen copies.
"""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from onlinelives.content import frozen, taxonomy_checks
from onlinelives.content.frameworks import EDITIONS, FOLDER
from onlinelives.content.reader import ContentError, Part, read
from onlinelives.content.taxonomy_shapes import (
    ADDED,
    CATEGORIES,
    Category,
    Choice,
    Factor,
    HarmType,
    ImageSharing,
    Risk,
    Taxonomy,
)

FILE = "taxonomy/online-lives.yaml"

ID, LABEL, HELP = 60, 90, 300  # longest, in characters


@cache
def load() -> Taxonomy:
    """The published taxonomy. Raises ContentError for a broken file."""
    return load_from(FOLDER)


def load_from(folder: Path) -> Taxonomy:
    """As `load`, from another folder and not kept: for tests and for checking a draft."""
    frozen.check(folder, FILE)
    root = read(folder / FILE)
    taxonomy = Taxonomy(
        version=root.number("version", 1, 999),
        categories=tuple(_category(part) for part in root.part("categories").parts()),
        harm_types=tuple(_harm_type(part) for part in root.part("harm_types").parts()),
        states=_choices(root.part("states")),
        frequencies=_choices(root.part("frequencies")),
        risks=tuple(_risk(part) for part in root.part("risks").parts()),
        image_sharing=_image_sharing(root.part("image_sharing")),
        impacts_negative=_choices(root.part("impacts_negative"), "impact_negative"),
        impacts_positive=_choices(root.part("impacts_positive"), "impact_positive"),
        groups=_choices(root.part("groups"), "group"),
        factors=tuple(_factor(part) for part in root.part("factors").parts()),
        sources=_choices(root.part("sources")),
        influences=_choices(root.part("influences"), "threshold"),
        sha256="",
    )
    root.done()
    taxonomy_checks.lists(root, taxonomy)
    taxonomy_checks.risks(root, taxonomy)
    taxonomy_checks.factors(root, taxonomy)
    return thaw(freeze(taxonomy))


def freeze(taxonomy: Taxonomy) -> str:
    """The whole taxonomy as text that `thaw` turns back into an equal Taxonomy."""
    told = asdict(taxonomy)
    del told["sha256"]
    return json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1)


def thaw(body: str) -> Taxonomy:
    """A Taxonomy from its frozen text; its sha256 is the SHA-256 of that text."""
    told = json.loads(body)
    images = told["image_sharing"]
    return Taxonomy(
        version=told["version"],
        categories=tuple(Category(**category) for category in told["categories"]),
        harm_types=tuple(HarmType(**{**kind, "examples": tuple(kind["examples"])}) for kind in told["harm_types"]),
        states=_thawed(told["states"]),
        frequencies=_thawed(told["frequencies"]),
        risks=tuple(Risk(**{**risk, "editions": tuple(risk["editions"])}) for risk in told["risks"]),
        image_sharing=ImageSharing(
            notice=images["notice"],
            steps=tuple(images["steps"]),
            reasons=_thawed(images["reasons"]),
            consequences=_thawed(images["consequences"]),
        ),
        impacts_negative=_thawed(told["impacts_negative"]),
        impacts_positive=_thawed(told["impacts_positive"]),
        groups=_thawed(told["groups"]),
        factors=tuple(Factor(**factor) for factor in told["factors"]),
        sources=_thawed(told["sources"]),
        influences=_thawed(told["influences"]),
        sha256=hashlib.sha256(body.encode()).hexdigest(),
    )


def _thawed(told: list[dict[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(**{**choice, "editions": tuple(choice["editions"])}) for choice in told)


def _category(part: Part) -> Category:
    category = Category(part.text("id", ID), part.text("label", LABEL), part.text("meaning", HELP))
    part.done()
    return category


def _harm_type(part: Part) -> HarmType:
    harm_type = HarmType(
        part.text("id", ID), part.text("name", LABEL), part.text("definition", HELP), part.texts("examples", HELP)
    )
    if not harm_type.examples:
        raise part.part("examples").fail("give at least one example")
    part.done()
    return harm_type


def _choices(whole: Part, prefix: str = "") -> tuple[Choice, ...]:
    choices = []
    for part in whole.parts():
        code = part.text("id", ID)
        if prefix:
            _check_prefix(part, prefix)
        choices.append(Choice(code, part.text("label", LABEL), part.text("help", HELP), _editions(part)))
        part.done()
    if not choices:
        raise whole.fail("this list is empty")
    return tuple(choices)


def _risk(part: Part) -> Risk:
    category = part.choice("category", CATEGORIES)
    _check_prefix(part, category)
    risk = Risk(
        id=part.text("id", ID),
        category=category,
        label=part.text("label", LABEL),
        help=part.text("help", HELP),
        editions=(ADDED,) if part.texts("editions") == (ADDED,) else _editions(part),
        asks_frequency=part.yes("asks_frequency"),
        basis=_optional_text(part, "basis", HELP),
        replaced_by=_optional_text(part, "replaced_by", ID),
    )
    part.done()
    if not risk.editions:
        raise part.part("editions").fail(f"name the editions that print it, or {ADDED}")
    if risk.is_added and not risk.basis:
        raise part.fail("a risk that was added needs a basis")
    if risk.basis and not risk.is_added:
        raise part.part("basis").fail("only a risk that was added has a basis")
    return risk


def _factor(part: Part) -> Factor:
    _check_prefix(part, "factor")
    factor = Factor(
        id=part.text("id", ID),
        label=part.text("label", LABEL),
        help=part.text("help", HELP),
        counted=part.yes("counted"),
        group=_optional_text(part, "group", ID),
    )
    part.done()
    return factor


def _image_sharing(part: Part) -> ImageSharing:
    images = ImageSharing(
        notice=part.text("notice", 2 * HELP),
        steps=part.texts("steps", HELP),
        reasons=_choices(part.part("reasons"), "sgii_reason"),
        consequences=_choices(part.part("consequences"), "sgii_consequence"),
    )
    if not images.steps:
        raise part.part("steps").fail("say what to do")
    part.done()
    return images


def _editions(part: Part) -> tuple[str, ...]:
    """Editions in their order, each once; none at all is allowed."""
    editions = part.texts("editions")
    if list(editions) != [edition for edition in EDITIONS if edition in editions]:
        raise part.part("editions").fail(f"expected editions in this order: {', '.join(EDITIONS)}")
    return editions


def _optional_text(part: Part, name: str, longest: int) -> str:
    """Text that may be left out. Other names of `part` were read before, so all that can fail is that it is missing."""
    try:
        value = part.part(name)
    except ContentError:
        return ""
    return value.as_text(longest)


def _check_prefix(part: Part, prefix: str) -> None:
    code = part.text("id", ID)
    start, _, name = code.partition(".")
    if start != prefix or not name:
        raise part.part("id").fail(f"expected an id like {prefix}.name, not “{code}”")


def problems() -> list[str]:
    """What is wrong with the published taxonomy; empty when all is well."""
    try:
        load_from(FOLDER)
    except ContentError as error:
        return [str(error)]
    return []
