"""How many pupils there are in the whole area."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.survey import queries
from onlinelives.survey.actions import census as doing
from onlinelives.survey.actions.census import BEGINS, MOST, field, limits_of
from onlinelives.survey.models import Wave
from onlinelives.web.forms import SaysNo, typed_again

OTHERS_TAKE_PART = (
    "Other settings or year groups take part since you opened this page. Look at the numbers below again, then save "
    "once more."
)


class CensusForm(SaysNo, forms.Form):
    """A number for each kind of setting and year group that takes part in the wave."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, wave: Wave, census: queries.Census):
        first = {field(*pair): pupils for pair, pupils in census.known.items()}
        super().__init__(data, initial={**first, "version": wave.version})
        self.wave, self.census = wave, census
        for (kind, year), here in census.here.items():
            figures = f"Enter a number in figures alone, like 1200, for year {year}, {census.called(kind)}"
            limits = limits_of(census, kind, year)
            self.fields[field(kind, year)] = forms.IntegerField(
                label=f"Year {year}",
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
                help_text=f"{here:,} in the settings that take part",
                min_value=here,
                max_value=MOST,
                error_messages={"invalid": figures, "min_value": limits, "max_value": limits},
            )

    @property
    def kinds(self) -> Iterator[tuple[str, list[BoundField]]]:
        """What each kind of setting is called, and the boxes of its year groups."""
        for kind, years in self.census.kinds.items():
            yield self.census.called(kind), [self[field(kind, year)] for year in years]

    def clean(self) -> None:
        """What was left empty was on the page: no number is lost because another kind takes part meanwhile."""
        if {name for name in self.data if name.startswith(BEGINS)} != set(self.fields) - {"version"}:
            self.add_error(None, OTHERS_TAKE_PART)

    def save(self, by: Person) -> Wave | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        numbers = {pair: said[field(*pair)] for pair in self.census.here if said[field(*pair)] is not None}
        try:
            return doing.state(wave=self.wave, numbers=numbers, expected=said["version"] or 0, by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None
