"""What a child's page needs, from one question to the database."""

from dataclasses import dataclass

from django.db import connection

from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey.models import Wave
from onlinelives.survey.models.waves import questionnaire_of
from onlinelives.trail import clock

# Asked for every page of every child, so that neither a wave that was closed nor a code that was used goes on for a
# moment. Two look-ups by key; the ORM would take as long to write it as the database to answer.
STANDING = """
    select wave.partnership_id, wave.questionnaire_id, wave.on_device, wave.state,
        %s between wave.opens_on and wave.closes_on, code.state
    from survey_wave wave left join survey_accesscode code on code.blind = %s
    where wave.id = %s"""


@dataclass(frozen=True)
class Standing:
    """How a wave and a code stand now. partnership: its id. sha256: of what the wave asks. state: of the wave. code:
    its state, or None where there is no such code."""

    partnership: int
    sha256: str
    on_device: bool
    state: str
    on_its_days: bool
    code: str | None

    @property
    def is_open(self) -> bool:
        """Whether anybody may answer today."""
        return self.state == "open" and self.on_its_days

    @property
    def asks(self) -> Questionnaire:
        return questionnaire_of(self.sha256)


def standing(wave: int, code: str) -> Standing | None:
    """Whatever area they are of: the code led here. wave: its id. code: its keyed hash. None where there is no such
    wave."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [clock.today(), code, wave])
        found = cursor.fetchone()
    if found is None:
        return None
    partnership, sha256, on_device, state, on_its_days, state_of_code = found
    return Standing(partnership, sha256, bool(on_device), state, bool(on_its_days), state_of_code)


def asked_on_devices(sha256: str) -> Questionnaire | None:
    """What some wave asks whose answers may wait on a device, by its hash."""
    known = Wave.objects.filter(questionnaire=sha256, on_device=True).exists()
    return questionnaire_of(sha256) if known else None
