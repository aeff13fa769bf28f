"""How a setting takes part in a wave."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.survey.actions import places
from onlinelives.survey.actions.places import MOST, YEAR_GROUPS, Part
from onlinelives.survey.models import Place, Setting, Wave
from onlinelives.web.forms import SaysNo, one_of, typed_again


class PlaceForm(SaysNo, forms.Form):
    """A setting that joins, when `settings` are given, or the part of one that takes part."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    setting = one_of("Which setting?", (), "Select a setting")
    sampled = one_of(
        "How did it come to take part?",
        (("drawn", "It was drawn at random"), ("came", "It came of its own accord")),
        "Select how it came to take part",
        "Reports say how many settings were drawn, because figures of those that come by themselves may differ.",
    )
    stratum = forms.CharField(
        label="Drawn among",
        max_length=60,
        required=False,
        help_text="If settings were drawn kind by kind, for example: large secondary schools.",
    )

    def __init__(self, data: Any, *, settings: list[Setting] = [], place: Place | None = None):  # noqa: B006  read only
        super().__init__(data, initial=_first(place))
        self.place, self.offered = place, {str(setting.pk): setting for setting in settings}
        if place:
            del self.fields["setting"]
        else:
            self.fields["setting"].choices = [(pk, s.name) for pk, s in self.offered.items()]  # type: ignore[attr-defined]
        for year in YEAR_GROUPS:
            self.fields[f"year_{year}"] = forms.IntegerField(
                label=f"Pupils in year {year}",
                required=False,
                min_value=0,
                max_value=MOST,
                help_text="Leave years empty that do not take part." if year == YEAR_GROUPS[0] else "",
                error_messages={
                    "invalid": f"Enter a whole number for year {year}",
                    "min_value": f"Enter a number from 0 to {MOST:,} for year {year}",
                    "max_value": f"Enter a number from 0 to {MOST:,} for year {year}",
                },
            )

    def save(self, wave: Wave, by: Person) -> Place | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        expected = {year: said[f"year_{year}"] for year in YEAR_GROUPS if said[f"year_{year}"]}
        part = Part(expected, said["stratum"], said["sampled"] == "drawn")
        try:
            if self.place is None:
                return places.take_part(wave=wave, setting=self.offered[said["setting"]], part=part, by=by)
            return places.arrange(place=self.place, part=part, expected=said["version"] or 0, by=by)
        except Changed as changed:
            self.add_error(None, str(changed))
            typed_again(self, changed.now.version)
        except NotNow as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None


def _first(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    told = {"version": place.version, "stratum": place.stratum, "sampled": "drawn" if place.sampled else "came"}
    return {**told, **{f"year_{each.year_group}": each.pupils for each in place.expected.all()}}
