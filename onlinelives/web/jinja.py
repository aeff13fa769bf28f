"""The Jinja environment of our pages: the GOV.UK component kit, our glue, and no silence about misspelt names."""

import sys
from datetime import date, datetime
from types import FrameType
from typing import Any

from django.contrib import messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined, Undefined

from onlinelives.web import gov, words

KIT = "govuk_frontend_jinja"


class Careful(Undefined):
    """Strict in our own templates, where an unknown name is a mistake; lenient inside the kit and library templates,
    whose macros rely on missing parameters."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        # Jinja makes the absent `caller` of a kit's macro where the macro is called, which is in a template of ours.
        kind = Undefined if kwargs.get("name") == "caller" or _asked_by_kit() else StrictUndefined
        made = object.__new__(kind)
        made.__init__(*args, **kwargs)  # type: ignore[misc]
        return made


def _asked_by_kit() -> bool:
    """Whether the template that met the unknown name belongs to the component kit.

    A compiled template runs as a function whose globals hold `root` and `blocks`, and whose file is the template's.
    """
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        told = frame.f_globals
        if "root" in told and "blocks" in told:
            return KIT in str(told.get("__file__", ""))
        frame = frame.f_back
    return False


def environment(**options: Any) -> Environment:
    """For Django's Jinja2 backend. Autoescape is already on."""
    kit = PrefixLoader({KIT: PackageLoader(KIT)})
    options["loader"] = ChoiceLoader([options["loader"], kit])
    options["undefined"] = Careful
    env = Environment(**options)  # noqa: S701  Django has set autoescape
    env.globals.update(static=static, url=_url, gov=gov, messages_of=messages.get_messages)
    env.filters.update(day=day, moment=moment, plural=words.plural, listed=words.listed, paragraphs=words.paragraphs)
    env.filters.update(filesize=words.filesize, tight=words.tight)
    return env


def _url(name: str, *args: Any, **query: Any) -> str:
    return reverse(
        name, args=args, query={key: value for key, value in query.items() if value not in (None, "")} or None
    )


def day(value: date | datetime | None) -> str:
    """3 March 2026"""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """3 March 2026 at 2:05pm, where the partnership is"""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(value)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
