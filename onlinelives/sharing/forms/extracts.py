"""Forms about what goes out."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from onlinelives.accounts.models import Person
from onlinelives.cases.queries import Shareable
from onlinelives.rules.verdict import Invalid
from onlinelives.sharing import documents, queries
from onlinelives.sharing.actions import extracts
from onlinelives.sharing.actions.errors import Otherwise
from onlinelives.sharing.actions.extracts import DAYS, MOST_DAYS
from onlinelives.sharing.documents import Document
from onlinelives.sharing.models import Extract
from onlinelives.sharing.queries import Choosing
from onlinelives.web.forms import OnceForm, SaysNo, words

LONGEST = 10_000  # characters of one thing
SHORT = 60  # characters that stand on one line


@dataclass(frozen=True)
class Row:
    """One thing that can be chosen, its tick, and its words for this recipient."""

    item: Shareable
    tick: BoundField
    words: BoundField


class ExtractForm(SaysNo, OnceForm):
    """What of a record goes to one recipient, thing by thing, and for how long. Nothing is ticked at first."""

    days = forms.IntegerField(
        label="For how many days can they read it?",
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS,
        error_messages={
            "required": "Enter a number of days",
            "invalid": "Enter a whole number of days",
            "min_value": "Enter 1 day or more",
            "max_value": f"Enter {MOST_DAYS} days or fewer",
        },
    )
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)
    whereabouts = forms.BooleanField(
        label="They may learn where the young person lives. I have thought of who else may read it there.",
        required=False,
    )

    def __init__(self, data: Any, *, choosing: Choosing):
        super().__init__(data)
        self.choosing = choosing
        self.staff = {str(person.pk): person for person in choosing.staff}
        if self.staff:
            self.fields["one"] = _one(self.staff)
        self.named = {_name(item.key): item for item in choosing.items}
        for name, item in self.named.items():
            self.fields[f"pick_{name}"] = forms.BooleanField(label=item.title, required=False)
            self.fields[f"text_{name}"] = words(
                f"What they read under “{item.title}”", rows=4 if len(item.text) > SHORT else 1, longest=LONGEST
            )
            self.initial[f"text_{name}"] = item.text

    def rows(self) -> list[tuple[str, list[Row]]]:
        """Everything that can be chosen, under its headings."""
        found: dict[str, list[Row]] = {}
        for name, item in self.named.items():
            row = Row(item, self[f"pick_{name}"], self[f"text_{name}"])
            found.setdefault(item.kind, []).append(row)
        return list(found.items())

    def kept(self) -> list[BoundField]:
        """What goes along, unseen, from the preview to sending: only what was chosen."""
        chosen = [name for name in self.named if self.cleaned_data.get(f"pick_{name}")]
        one = ["one"] if "one" in self.fields else []
        names = ["form_key", "days", *one, *(f"{part}_{name}" for name in chosen for part in ("pick", "text"))]
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        chosen = [name for name in self.named if said.get(f"pick_{name}")]
        if not chosen:
            raise forms.ValidationError("Select at least one thing to share.")
        for name in chosen:
            if not said.get(f"text_{name}", "").strip():
                self.add_error(f"text_{name}", "No words are left. Untick it instead.")
        return said

    @property
    def texts(self) -> dict[str, str]:
        said = self.cleaned_data
        chosen = {item.key: said[f"text_{name}"] for name, item in self.named.items() if said.get(f"pick_{name}")}
        return {key: "\n".join(text.splitlines()) for key, text in chosen.items()}  # browsers send other line ends

    @property
    def one(self) -> Person | None:
        return self.staff.get(self.cleaned_data.get("one", ""))

    def preview(self) -> Document:
        """What the recipient would read."""
        return queries.drawn(self.choosing, self.texts, self.one)

    def digest(self) -> str:
        return documents.digest(documents.freeze(self.preview()))

    def send(self, by: Person) -> Extract | None:
        """None with the reason on the form."""
        said = self.cleaned_data
        try:
            return extracts.send(
                recipient=self.choosing.recipient,
                texts=self.texts,
                days=said["days"],
                previewed=said["previewed"],
                whereabouts=said["whereabouts"],
                one=self.one,
                by=by,
                form_key=said["form_key"],
            )
        except Otherwise as error:
            self.add_error(None, str(error))
        except Invalid as error:
            self.say(error)
        return None


def _one(staff: dict[str, Person]) -> forms.ChoiceField:
    everybody = [("", "Everybody who works there with young people")]
    return forms.ChoiceField(
        label="Who there can read it?",
        choices=everybody + [(pk, f"Only {person.name}") for pk, person in staff.items()],
        required=False,
        error_messages={"invalid_choice": "Select from the list"},
    )


def _name(key: str) -> str:
    """A key as the name of a field."""
    return re.sub(r"\W", "_", key)


class RevokeForm(SaysNo, forms.Form):
    prefix = "revoke"  # it stands on one page with others
    reason = words("Why is it taken back?", "Say why it is taken back", rows=2, longest=1000)

    def __init__(self, data: Any, *, extract: Extract):
        super().__init__(data)
        self.extract = extract

    def save(self, by: Person) -> Extract | None:
        try:
            return extracts.revoke(extract=self.extract, reason=self.cleaned_data["reason"], by=by)
        except Invalid as error:
            self.say(error)
        return None


class PackForm(OnceForm):
    """Only its key: the same form sent twice makes one file."""
