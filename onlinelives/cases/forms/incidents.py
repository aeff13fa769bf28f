"""The form about an incident."""

from typing import Any

from django import forms

from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.actions import incidents
from onlinelives.cases.actions.incidents import Told
from onlinelives.cases.forms.follow_ups import PlanFields
from onlinelives.cases.forms.saying import REASON, harm_types
from onlinelives.cases.models import RECIPIENTS, Incident, YoungPerson
from onlinelives.cases.queries import Group, Item
from onlinelives.rules.incidents import ABOUT_IMAGES, MAY_BE_ABUSE, is_about_images
from onlinelives.rules.risk import CATEGORIES
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.web.forms import DateField, OnceForm, SaysNo, one_of, several_of, typed_again, words
from onlinelives.web.jinja import day

TO_WHOM = [(name, words_[0].upper() + words_[1:]) for name, words_ in RECIPIENTS.items()]
WHAT = "What the incident was about"


class IncidentForm(SaysNo, OnceForm, PlanFields):
    """A new incident, with what is to be done next; or a correction of one, which leaves that aside."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    happened_on = DateField(
        label="When did it happen?",
        help_text="For example, 27 3 2026. It may be long ago. If you do not know the day, enter the first on which it "
        "may have been, and say so below.",
        missing="Enter the day on which it happened",
        wrong="Enter a real date, like 27 3 2026",
    )
    nothing_fits = forms.BooleanField(label="None of these fits", required=False)
    what_happened = words(
        "What happened?",
        "Say what happened",
        f"In words only, and never describe an intimate picture. {REASON}",
        rows=6,
    )
    who_was_told = words("Who was told?", hint="Who, when and by whom: parents, school, safeguarding lead.", rows=3)
    evidence_kept = words(
        "Who keeps the evidence?",
        hint="Such as messages or names of accounts: who keeps them, and where. Never a picture of a child.",
        rows=3,
    )
    report = one_of("Was it reported?", Incident.Report.choices, "Select whether it was reported")
    recipients = several_of("Who was it reported to?", TO_WHOM, "Leave this empty if it was not reported.")
    report_note = words(
        "Their reference, and what they answered", hint="Who exactly, the number they gave, and when.", rows=2
    )

    def __init__(self, data: Any, *, young_person: YoungPerson, incident: Incident | None, staff: list[Person]):
        self.young_person, self.incident = young_person, incident
        self.theirs: Incident | None = None
        chosen = set(incident.items.values_list("item", flat=True)) if incident else set()
        super().__init__(data, initial=_first(incident, chosen))
        self.offer(staff)
        self.groups = queries.grouped(_offered(young_person, chosen))
        for group in self.groups:
            self.fields[group.category.id] = _items(group)
        self.fields["harm"] = harm = harm_types()
        harm.required = True
        harm.error_messages["required"] = "Select one of the two kinds of harm, or both"
        if incident:
            for name in PlanFields.base_fields:
                del self.fields[name]
        self.order_fields(("form_key", "version", "happened_on", "harm", *CATEGORIES, "nothing_fits"))

    about_images, may_be_abuse = ABOUT_IMAGES, MAY_BE_ABUSE

    @property
    def stops(self) -> bool:
        """Whether something was chosen that may be about an intimate image."""
        return is_about_images(str(code) for group in self.groups for code in self._bound(group).value() or [])

    def opened(self) -> list[tuple[Group, Any, bool]]:
        """Each of the four Cs, its field, and whether it stands open: something is chosen there, or wrong."""
        fields = [(group, self._bound(group)) for group in self.groups]
        return [(group, bound, bool(bound.value() or bound.errors)) for group, bound in fields]

    def clean(self) -> None:
        chosen, nothing = self._chosen(), self.cleaned_data.get("nothing_fits")
        if not chosen and not nothing:
            self.add_error("nothing_fits", f"Select {WHAT.lower()}, or say that none fits")
        if chosen and nothing:
            self.add_error("nothing_fits", "You selected some, and that none fits. Change one of the two")
        if not self.incident:
            self.check_plan(wanted=False)

    def save(self, by: Person) -> Incident | None:
        """None with the reason on the form. When somebody else was faster, what was typed stays, and saving again puts
        it in the place of theirs, which stays to be read."""
        try:
            if self.incident is None:
                key = self.cleaned_data["form_key"]
                return incidents.write(
                    young_person=self.young_person, told=self._told(), planned=self.plan_if_any(), by=by, form_key=key
                )
            expected = self.cleaned_data["version"] or 0
            return incidents.correct(incident=self.incident, told=self._told(), expected=expected, by=by)
        except Changed as changed:
            self.theirs = changed.now
            self.add_error(None, "Somebody else has changed this incident meanwhile. Nothing of yours is lost.")
            typed_again(self, changed.now.version)
        except Invalid as error:
            self.say(error)
        return None

    def _bound(self, group: Group) -> Any:
        return self[group.category.id]

    def _chosen(self) -> frozenset[str]:
        return frozenset(code for name in CATEGORIES for code in self.cleaned_data.get(name, []))

    def _told(self) -> Told:
        said = self.cleaned_data
        return Told(
            happened_on=said["happened_on"],
            harm=frozenset(said["harm"]),
            items=self._chosen(),
            what_happened=said["what_happened"],
            who_was_told=said["who_was_told"],
            evidence_kept=said["evidence_kept"],
            report=said["report"],
            recipients=frozenset(said["recipients"]),
            report_note=said["report_note"],
        )


def _offered(young_person: YoungPerson, chosen: set[str]) -> list[Item]:
    """What may be chosen, and what is chosen already although it has been replaced since."""
    now = queries.items_to_choose(young_person.partnership_id)
    every = queries.every_item(young_person.partnership_id)
    return [item for code, item in every.items() if code in now or code in chosen]


def _items(group: Group) -> forms.MultipleChoiceField:
    field = several_of(group.category.meaning, [(item.code, _label(item)) for item in group.items])
    field.hints = {item.code: item.help for item in group.items}  # type: ignore[attr-defined]
    return field


def _label(item: Item) -> str:
    return f"{item.label} (in use until {day(item.until)})" if item.until else item.label


def _first(incident: Incident | None, chosen: set[str]) -> dict[str, Any]:
    if incident is None:
        return {}
    same = ("version", "happened_on", "what_happened", "who_was_told", "evidence_kept", "report", "report_note")
    return {
        **{name: getattr(incident, name) for name in same},
        **{c: [code for code in chosen if code.startswith(f"{c}.")] for c in CATEGORIES},
        "harm": incident.harm,
        "recipients": incident.recipients,
        "nothing_fits": not chosen,
    }
