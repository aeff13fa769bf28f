"""Before real people's records are kept here: the limits are counted where every worker sees them."""

from typing import Any

import pytest
from django.core.checks.registry import registry
from pytest_django import Settings

from onlinelives.web.checks import limits_are_shared

DATABASE, LOCAL = "django.core.cache.backends.db.DatabaseCache", "django.core.cache.backends.locmem.LocMemCache"
FILES, REDIS = "django.core.cache.backends.filebased.FileBasedCache", "django.core.cache.backends.redis.RedisCache"


@pytest.mark.parametrize(
    ("cache", "sound"),
    [
        ({"BACKEND": DATABASE, "OPTIONS": {"MAX_ENTRIES": 100_000}}, True),
        ({"BACKEND": REDIS}, True),
        ({"BACKEND": DATABASE, "OPTIONS": {"MAX_ENTRIES": 99_999}}, False),
        ({"BACKEND": DATABASE}, False),
        ({"BACKEND": LOCAL, "OPTIONS": {"MAX_ENTRIES": 1_000_000}}, False),
        ({"BACKEND": FILES, "OPTIONS": {"MAX_ENTRIES": 1_000_000}}, False),
    ],
)
def test_limits_need_a_shared_cache_that_throws_nothing_away(
    settings: Settings, cache: dict[str, Any], sound: bool
) -> None:
    settings.CACHES = {"default": cache}
    assert [error.id for error in limits_are_shared(None)] == ([] if sound else ["web.E001"])


def test_our_own_settings_pass() -> None:
    assert limits_are_shared(None) == []


def test_the_check_belongs_to_the_deployment() -> None:
    assert limits_are_shared in registry.deployment_checks
