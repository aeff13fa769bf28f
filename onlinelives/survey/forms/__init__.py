"""Forms of the youth survey."""

from onlinelives.survey.forms.codes import CodesForm
from onlinelives.survey.forms.places import PlaceForm
from onlinelives.survey.forms.settings import SettingForm
from onlinelives.survey.forms.taking_out import TakeOutForm
from onlinelives.survey.forms.waves import WaveForm

__all__ = ["CodesForm", "PlaceForm", "SettingForm", "TakeOutForm", "WaveForm"]
