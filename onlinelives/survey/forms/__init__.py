"""Forms of the youth survey."""

from onlinelives.survey.forms.bringing import (
    BringForm,
    ColumnForm,
    TakeInForm,
)
from onlinelives.survey.forms.census import (
    CensusForm,
)
from onlinelives.survey.forms.codes import (
    CodesForm,
)
from onlinelives.survey.forms.draft_pages import (
    MoveForm,
    QuestionForm,
    ShowWhenForm,
    WordsForm,
)
from onlinelives.survey.forms.languages import (
    LanguageForm,
    TranslationForm,
)
from onlinelives.survey.forms.places import (
    PlaceForm,
)
from onlinelives.survey.forms.questionnaires import (
    BeginForm,
    NameForm,
    QuestionnaireFileForm,
)
from onlinelives.survey.forms.releases import (
    DecideForm,
    ProposeForm,
    WithdrawForm,
)
from onlinelives.survey.forms.results import (
    CutForm,
    KindForm,
    LookForm,
    PeersForm,
    TableForm,
)
from onlinelives.survey.forms.settings import (
    SettingForm,
)
from onlinelives.survey.forms.taking_out import (
    TakeOutForm,
)
from onlinelives.survey.forms.waves import (
    WaveForm,
)

__all__ = [
    "BeginForm",
    "BringForm",
    "CensusForm",
    "CodesForm",
    "ColumnForm",
    "CutForm",
    "DecideForm",
    "KindForm",
    "LanguageForm",
    "LookForm",
    "MoveForm",
    "NameForm",
    "PeersForm",
    "PlaceForm",
    "ProposeForm",
    "QuestionForm",
    "QuestionnaireFileForm",
    "SettingForm",
    "ShowWhenForm",
    "TableForm",
    "TakeInForm",
    "TakeOutForm",
    "TranslationForm",
    "WaveForm",
    "WithdrawForm",
    "WordsForm",
]
