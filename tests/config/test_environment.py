"""What an installation must set is named when it is missing or wrong; a local one makes its own secrets, once."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from onlinelives.config import environment

KEY, OTHER = "0f" * 32, "a1" * 32
LONG = "x" * 50

Put = Callable[..., None]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours is set."""
    for name in [name for name in os.environ if name.startswith("ONLINELIVES_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Put:
    """Set variables by the names that the settings use."""

    def each(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"ONLINELIVES_{name}", value)

    return each


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_variable_is_named(put: Put, value: str | None) -> None:
    if value is not None:
        put(HOSTS=value)
    with pytest.raises(ImproperlyConfigured, match=r"Set the environment variable ONLINELIVES_HOSTS\."):
        environment.text("HOSTS")


def test_a_variable_goes_before_its_default_and_loses_the_space_around_it(put: Put) -> None:
    assert environment.text("HOSTS", "default") == "default"
    put(HOSTS=" a.example ")
    assert environment.text("HOSTS", "default") == "a.example"


def test_a_default_may_be_empty() -> None:
    assert environment.text("MAIL", "") == ""
    assert environment.words("OIDC_TENANTS", "") == []


@pytest.mark.parametrize(("value", "found"), [("yes", True), ("no", False), ("YES", True), (" No ", False)])
def test_yes_and_no_are_understood(put: Put, value: str, found: bool) -> None:
    put(MAIL_TLS=value)
    assert environment.yes("MAIL_TLS", not found) is found


@pytest.mark.parametrize("default", [True, False])
def test_yes_and_no_have_a_default(default: bool) -> None:
    assert environment.yes("MAIL_TLS", default) is default


@pytest.mark.parametrize("value", ["true", "1", "maybe", "y"])
def test_anything_else_is_neither_yes_nor_no(put: Put, value: str) -> None:
    put(MAIL_TLS=value)
    with pytest.raises(ImproperlyConfigured, match="ONLINELIVES_MAIL_TLS must be yes or no"):
        environment.yes("MAIL_TLS", True)


def test_a_number_is_whole(put: Put) -> None:
    assert environment.number("PROXIES", 0) == 0
    put(PROXIES="2")
    assert environment.number("PROXIES", 0) == 2


@pytest.mark.parametrize("value", ["two", "-1", "1.5", "²", "٣"])
def test_anything_else_is_no_number(put: Put, value: str) -> None:
    put(PROXIES=value)
    with pytest.raises(ImproperlyConfigured, match="ONLINELIVES_PROXIES must be a whole number"):
        environment.number("PROXIES", 0)


def test_words_are_separated_by_commas(put: Put) -> None:
    put(HOSTS="a.example, b.example,,")
    assert environment.words("HOSTS") == ["a.example", "b.example"]


def test_without_a_mode_it_is_production() -> None:
    assert environment.mode() == "production"


@pytest.mark.parametrize("mode", ["production", "local", "demo"])
def test_there_are_three_modes(put: Put, mode: str) -> None:
    put(MODE=mode)
    assert environment.mode() == mode


@pytest.mark.parametrize("mode", ["debug", "Production", "test"])
def test_any_other_mode_is_refused(put: Put, mode: str) -> None:
    put(MODE=mode)
    with pytest.raises(ImproperlyConfigured, match="ONLINELIVES_MODE must be one of production, local, demo"):
        environment.mode()


def test_keys_are_numbered() -> None:
    assert environment.keys("TRAIL_KEYS", f"1:{KEY}") == {1: bytes.fromhex(KEY)}
    assert environment.keys("TRAIL_KEYS", f"1:{KEY}, 255:{OTHER}") == {1: bytes.fromhex(KEY), 255: bytes.fromhex(OTHER)}


@pytest.mark.parametrize(
    "given",
    [
        "",
        KEY,
        f":{KEY}",
        f"one:{KEY}",
        f"0:{KEY}",
        f"256:{KEY}",
        f"-1:{KEY}",
        "1:",
        f"1:{KEY[:-2]}",
        f"1:{KEY}00",
        f"1:{'zz' * 32}",
        f"1:{KEY},1:{OTHER}",
        f"1:{KEY},",
        f"1:{KEY};2:{OTHER}",
    ],
)
def test_anything_else_is_no_key(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ONLINELIVES_TRAIL_KEYS must be numbered keys"):
        environment.keys("TRAIL_KEYS", given)


def test_a_message_about_a_key_does_not_tell_the_key() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.keys("TRAIL_KEYS", f"0:{KEY}")
    assert KEY not in str(refused.value)


class TestProduction:
    @pytest.mark.parametrize("missing", ["SECRET_KEY", "TRAIL_KEYS", "SEALED_KEYS"])
    def test_every_secret_must_be_set(self, put: Put, tmp_path: Path, missing: str) -> None:
        told = {"SECRET_KEY": LONG, "TRAIL_KEYS": f"1:{KEY}", "SEALED_KEYS": f"1:{OTHER}"}
        put(**{name: value for name, value in told.items() if name != missing})
        with pytest.raises(ImproperlyConfigured, match=f"ONLINELIVES_{missing}"):
            environment.secrets_of(tmp_path, "production")

    def test_no_secret_is_made_or_read_from_a_file(self, put: Put, tmp_path: Path) -> None:
        environment.secrets_of(tmp_path, "local")
        with pytest.raises(ImproperlyConfigured):
            environment.secrets_of(tmp_path, "production")
        (tmp_path / "secrets.json").unlink()
        put(SECRET_KEY=LONG, TRAIL_KEYS=f"1:{KEY}", SEALED_KEYS=f"1:{OTHER}")
        assert environment.secrets_of(tmp_path, "production") == {
            "SECRET_KEY": LONG,
            "TRAIL_KEYS": {1: bytes.fromhex(KEY)},
            "SEALED_KEYS": {1: bytes.fromhex(OTHER)},
        }
        assert list(tmp_path.iterdir()) == []

    def test_a_short_secret_is_refused(self, put: Put, tmp_path: Path) -> None:
        put(SECRET_KEY="x" * 49, TRAIL_KEYS=f"1:{KEY}", SEALED_KEYS=f"1:{OTHER}")
        with pytest.raises(ImproperlyConfigured, match="ONLINELIVES_SECRET_KEY must be at least 50 characters"):
            environment.secrets_of(tmp_path, "production")

    def test_the_program_stops_and_says_what_to_set(self, tmp_path: Path) -> None:
        """The whole way: an installation of which nobody has said anything."""
        bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL")}
        done = subprocess.run(
            [sys.executable, "-m", "onlinelives.config.command", "check"],
            cwd=Path(__file__).parents[2],
            env=bare,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith("onlinelives: Set the environment variable ONLINELIVES_DATA.")
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("mode", ["local", "demo"])
class TestLocal:
    def test_secrets_are_made_once_and_kept(self, tmp_path: Path, mode: str) -> None:
        data = tmp_path / "deep" / "data"
        first = environment.secrets_of(data, mode)
        assert environment.secrets_of(data, mode) == first
        assert len(first["SECRET_KEY"]) >= 50
        assert {len(key) for name in ("TRAIL_KEYS", "SEALED_KEYS") for key in first[name].values()} == {32}

    def test_no_two_installations_or_purposes_share_a_secret(self, tmp_path: Path, mode: str) -> None:
        one, other = (environment.secrets_of(tmp_path / name, mode) for name in "ab")
        assert one["SECRET_KEY"] != other["SECRET_KEY"]
        assert len({told[name][1] for told in (one, other) for name in ("TRAIL_KEYS", "SEALED_KEYS")}) == 4

    def test_nobody_else_can_read_the_file(self, tmp_path: Path, mode: str) -> None:
        environment.secrets_of(tmp_path, mode)
        assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600

    def test_a_variable_goes_before_what_is_kept(self, put: Put, tmp_path: Path, mode: str) -> None:
        kept = environment.secrets_of(tmp_path, mode)
        put(TRAIL_KEYS=f"2:{KEY}")
        assert environment.secrets_of(tmp_path, mode) == {**kept, "TRAIL_KEYS": {2: bytes.fromhex(KEY)}}

    def test_a_spoilt_file_is_told(self, tmp_path: Path, mode: str) -> None:
        environment.secrets_of(tmp_path, mode)
        told = json.loads((tmp_path / "secrets.json").read_text())
        (tmp_path / "secrets.json").write_text(json.dumps({**told, "SEALED_KEYS": "1:short"}))
        with pytest.raises(ImproperlyConfigured, match="ONLINELIVES_SEALED_KEYS"):
            environment.secrets_of(tmp_path, mode)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_a_torn_file_of_secrets_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "secrets.json").write_text(text)
    with pytest.raises(ImproperlyConfigured, match=r"secrets\.json"):
        environment.secrets_of(tmp_path, "local")
