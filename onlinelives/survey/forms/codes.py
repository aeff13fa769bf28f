"""Codes for a class or a year group."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.survey.actions import codes
from onlinelives.survey.actions.codes import FEWEST, MOST, MOST_OF_A_YEAR, Issued, Wanted
from onlinelives.survey.models import Place
from onlinelives.web.forms import OnceForm, SaysNo, one_of

NUMBER = f"Enter a whole number from 1 to {MOST_OF_A_YEAR}"


class CodesForm(SaysNo, OnceForm):
    prefix = "codes"  # it stands on one page with another form
    year_group = one_of("Which year group?", (), "Select a year group")
    class_name = forms.CharField(
        label="Which class?",
        max_length=40,
        required=False,
        help_text=f"For example, 8B. Leave it empty for a class of fewer than {FEWEST}, or for a whole year group.",
    )
    how_many = forms.IntegerField(
        label="How many codes?",
        help_text=f"One for each pupil, and a few to spare. At most {MOST} for a class.",
        error_messages={"required": "Enter how many codes you need", "invalid": NUMBER},
    )

    def __init__(self, data: Any, *, place: Place):
        super().__init__(data)
        self.place = place
        years = [each.year_group for each in place.expected.all()]
        self.fields["year_group"].choices = [(str(year), f"Year {year}") for year in years]  # type: ignore[attr-defined]

    def save(self, by: Person) -> Issued | None:
        """The codes, which can never be shown again. None with the reason on the form."""
        said = self.cleaned_data
        wanted = Wanted(int(said["year_group"]), said["how_many"], said["class_name"])
        try:
            return codes.issue(place=self.place, wanted=wanted, by=by, form_key=said["form_key"])
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None
