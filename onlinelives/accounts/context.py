"""What the sign-in pages need to know about this installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def sign_in(request: HttpRequest) -> dict[str, Any]:
    """council_sign_in (empty where there is none), council_name and second_step_required, for every Jinja template."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    names = [app["name"] for app in apps if app["provider_id"] == settings.COUNCIL_SIGN_IN]
    return {
        "council_sign_in": settings.COUNCIL_SIGN_IN,
        "council_name": names[0] if names else "",
        "second_step_required": settings.SECOND_FACTOR_REQUIRED,
    }
