"""Adding and revising evidence, looking after it, and choosing what an answer cites."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits.actions import evidence as actions
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import Evidence, EvidenceRevision
from onlinelives.audits.models.evidence import LONGEST_NOTE, LONGEST_SHOWS
from onlinelives.audits.queries.evidence import Choice, owners
from onlinelives.files.actions import stored
from onlinelives.files.checks import kinds
from onlinelives.files.models import StoredFile
from onlinelives.files.upload_handler import LARGEST
from onlinelives.rules.verdict import Invalid
from onlinelives.web.forms import DateField, OnceForm, SaysNo

WRONG_DAY = "Enter a real date, like 27 3 2027"


class RevisionForm(SaysNo, OnceForm):
    """What a revision says. Which of file, link and note is asked depends on `kind`."""

    title = forms.CharField(
        label="Title",
        max_length=150,
        help_text="For example, Minutes of the safeguarding group, March 2027.",
        error_messages={"required": "Give the evidence a title"},
    )
    shows = forms.CharField(
        label="What does it show?",
        max_length=LONGEST_SHOWS,
        widget=forms.Textarea({"rows": 3}),
        help_text="One or two sentences for somebody who has not seen it. Do not name young people.",
        error_messages={"required": "Say what the evidence shows"},
    )
    file = forms.FileField(
        label="File",
        widget=forms.FileInput({"accept": kinds.ACCEPT}),
        help_text=f"{kinds.IN_WORDS}, up to {LARGEST // 2**20} MB.",
        error_messages={"required": "Choose a file", "empty": "The file is empty"},
    )
    link = forms.URLField(
        label="Web address",
        max_length=500,
        assume_scheme="https",
        help_text="It stays where it is; people who open it may need their own access.",
        error_messages={
            "required": "Enter a web address",
            "invalid": "Enter a whole web address, like https://www.example.org/minutes",
        },
    )
    note = forms.CharField(
        label="Note",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 6}),
        help_text="What there is, where it is kept, and who can show it to a reviewer.",
        error_messages={"required": "Write the note"},
    )
    covers_from = DateField(
        label="It covers the time from",
        required=False,
        help_text="Leave both days empty if it covers no particular time.",
        missing="Enter the whole day",
        wrong=WRONG_DAY,
    )
    covers_to = DateField(label="to", required=False, missing="Enter the whole day", wrong=WRONG_DAY)
    declared = forms.BooleanField(
        label="I have looked: it holds no image of a child, and nobody can tell from it who a young person is.",
        error_messages={"required": "Look through it, and confirm that no young person can be seen or recognised"},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.received: StoredFile | None = None
        for other in {"file", "link", "note"} - {kind}:
            del self.fields[other]
        if kind == "note":
            self.fields["declared"].label = "I have looked: nobody can tell from it who a young person is."

    def told(self, by: Person) -> Told:
        """What was said; a sent file is received first, outside any transaction. Raises Invalid where it is refused."""
        given = self.cleaned_data
        sent = given.get("file")
        kept = stored.receive(content=sent.read(), name=sent.name, by=by) if sent else None
        self.received = kept
        return Told(
            title=given["title"],
            shows=given["shows"].replace("\r\n", "\n"),
            file=kept,
            link=given.get("link", ""),
            note=given.get("note", "").replace("\r\n", "\n"),
            covers_from=given["covers_from"],
            covers_to=given["covers_to"],
        )

    def drop_unused(self, by: Person) -> None:
        """A file that was received and that no revision points at (a form sent twice) is erased again."""
        if self.received and not EvidenceRevision.objects.filter(file=self.received).exists():
            stored.erase(stored=self.received, by=by)


class CareForm(forms.Form):
    """Who looks after a piece of evidence, and until when it holds."""

    owner = forms.ChoiceField(
        label="Who looks after it?",
        error_messages={"required": "Choose who looks after it", "invalid_choice": "Choose somebody of the agency"},
    )
    review_on = DateField(
        label="When should it be looked at again?",
        help_text="They are reminded then. A year from now is usual.",
        missing="Enter the day of the next review",
        wrong=WRONG_DAY,
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in owners(agency)}
        self.fields["owner"].choices = [(pk, p.name) for pk, p in self.people.items()]  # type: ignore[attr-defined]

    @property
    def chosen_owner(self) -> Person:
        return self.people[self.cleaned_data["owner"]]

    def change(self, evidence: Evidence, by: Person) -> bool:
        try:
            actions.look_after(
                evidence=evidence, owner=self.chosen_owner, review_on=self.cleaned_data["review_on"], by=by
            )
        except Invalid as error:
            self.add_error(error.field, str(error))
            return False
        return True


class EvidenceForm(RevisionForm, CareForm):
    """A new piece of evidence."""

    def __init__(self, *args: Any, kind: str, agency: Agency, **kwargs: Any):
        super().__init__(*args, kind=kind, agency=agency, **kwargs)
        self.agency = agency
        self.order_fields(
            ["form_key", "title", kind, "shows", "covers_from", "covers_to", "owner", "review_on", "declared"]
        )

    def add(self, by: Person) -> Evidence | None:
        """The new evidence, or None with what was wrong beside its field."""
        try:
            return actions.add(
                agency=self.agency,
                told=self.told(by),
                owner=self.chosen_owner,
                review_on=self.cleaned_data["review_on"],
                by=by,
                form_key=self.cleaned_data["form_key"],
            )
        except Invalid as error:
            self.say(error)
        finally:
            self.drop_unused(by)
        return None


class ReviseForm(RevisionForm):
    """A newer revision. `version` is the number of the revision that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def revise(self, evidence: Evidence, by: Person) -> EvidenceRevision | None:
        """The new revision, or None with what was wrong beside its field. Raises Stale, and can be sent once more."""
        try:
            return actions.revise(evidence=evidence, told=self.told(by), expected=self.cleaned_data["version"], by=by)
        except Invalid as error:
            self.say(error)
        finally:
            self.drop_unused(by)
        return None

    def once_more(self, version: int, why: Stale) -> None:
        """What was typed stays, now beside the revision that came in between. A file has to be chosen again."""
        self.add_error(None, str(why))
        self.data = {**{name: self.data[name] for name in self.data}, "version": version}


class CiteForm(forms.Form):
    """Which revisions an answer cites. `shown` is what it cited when the page was made: only what somebody ticked or
    took away since then changes, so that two people at once undo nothing of each other's."""

    revisions = forms.MultipleChoiceField(
        label="Which evidence shows that the score is right?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The list has changed since you opened it. Choose again"},
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, choices: Sequence[Choice]):
        found = [revision for choice in choices for revision in (choice.revision, choice.newer) if revision]
        self.found = {str(revision.pk): revision for revision in found}
        self.cited = [str(choice.revision.pk) for choice in choices if choice.cited]
        super().__init__(data, initial={"revisions": self.cited, "shown": " ".join(self.cited)})
        field = self.fields["revisions"]
        newer = {str(choice.newer.pk) for choice in choices if choice.newer}
        field.choices = [  # type: ignore[attr-defined]
            (pk, f"{r.title} ({r.label}{_remark(r, newer)})") for pk, r in self.found.items()
        ]
        field.hints = {pk: r.shows for pk, r in self.found.items()}  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[EvidenceRevision]:
        ticked, shown = set(self.cleaned_data["revisions"]), set(self.cleaned_data["shown"].split())
        wanted = set(self.cited) - (shown - ticked) | (ticked - shown)
        return [revision for pk, revision in self.found.items() if pk in wanted]


def _remark(revision: EvidenceRevision, newer: Collection[str]) -> str:
    return ", withdrawn" if revision.withdrawn else ", the newest" if str(revision.pk) in newer else ""
