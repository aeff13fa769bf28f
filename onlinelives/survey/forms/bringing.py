"""A file of answers is sent, and its columns are mapped."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.survey import queries
from onlinelives.survey.actions import brought_files
from onlinelives.survey.actions.brought_files import Sent
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.bringing import reading
from onlinelives.survey.bringing.looking import Value
from onlinelives.survey.bringing.mapping import USE_WORDS, YEARS, ColumnUse, Use
from onlinelives.survey.models import BroughtFile
from onlinelives.survey.queries import ColumnPage
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, typed_again

NOT_READ = "unread"
NO_FILE = "Choose the file of answers"


class BringForm(SaysNo, OnceForm):
    """The file, and the wave that it becomes."""

    file = forms.FileField(
        label="The file",
        allow_empty_file=True,  # the reader says in words what is wrong with it
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.sav,.parquet"}),
        help_text="CSV, Excel (.xlsx), SPSS (.sav) or Parquet, one row for each young person. Take names out before.",
        error_messages={"required": NO_FILE, "invalid": NO_FILE, "missing": NO_FILE},
    )
    name = forms.CharField(
        label="What is the wave called?",
        max_length=80,
        help_text="For example, Youth survey 2025.",
        error_messages={"required": "Enter the name of the wave"},
    )
    asks = one_of("Which questionnaire was answered?", (), "Select a questionnaire")
    opens_on = DateField(
        label="First day on which it was answered",
        missing="Enter the first day",
        wrong="Enter a real date, like 1 3 2025",
    )
    closes_on = DateField(
        label="Last day on which it was answered",
        missing="Enter the last day",
        wrong="Enter a real date, like 31 3 2025",
    )

    def __init__(self, data: Any, sent_files: Any = None, *, person: Person):
        super().__init__(data, sent_files)
        self.fields["asks"].choices = list(queries.to_ask(person).items())  # type: ignore[attr-defined]

    def clean_file(self) -> Sent:
        held = self.cleaned_data["file"]
        if held.size > settings.SURVEY_LARGEST:
            raise forms.ValidationError(f"This file is larger than {settings.SURVEY_LARGEST // 2**20:,} MB.")
        try:
            return Sent(Path(held.file.name), reading.kind_of(held.name), held.size)
        except Invalid as error:
            raise forms.ValidationError(str(error)) from error

    def save(self, by: Person) -> BroughtFile | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        plan = Plan(said["name"], queries.asked_by(by, said["asks"]), said["opens_on"], said["closes_on"])
        try:
            return brought_files.bring(sent=said["file"], plan=plan, by=by, form_key=said["form_key"])
        except Invalid as error:
            self.say(error)
            return None


class ColumnForm(SaysNo, forms.Form):
    """What a column is, and for a question or a year group what each of its values means."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    use = one_of("What is this column?", [(use.value, words) for use, words in USE_WORDS.items()], "Select what it is")
    item = forms.CharField(
        label="Which question?",
        required=False,
        max_length=60,
        help_text="Type a few letters of the question’s name, then select it. Only for a question.",
        widget=forms.TextInput(attrs={"list": "questions", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, page: ColumnPage):
        line = page.line
        first = {"version": page.brought.version, "use": line.use.use.value, "item": line.use.item or ""}
        self.values = line.column.values if line.use.has_values else ()
        for place, value in enumerate(self.values):
            code = line.use.values.get(value.text)
            first[f"value_{place}"] = NOT_READ if code is None else str(code)
        super().__init__(data, initial=first)
        self.page = page
        if line.use.use is Use.YEAR_GROUP:
            offered = {year: f"Year {year}" for year in YEARS}
        else:
            offered = dict(page.items[line.use.item].values) if line.use.item and line.use.item in page.items else {}
        choices = [(NOT_READ, "Cannot be read: counts as left empty"), *((str(c), w) for c, w in offered.items())]
        for place in range(len(self.values)):
            self.fields[f"value_{place}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=f"Meaning of {self.values[place].text or 'an empty cell'}",
                error_messages={"invalid_choice": "Select an answer from the list"},
            )

    @property
    def meanings(self) -> list[tuple[Value, forms.BoundField]]:
        """Each value with its field; what is not known comes first. A field is called after the place of its value in
        the file, which no change of the mapping moves."""
        pairs = [(value, self[f"value_{place}"]) for place, value in enumerate(self.values)]
        known = self.page.line.use.values
        return sorted(pairs, key=lambda pair: known.get(pair[0].text) is not None)

    def save(self, by: Person) -> ColumnUse | None:
        """What the column is now; None with the reason on the form."""
        said, line = self.cleaned_data, self.page.line
        item = said["item"].partition(" ")[0] or None
        values = {}
        if (said["use"], item) == (line.use.use.value, line.use.item) or said["use"] == Use.YEAR_GROUP:
            told = {value.text: said[f"value_{place}"] for place, value in enumerate(self.values)}
            values = {text: None if code == NOT_READ else int(code) for text, code in told.items() if code}
        try:
            return brought_files.change_column(
                brought=self.page.brought,
                place=line.place,
                use=Use(said["use"]),
                item=item,
                values=values,
                expected=said["version"],
                by=by,
            )
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None


class TakeInForm(forms.Form):
    """The preview that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
