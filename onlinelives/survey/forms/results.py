"""What to look at: choices that stand in the address of a page, so that it can be sent on and comes back the same."""

from typing import Any

from django import forms
from django.http import QueryDict

from onlinelives.rules.disclosure.shares import ALL
from onlinelives.survey.reports import Source, cuts_of, items_of
from onlinelives.survey.reports.cuts import title_of
from onlinelives.survey.reports.own_table import MOST_ITEMS
from onlinelives.survey.reports.peers import compared_groups, kinds_asked
from onlinelives.web.forms import several_of

WRONG = "Select from the list"

Choices = list[tuple[str, str]]


class LookForm(forms.Form):
    """Bound to the address. What is not there stands at its first choice. lacking: there is nothing to choose from."""

    def __init__(self, asked: QueryDict, source: Source):
        super().__init__()
        self.lacking = False
        first: dict[str, Any] = {}
        for name, (label, choices) in self.offered(source).items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, error_messages={"invalid_choice": WRONG}
            )
            self.lacking = self.lacking or not choices
            first |= {name: choices[0][0]} if choices else {}
        self.is_bound, self.data = True, first | {name: asked[name] for name in self.fields if name in asked}

    def offered(self, source: Source) -> dict[str, tuple[str, Choices]]:
        """Label and choices of each field."""
        return {}


class PeersForm(LookForm):
    def offered(self, source: Source) -> dict[str, tuple[str, Choices]]:
        return {
            "group": ("Group", _groups(source)),
            "kind": ("Kind of risk for the comparison of all groups", _kinds(source)),
        }


class KindForm(LookForm):
    def offered(self, source: Source) -> dict[str, tuple[str, Choices]]:
        return {"kind": ("Kind of risk", _kinds(source))}


class CutForm(LookForm):
    def offered(self, source: Source) -> dict[str, tuple[str, Choices]]:
        return {"by": ("Young people", [(ALL, "All young people"), *_groups(source)])}


class TableForm(LookForm):
    """A cut and a few questions."""

    def __init__(self, asked: QueryDict, source: Source):
        super().__init__(asked, source)
        whole = [(each.code, each.name) for each in items_of(source).values() if each.whole]
        self.fields["ask"] = several_of("Questions", whole, f"Up to {MOST_ITEMS}.")
        self.data = {**self.data, "ask": asked.getlist("ask")}

    def offered(self, source: Source) -> dict[str, tuple[str, Choices]]:
        cuts = cuts_of(source).codes
        return {"by": ("Divide young people by", [(cut, title_of(source, cut)) for cut in cuts])}

    def clean_ask(self) -> list[str]:
        found: list[str] = self.cleaned_data["ask"]
        if len(found) > MOST_ITEMS:
            raise forms.ValidationError(f"Select {MOST_ITEMS} questions at most")
        return found


def _groups(source: Source) -> Choices:
    return [(each.code, each.title) for each in compared_groups(source)]


def _kinds(source: Source) -> Choices:
    """Any kind is met by nearly everybody, so that it says little."""
    return [(each.code, each.name) for each in kinds_asked(source) if each.kind != "any"]
