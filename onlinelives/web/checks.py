"""Deploy checks: what must hold before real people's records are kept here."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

SHARED = (
    "django.core.cache.backends.db.DatabaseCache",
    "django.core.cache.backends.redis.RedisCache",
)
FEWEST = 100_000


@register(Tags.security, deploy=True)
def limits_are_shared(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Sign-in limits are counted in the default cache: every worker must share it, and no count may be thrown away."""
    cache: Any = settings.CACHES["default"]
    entries = cache.get("OPTIONS", {}).get("MAX_ENTRIES", 300)
    few = cache["BACKEND"] == SHARED[0] and entries < FEWEST
    if cache["BACKEND"] not in SHARED or few:
        return [Error(f"Sign-in limits need a shared cache of {FEWEST:,} entries", id="web.E001")]
    return []
