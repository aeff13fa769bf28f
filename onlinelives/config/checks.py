"""Start-up checks that need more than one room."""

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, register

from onlinelives.content import crosswalks, frameworks, instruments, survey_words, taxonomies


@register()
def content_is_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A content file that is broken or was changed after publication stops the program, with its file and line. Words
    for children that a language lacks are told and stop nothing."""
    found = [
        *frameworks.problems(),
        *crosswalks.problems(),
        *taxonomies.problems(),
        *instruments.problems(),
        *survey_words.problems(),
    ]
    if found:
        return [Error(problem, id="content.E001") for problem in dict.fromkeys(found)]
    return [checks.Warning(gap, id="content.W001") for gap in survey_words.gaps()]
