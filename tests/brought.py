"""A file of answers that somebody brought in, as far as it has come."""

import uuid
from pathlib import Path

from django.conf import settings

from onlinelives.survey import queries
from onlinelives.survey.actions import brought_files
from onlinelives.survey.actions.brought_files import Sent
from onlinelives.survey.bringing import folders, laying, looking, reading
from onlinelives.survey.models import AnswerSet, BroughtFile
from tests.waves import plan
from tests.world import World

CSV = b"school,wt,year,in_care,age,said\nLarkrise,1.5,8,Yes,12,blue\nElm,0.5,9,No,13,red\nElm,1,9,Perhaps,13,red\n"


def quiet(step: int, steps: int) -> None:
    pass


def arrive(content: bytes, kind: str) -> Sent:
    path: Path = folders.arrivals(settings.SURVEY) / f"{uuid.uuid4().hex}{folders.ARRIVING}"
    path.write_bytes(content)
    return Sent(path, kind, len(content))


def send(world: World, content: bytes = CSV, kind: str = "csv", name: str = "Youth survey 2025") -> BroughtFile:
    """A file that Ines sent, not looked through yet."""
    sent = arrive(content, kind)
    brought = brought_files.bring(sent=sent, plan=plan(name), by=world.ines)
    sent.path.unlink()  # as the end of the request does
    return brought


def look(brought: BroughtFile) -> BroughtFile:
    """As the worker does it."""
    folder = folders.place_of(settings.SURVEY, brought.pk)
    raw = folders.raw_in(folder)
    known = reading.read(folders.sent_in(folder, brought.kind), brought.kind, raw, quiet)
    return brought_files.looked(brought, known, looking.look(raw, known, quiet))


def lay(brought: BroughtFile) -> laying.Laid:
    return laying.lay(queries.known_of(brought), queries.schools_of(brought), quiet)


def take_in(brought: BroughtFile, world: World) -> AnswerSet:
    return brought_files.take_in(brought=brought, laid=lay(brought), expected=brought.version, by=world.ines)
