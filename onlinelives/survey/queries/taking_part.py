"""What a child's page needs: the wave as it stands, from few questions to the database."""

from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey.models import AccessCode, Wave


def wave_of(pk: int) -> Wave | None:
    """Whatever area it is of: the code led here."""
    return Wave.objects.select_related("questionnaire").filter(pk=pk).first()


def asked_in(pk: int) -> Questionnaire:
    """What the wave asks. Raises Wave.DoesNotExist."""
    return Wave.objects.select_related("questionnaire").get(pk=pk).asks


def is_fresh(code: str) -> bool:
    """Whether nothing was handed in with this code. `code`: its keyed hash."""
    return AccessCode.objects.filter(blind=code, state="unused").exists()
