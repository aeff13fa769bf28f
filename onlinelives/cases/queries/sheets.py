"""What one assessment asks: the list of its day with the area's own items, page by page, and its fields by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Q

from onlinelives.cases.models import Assessment, KeptTaxonomy, LocalItem
from onlinelives.content import taxonomies
from onlinelives.content.taxonomy_shapes import Choice, Factor, Risk, Taxonomy

STATE, OFTEN, WHEN, IMPACT = "state", "often", "when", "impact"  # of a risk item
SOURCE, NOTE = "source", "note"  # of a factor, beside its state
TICKED = "ticked"  # of an entry in a list
YES, NOT_ASKED = "yes", "not_asked"


@dataclass(frozen=True)
class Asked:
    """One risk item as it is asked. `local`: the area added it."""

    id: str
    category: str
    label: str
    help: str
    asks_frequency: bool
    local: bool = False


@dataclass(frozen=True)
class Topic:
    """One page of an assessment. `words`: fields of typed text and the like, named as on Assessment."""

    code: str
    title: str
    about: str
    words: tuple[str, ...] = ()


IMAGES, FACTORS, GOOD, EFFECTS, WANTS = "images", "factors", "good", "effects", "wants"
TOPICS = (
    Topic("content", "Content", "What they see, read or are shown online."),
    Topic("contact", "Contact", "Who gets in touch with them, and what those people do."),
    Topic("conduct", "Conduct", "What they do online themselves, and how it goes for them."),
    Topic("commerce", "Commerce", "Money, buying, selling and scams, and the use of their details."),
    Topic(IMAGES, "Sharing intimate images", "Only where an intimate image of them has been shared.", ("images",)),
    Topic(FACTORS, "What makes life harder", "Each answer needs to say where it is known from."),
    Topic(
        "life",
        "Apps, devices and hours",
        "An ordinary day and night of theirs online.",
        ("apps", "devices", "phones", "hours", "night"),
    ),
    Topic(GOOD, "What goes well", "What life online gives them, and what protects them.", ("goes_well", "protective")),
    Topic(EFFECTS, "What it does to them", "How life online leaves them, as they or others notice.", ("effects",)),
    Topic(WANTS, "What they want, and your judgement", "In their words, then in yours.", ("wants", "judgement")),
)
CODES = tuple(topic.code for topic in TOPICS)


def topic(code: str) -> Topic:
    """Raises KeyError for a code that there is not."""
    return {each.code: each for each in TOPICS}[code]


@dataclass(frozen=True)
class Sheet:
    """Everything one assessment asks. Ids are those of the taxonomy, and `contact.local-12` for an item of the area."""

    taxonomy: Taxonomy
    risks: tuple[Asked, ...]

    @cached_property
    def category_of(self) -> dict[str, str]:
        """Risk id -> one of the four Cs, in the order in which it is shown."""
        return {risk.id: risk.category for risk in self.risks}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Id of a risk, a factor or an entry of a list -> what people read."""
        entries: Iterable[Risk | Factor | Choice] = (
            *self.taxonomy.risks,
            *self.taxonomy.factors,
            *self.taxonomy.choices,
        )
        return {entry.id: entry.label for entry in entries} | {risk.id: risk.label for risk in self.risks}

    def label(self, id_: str) -> str:
        """What people read for the id of a risk, a factor or an entry of a list."""
        return self.labels[id_]

    def risks_in(self, category: str) -> tuple[Asked, ...]:
        return tuple(risk for risk in self.risks if risk.category == category)

    def ticks_in(self, code: str) -> tuple[tuple[str, str, tuple[Choice, ...]], ...]:
        """The lists to tick on a page: (name, question, entries)."""
        images = self.taxonomy.image_sharing
        lists = {
            IMAGES: (
                ("reasons", "Why was it shared?", images.reasons),
                ("consequences", "What followed?", images.consequences),
            ),
            GOOD: (("positives", "What does life online give them?", self.taxonomy.impacts_positive),),
            EFFECTS: (("negatives", "What do you or they notice?", self.taxonomy.impacts_negative),),
        }
        return lists.get(code, ())

    def fields_of(self, code: str) -> tuple[str, ...]:
        """The name of every field on a page, in order."""
        risks = [f"{risk.id}-{part}" for risk in self.risks_in(code) for part in (STATE, OFTEN, WHEN, IMPACT)]
        factors = self.taxonomy.factors if code == FACTORS else ()
        told = [f"{factor.id}-{part}" for factor in factors for part in (STATE, SOURCE, NOTE)]
        ticks = [f"{each.id}-{TICKED}" for _, _, entries in self.ticks_in(code) for each in entries]
        return (*risks, *told, *ticks, *topic(code).words)


def sheet_of(assessment: Assessment) -> Sheet:
    """The sheet an assessment is, or was, filled in on."""
    then = assessment.begun_at
    local = LocalItem.objects.filter(Q(ended_at=None) | Q(ended_at__gt=then), began_at__lte=then)
    return _sheet(kept(assessment.taxonomy_id), local.filter(partnership=assessment.partnership_id))


def sheet_now(partnership_id: int) -> Sheet:
    """The sheet of an assessment that were begun now."""
    local = LocalItem.objects.filter(partnership=partnership_id, ended_at=None)
    return _sheet(taxonomies.load(), local)


@lru_cache(maxsize=8)
def kept(sha256: str) -> Taxonomy:
    """A taxonomy that assessments were made from."""
    now = taxonomies.load()
    return now if now.sha256 == sha256 else taxonomies.thaw(KeptTaxonomy.objects.get(pk=sha256).body)


def _sheet(taxonomy: Taxonomy, local: Iterable[LocalItem]) -> Sheet:
    own = [Asked(item.code, item.category, item.label, item.help, True, local=True) for item in local]
    given = [Asked(r.id, r.category, r.label, r.help, r.asks_frequency) for r in taxonomy.asked_now]
    order = [category.id for category in taxonomy.categories]
    return Sheet(taxonomy, tuple(sorted((*given, *own), key=lambda risk: order.index(risk.category))))


@dataclass(frozen=True)
class Standing:
    """How far one page is. `asked` of `items` have an answer, where it has items; `written`: something is typed or
    ticked."""

    topic: Topic
    items: int
    asked: int
    written: bool
    version: int = 0
    saved_by: Any = None
    saved_at: Any = None


def standing(sheet: Sheet, code: str, fields: Mapping[str, str], **saved: Any) -> Standing:
    """`fields`: what the page says."""
    states = [name for name in sheet.fields_of(code) if name.endswith(f"-{STATE}")]
    asked = sum(fields.get(name, NOT_ASKED) != NOT_ASKED for name in states)
    return Standing(topic(code), len(states), asked, bool(fields), **saved)
