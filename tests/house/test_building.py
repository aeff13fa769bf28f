"""The building's own rules."""

import ast
import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import ForeignKey
from django.template import engines

from onlinelives.content import crosswalks, frameworks, frozen, legal_bases, taxonomies
from onlinelives.rules import lifecycles
from onlinelives.rules.leaving import Leaving

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "onlinelives"
FLOORS = (
    "rules",
    "content",
    "web",
    "trail",
    "accounts",
    "files",
    "cases",
    "survey",
    "sharing",
    "audits",
    "demo",
    "config",
)  # from the ground up
OURS = [model for model in apps.get_models() if model.__module__.startswith("onlinelives.")]


def sources() -> list[Path]:
    """The source files of the product and its tools, without migrations."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    return [path for path in files if "migrations" not in path.parts]


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every name that is called or imported in a file, with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")), node.lineno
        if isinstance(node, ast.ImportFrom | ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno


def test_no_source_file_is_long_and_most_are_short() -> None:
    lengths = sorted((len(path.read_text("utf-8").splitlines()), str(path)) for path in sources())
    assert [pair for pair in lengths if pair[0] > 400] == []
    assert lengths[int(len(lengths) * 0.9)][0] < 250


def test_foreign_keys_point_down_or_stay_in_the_room() -> None:
    def floor(model: object) -> int:
        return FLOORS.index(model.__module__.split(".")[1])  # type: ignore[attr-defined]

    up = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model.__module__.startswith("onlinelives.")
        and floor(field.related_model) > floor(model)
    ]
    assert up == []


def test_the_trail_has_no_foreign_keys() -> None:
    trail = [model for model in OURS if model._meta.app_label == "trail"]
    assert [f for model in trail for f in model._meta.get_fields() if isinstance(f, ForeignKey)] == []


def test_everything_owned_belongs_to_a_partnership() -> None:
    free = {
        "Partnership",
        "Entry",
        "Head",
        "FrozenEdition",
        "KeptQuestionnaire",
        "KeptTaxonomy",
        "DailyJob",
    }  # the area itself; the trail; text that is the same for all; the installation's own days
    names = {model.__name__ for model in OURS if "partnership" not in {f.name for f in model._meta.get_fields()}}
    assert names == free


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_every_field_of_every_model_says_whether_it_may_leave() -> None:
    for model in OURS:
        declared: Leaving = model.leaves  # type: ignore[attr-defined]
        assert declared.declared == {field.name for field in model._meta.concrete_fields}, model.__name__


def templates() -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for folder in PACKAGE.glob("*/jinja2")
        for path in folder.rglob("*")
        if path.is_file()
    )


@pytest.mark.parametrize("name", templates())
def test_every_template_compiles(name: str) -> None:
    engines["jinja2"].get_template(name)


def test_templates_use_safe_only_for_drawn_charts() -> None:
    used = [
        f"{path.name}: {found}"
        for folder in PACKAGE.glob("*/jinja2")
        for path in folder.rglob("*.html")
        for found in re.findall(r"\{\{[^}]*\|\s*safe[^}]*\}\}", path.read_text("utf-8"))
    ]
    assert used == ["kit.html: {{ svg | safe }}"]


FORBIDDEN = {
    "csrf_exempt": ("survey/views/anybody.py", "survey/views/bringing.py"),
    "mark_safe": (),
    "raw": (),
    "extra": (),
    "RawSQL": (),
    "eval": (),
    "exec": (),
    "format_html": (),
    "execute": (
        "trail/guards.py",
        "config/views.py",
        "cases/scrubbing.py",
        "survey/engine/duck.py",
        "survey/queries/taking_part.py",
        "survey/bringing/laying.py",
    ),
    "Markup": ("web/words.py",),
}


def test_dangerous_doors_are_opened_only_where_they_are_known() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {name}"
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
        for name, line in calls(path)
        if name in FORBIDDEN and path.relative_to(PACKAGE).as_posix() not in FORBIDDEN[name]
    ]
    assert found == []


def test_the_clock_is_set_only_by_the_demonstration() -> None:
    setters = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bclock\.at\(|from onlinelives.trail.clock import", path.read_text("utf-8"))
    }
    assert setters == {
        "demo/assessments.py",
        "demo/cases.py",
        "demo/figures.py",
        "demo/findings.py",
        "demo/incidents.py",
        "demo/keeping.py",
        "demo/practice.py",
        "demo/script.py",
        "demo/sharing.py",
        "demo/survey.py",
        "demo/survey_waves.py",
        "demo/studies.py",
    }


def test_nobody_asks_another_clock() -> None:
    asked = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|time\.time\(|auto_now")
    found = {
        path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if asked.search(path.read_text("utf-8"))
    }
    assert found == {"trail/clock.py"}


def test_published_content_is_frozen_and_complete() -> None:
    assert frameworks.problems() == []
    assert crosswalks.problems() == []
    assert taxonomies.problems() == []
    assert legal_bases.problems() == []
    assert sorted(frozen.listed(frameworks.FOLDER)) == frozen.content_files(frameworks.FOLDER)
    for edition in frameworks.EDITIONS:
        assert [len(section.statements) for section in frameworks.load(edition).sections] == [6] * 6


@pytest.mark.parametrize("lifecycle", lifecycles.ALL, ids=lambda lifecycle: lifecycle.noun)
def test_the_diagram_of_every_lifecycle_is_the_one_in_the_documents(lifecycle: lifecycles.Lifecycle) -> None:
    page = ROOT / "docs" / "states" / f"{lifecycle.noun.replace(' ', '-')}.md"
    assert f"```mermaid\n{lifecycle.diagram()}```" in page.read_text("utf-8"), "print it with: make states"


def test_nothing_committed_names_a_machine_or_a_package_registry() -> None:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    wrong = []
    for name in filter(None, files.split("\0")):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".png", ".woff2"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        if re.search(r"^\s*--(extra-)?index-url|\"resolved\": *\"http|/simple/\s", text, re.M):
            wrong.append(f"{name}: a registry's address")
        if str(ROOT) + "/" in text:
            wrong.append(f"{name}: this machine's path")
    assert wrong == []


def test_every_locked_package_has_a_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        wanted = re.findall(r"^[a-z0-9][^\s]*==[^\\]*\\\n\s+--hash=sha256:", lock.read_text("utf-8"), re.M)
        named = re.findall(r"^[a-z0-9][^\s]*==", lock.read_text("utf-8"), re.M)
        assert len(wanted) == len(named) > 0, lock.name
