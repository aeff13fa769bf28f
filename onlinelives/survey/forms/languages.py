"""Languages of a draft: added and taken out, and the texts of one section side by side."""

from dataclasses import dataclass, fields
from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.rules.questionnaires import editing
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.manuscripts import Manuscript, texts
from onlinelives.rules.questionnaires.shapes import ENGLISH, Section, Words
from onlinelives.survey.actions.questionnaires import Edit
from onlinelives.survey.forms.draft_pages import READ
from onlinelives.survey.forms.questionnaires import EditForm
from onlinelives.survey.models import DraftQuestionnaire
from onlinelives.survey.xlsform.layout import LANGUAGES

PARTS = {"text": "", "hint": "hint", "easy": "easier words", "say": "read aloud"}
TITLE = "title"


class LanguageForm(EditForm):
    language = forms.ChoiceField(label="Add a language", error_messages={"invalid_choice": "Select a language"})

    def __init__(self, data: Any, *, draft: DraftQuestionnaire):
        super().__init__(data, initial={"version": draft.version})
        self.draft = draft
        there = draft.manuscript.whole.languages
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in LANGUAGES.items() if code not in there
        ]

    def save(self, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        code = self.cleaned_data["language"]
        edit = Edit("add language", f"added {LANGUAGES[code]}", lambda m: editing.add_language(m, code))
        return self.edit(self.draft, edit, by)


@dataclass(frozen=True)
class Pair:
    """A text beside its box. part: which of the words it is, "" for the text itself."""

    english: str
    part: str
    box: forms.BoundField
    is_missing: bool


class TranslationForm(EditForm):
    """Every text of one section, in one language. Only what English has can be said."""

    def __init__(self, data: Any, *, draft: DraftQuestionnaire, section: Section, language: str):
        super().__init__(data, initial={"version": draft.version})
        self.draft, self.section, self.language = draft, section, language
        self.is_first = draft.manuscript.whole.sections[0].id == section.id
        self._keys = [(TITLE, draft.manuscript.whole.said)] if self.is_first else []
        self._keys += list(texts(section))
        self._boxes: list[tuple[str, str, str, str]] = []  # field, key, part, English
        for number, (key, said) in enumerate(self._keys):
            english, told = said.get(ENGLISH, Words("")), said.get(language, Words(""))
            for part in PARTS:
                if part == "text" or (getattr(english, part) and key != TITLE):
                    name = f"t{number}_{part}"
                    self.fields[name] = forms.CharField(
                        required=False, max_length=READ, initial=getattr(told, part), label=part
                    )
                    self._boxes.append((name, key, part, getattr(english, part)))

    @property
    def pairs(self) -> list[Pair]:
        return [
            Pair(english, PARTS[part], self[name], part == "text" and not self[name].value())
            for name, _, part, english in self._boxes
        ]

    def save(self, by: Person) -> DraftQuestionnaire | None:
        """None with the reason on the form."""
        given: dict[str, dict[str, str]] = {}
        for name, key, part, _ in self._boxes:
            given.setdefault(key, {})[part] = self.cleaned_data[name].replace("\r\n", "\n")
        title = given.pop(TITLE, {"text": ""})["text"]
        empty = {field.name: "" for field in fields(Words)}
        told = {key: Words(**{**empty, **parts}) for key, parts in given.items()}

        def to(manuscript: Manuscript) -> Manuscript:
            new = editing.translate(manuscript, self.section.id, self.language, told)
            return editing.translate_title(new, self.language, title) if self.is_first else new

        words = f"changed “{said_in(self.section.said, ENGLISH)}” in {LANGUAGES.get(self.language, self.language)}"
        return self.edit(self.draft, Edit("translate", words, to), by)
