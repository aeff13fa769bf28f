"""Start-up checks that need more than one room."""

from typing import Any

from django.core.checks import Error, register

from onlinelives.content import crosswalks, frameworks, instruments, taxonomies


@register()
def content_is_sound(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A content file that is broken or was changed after publication stops the program, with its file and line."""
    found = [
        *frameworks.problems(),
        *crosswalks.problems(),
        *taxonomies.problems(),
        *instruments.problems(),
    ]
    return [Error(problem, id="content.E001") for problem in dict.fromkeys(found)]
