"""A questionnaire of the area: begun, brought as a workbook, named."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.rules.questionnaires import editing
from onlinelives.rules.questionnaires.manuscripts import Manuscript
from onlinelives.rules.questionnaires.shapes import ENGLISH, Questionnaire
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.survey.actions import questionnaires
from onlinelives.survey.actions.questionnaires import LONGEST_NAME, Beginning, Edit
from onlinelives.survey.models import DraftQuestionnaire
from onlinelives.web.forms import OnceForm, SaysNo, one_of, typed_again

NAME = "Its name"
RELOAD = "Reload the page and try again."


class EditForm(SaysNo, forms.Form):
    """A form that changes a draft, from whatever version the page was made of."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Reload the page and try again."}
    )

    def edit(self, draft: DraftQuestionnaire, edit: Edit, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        try:
            return questionnaires.change(draft=draft, edit=edit, expected=self.cleaned_data["version"], by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None


class BeginForm(SaysNo, OnceForm):
    """A copy of one that is there."""

    name = forms.CharField(
        label=NAME,
        max_length=LONGEST_NAME,
        help_text="For example, Our survey 2027. Young people read it too.",
        error_messages={"required": "Enter the name of the questionnaire"},
    )
    begun_from = one_of("Begin with a copy of", (), "Select what to begin with")

    def __init__(self, data: Any, *, offered: dict[str, str], first: str = ""):
        super().__init__(data, initial={"begun_from": first or next(iter(offered), "")})
        self.fields["begun_from"].choices = list(offered.items())  # type: ignore[attr-defined]

    def save(self, beginning: Beginning, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        return _begun(self, self.cleaned_data["name"], beginning, by)


class QuestionnaireFileForm(SaysNo, OnceForm):
    """A workbook that begins a draft, or takes the place of one."""

    name = forms.CharField(
        label=NAME,
        max_length=LONGEST_NAME,
        required=False,
        help_text="Leave it empty to take the title that is in the workbook.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    workbook = forms.FileField(
        label="The workbook",
        allow_empty_file=True,  # the reader says in words what is wrong with it
        widget=forms.FileInput,
        help_text="An XLSForm in an Excel workbook (.xlsx), 2 MB at most.",
        error_messages={"required": "Choose the workbook", "invalid": "Choose the workbook"},
    )

    def __init__(self, data: Any, files: Any, *, draft: DraftQuestionnaire | None = None):
        super().__init__(data, files, initial={"version": draft.version} if draft else {})
        self.draft = draft
        if draft:
            del self.fields["name"]

    def save(self, asks: Questionnaire, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        if self.draft is None:
            title = said["name"] or asks.said[ENGLISH].text
            return _begun(self, title[:LONGEST_NAME], Beginning(Manuscript(asks), "a workbook"), by)
        edit = Edit("workbook", "took a workbook in", lambda manuscript: editing.replaced(manuscript, asks))
        try:
            return questionnaires.change(draft=self.draft, edit=edit, expected=said["version"] or 0, by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except (Invalid, NotNow) as error:
            self.add_error(None, str(error))
        return None


class NameForm(EditForm):
    name = forms.CharField(
        label=NAME, max_length=LONGEST_NAME, error_messages={"required": "Enter the name of the questionnaire"}
    )

    def save(self, draft: DraftQuestionnaire, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        name = self.cleaned_data["name"]
        return self.edit(draft, Edit("rename", "changed the name", lambda m: editing.rename(m, name)), by)


def _begun(form: Any, name: str, beginning: Beginning, by: Person) -> DraftQuestionnaire | None:
    try:
        key = form.cleaned_data["form_key"]
        return questionnaires.begin(name=name, beginning=beginning, by=by, form_key=key)
    except Invalid as error:
        form.say(error)
    return None
