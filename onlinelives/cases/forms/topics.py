"""The pages of an online-life assessment as forms."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import assessments
from onlinelives.cases.actions.errors import Crossed
from onlinelives.cases.actions.said import LONGEST, MOST_PHONES, WORDS, told_fields
from onlinelives.cases.models import AssessedFactor, AssessedRisk, Assessment, SavedTopic
from onlinelives.cases.models.assessments import State
from onlinelives.cases.queries.assessments import Draft
from onlinelives.cases.queries.sheets import (
    FACTORS,
    IMPACT,
    NOT_ASKED,
    NOTE,
    OFTEN,
    SOURCE,
    STATE,
    TICKED,
    WHEN,
    YES,
    Asked,
    topic,
)
from onlinelives.content.taxonomy_shapes import Factor
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import SaysNo, one_of

OFTENS = [("", "Not known"), *AssessedRisk.Frequency.choices]
SOURCES = [("", "Not said"), *AssessedFactor.Source.choices]
LABELS = {
    "apps": ("Which apps, games and sites do they use?", "In their words. Ask what each is for."),
    "devices": ("Which devices do they have or use?", "Phones, tablets, consoles, computers; whose they are."),
    "phones": ("How many phones do they have?", "More than one can be a sign of exploitation. Ask what each is for."),
    "hours": ("How long are they online on an ordinary day?", "For pleasure, not for school."),
    "night": ("Are they online at night, when others of their age sleep?", ""),
    "goes_well": ("What goes well?", "What they are proud of, enjoy or would miss."),
    "protective": (
        "What protects them?",
        "People they would tell, what they know and do to keep safe, help they have.",
    ),
    "effects": ("What else do you or they notice?", ""),
    "images": ("What else should be known?", "Words only, and never what the image shows."),
    "wants": ("What do they say they want?", "In their own words, as far as you can."),
    "judgement": (
        "Your own judgement",
        "What you make of all this. Without it there is no result: no list of risks decides about a young person.",
    ),
}


@dataclass(frozen=True)
class RiskFields:
    """The four fields of a risk item, and what it asks."""

    asked: Asked
    state: BoundField
    often: BoundField
    when: BoundField
    impact: BoundField


@dataclass(frozen=True)
class FactorFields:
    asked: Factor
    state: BoundField
    source: BoundField
    note: BoundField


@dataclass(frozen=True)
class Difference:
    """Where two people changed the same field: what it is about, and both texts in words."""

    what: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Blocks:
    """Parts of a page."""

    risks: list[RiskFields]
    factors: list[FactorFields]
    others: list[BoundField]


def _choice(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, error_messages={"invalid_choice": "Select an answer"})


def _text(longest: int, label: str = "", hint: str = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=longest, widget=widget)


def _words_field(name: str) -> forms.Field:
    label, hint = LABELS[name]
    if name in ("hours", "night"):
        choices = Assessment.Hours.choices if name == "hours" else State.choices
        field = one_of(label, choices, "Select an answer", hint)
        field.required = False
        return field
    if name == "phones":
        wrong = f"Enter a number from 0 to {MOST_PHONES}"
        return forms.IntegerField(
            label=label,
            help_text=hint,
            required=False,
            min_value=0,
            max_value=MOST_PHONES,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )
    return _text(WORDS, label, hint)


class TopicForm(SaysNo, forms.Form):
    """One page. Field names are those of the sheet; `version` is what was read, `keep` whose text is taken where two
    people changed the same field."""

    def __init__(self, data: Any, *, draft: Draft, code: str):
        self.draft, self.topic, self.differences = draft, topic(code), list[Difference]()
        self.changed_by_others: set[str] = set()
        self.version_name = f"{code}-version"
        fields = draft.said.get(code, {})
        super().__init__(data, initial={self.version_name: draft.version(code), **self._initial(fields)})
        self.fields[self.version_name] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
        for risk in draft.sheet.risks_in(code):
            self.fields[f"{risk.id}-{STATE}"] = _choice(State.choices)
            self.fields[f"{risk.id}-{OFTEN}"] = _choice(OFTENS)
            self.fields[f"{risk.id}-{WHEN}"] = _text(LONGEST[WHEN])
            self.fields[f"{risk.id}-{IMPACT}"] = _text(LONGEST[IMPACT])
        for factor in self._factors:
            self.fields[f"{factor.id}-{STATE}"] = _choice(State.choices)
            self.fields[f"{factor.id}-{SOURCE}"] = _choice(SOURCES)
            self.fields[f"{factor.id}-{NOTE}"] = _text(LONGEST[NOTE])
        for name, question, entries in draft.sheet.ticks_in(code):
            self.fields[name] = forms.MultipleChoiceField(
                label=question,
                choices=[(each.id, each.label) for each in entries],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Select from the list"},
            )
        for name in self.topic.words:
            self.fields[name] = _words_field(name)

    @property
    def _factors(self) -> tuple[Factor, ...]:
        return self.draft.sheet.taxonomy.factors if self.topic.code == FACTORS else ()

    @property
    def risks(self) -> Iterator[RiskFields]:
        for risk in self.draft.sheet.risks_in(self.topic.code):
            yield RiskFields(risk, *(self[f"{risk.id}-{part}"] for part in (STATE, OFTEN, WHEN, IMPACT)))

    @property
    def factors(self) -> Iterator[FactorFields]:
        for factor in self._factors:
            yield FactorFields(factor, *(self[f"{factor.id}-{part}"] for part in (STATE, SOURCE, NOTE)))

    @property
    def ticks(self) -> list[BoundField]:
        return [self[name] for name, _, _ in self.draft.sheet.ticks_in(self.topic.code)]

    @property
    def words(self) -> list[BoundField]:
        return [self[name] for name in self.topic.words]

    @property
    def version(self) -> BoundField:
        return self[self.version_name]

    def save(self, by: Person) -> SavedTopic | None:
        """None where nothing was or is said, and where `differences` tells what two people changed at once."""
        try:
            saved = assessments.save(
                assessment=self.draft.assessment,
                topic=self.topic.code,
                fields=self._said(),
                expected=self.cleaned_data[self.version_name],
                by=by,
                prefer=self.data.get("keep", ""),
            )
        except Crossed as crossed:
            self.differences = self._differing(crossed)
        except Invalid as error:
            self.say(error)
        else:
            self.changed_by_others = self._not_mine(saved)
            return saved
        return None

    def blocks(self, names: Collection[str]) -> "Blocks":
        """Those parts of the page that show any of these fields."""
        ids = {name.rpartition("-")[0] for name in names}
        lists = self.draft.sheet.ticks_in(self.topic.code)
        ticked = [name for name, _, entries in lists if any(each.id in ids for each in entries)]
        return Blocks(
            risks=[each for each in self.risks if each.asked.id in ids],
            factors=[each for each in self.factors if each.asked.id in ids],
            others=[self[name] for name in (*ticked, *self.topic.words) if name in ticked or name in names],
        )

    def _not_mine(self, saved: SavedTopic | None) -> set[str]:
        """Fields that stand otherwise than they were sent, since somebody else changed them."""
        now: dict[str, str] = json.loads(saved.said) if saved else {}
        mine = told_fields(self._said())
        return {name for name in (*now, *mine) if now.get(name, "") != mine.get(name, "")}

    def _initial(self, fields: Mapping[str, str]) -> dict[str, Any]:
        ticks = {
            name: [each.id for each in entries if f"{each.id}-{TICKED}" in fields]
            for name, _, entries in self.draft.sheet.ticks_in(self.topic.code)
        }
        return {**dict.fromkeys(("hours", "night"), NOT_ASKED), **fields, **ticks}

    def _said(self) -> dict[str, str]:
        """Flat, as the sheet names its fields."""
        said: dict[str, str] = {}
        lists = {name: entries for name, _, entries in self.draft.sheet.ticks_in(self.topic.code)}
        for name, value in self.cleaned_data.items():
            if name in lists:
                said |= {f"{each.id}-{TICKED}": YES if each.id in value else "" for each in lists[name]}
            elif name != self.version_name:
                said[name] = "" if value is None else str(value)
        return said

    def _differing(self, crossed: Crossed) -> list[Difference]:
        mine, theirs = self._said(), crossed.now.said.get(self.topic.code, {})
        return [
            Difference(self._about(name), self._in_words(name, mine), self._in_words(name, theirs))
            for name in crossed.names
        ]

    def _about(self, name: str) -> str:
        if name in LABELS:
            return LABELS[name][0]
        id_, _, part = name.rpartition("-")
        more = {OFTEN: ", how often", WHEN: ", when", IMPACT: ", impact", SOURCE: ", source", NOTE: ", note"}
        return self.draft.sheet.label(id_) + more.get(part, "")

    def _in_words(self, name: str, fields: Mapping[str, str]) -> str:
        text = fields.get(name, "")
        part = name.rpartition("-")[2]
        choices = {STATE: State.choices, OFTEN: OFTENS, SOURCE: SOURCES, TICKED: [("", "Not ticked"), (YES, "Ticked")]}
        known = {**dict(choices.get(part, [])), "hours": "", "night": ""}
        if name in ("hours", "night"):
            known = dict(Assessment.Hours.choices if name == "hours" else State.choices)
        return str(known.get(text or (NOT_ASKED if part in (STATE, "hours", "night") else ""), text)) or "Empty"
