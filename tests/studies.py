"""Case studies, written, checked and asked about through the ordinary actions."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import case_studies, referrals, study_approvals, study_checks
from onlinelives.cases.actions.case_studies import Words
from onlinelives.cases.actions.study_checks import Named, Place
from onlinelives.cases.models import FORESIGHT, ApprovedStudy, CaseStudy, StudyAsk, YoungPerson
from onlinelives.cases.queries import Told, drafted, features_of, rare_combinations
from onlinelives.cases.queries.studies import study_for
from onlinelives.rules.deidentify import REPLACE
from onlinelives.trail import clock
from tests.practice import Practice
from tests.world import World, again

TEACHES = "A clean phone proves nothing."
# One flag (Kofi), and Tariq, whom the record knows.
NARRATIVE = "Tariq talked to somebody online.\nHe then met Kofi in a park."
WHY = "This was said with care."
ANSWERS = dict.fromkeys(FORESIGHT, ("no", WHY))
Spot = tuple[int, int, int]


def begin(young_person: YoungPerson, by: Person, features: Iterable[Told] = ()) -> CaseStudy:
    return case_studies.begin(young_person=young_person, teaches=TEACHES, features=features, by=by)


def now(study: CaseStudy) -> CaseStudy:
    """As its author's next page would fetch it."""
    return study_for(again(study.author), study.young_person.reference, str(study.pk))


def write(study: CaseStudy, narrative: str = NARRATIVE, title: str = "A meeting in the park") -> CaseStudy:
    words = Words(title, TEACHES, narrative)
    return case_studies.write(study=study, words=words, expected=now(study).version, by=study.author)


def decide(study: CaseStudy, spot: Spot, choice: str = REPLACE, reason: str = WHY) -> CaseStudy:
    place, version = Place(*spot), now(study).version
    return study_checks.decide(
        study=study, place=place, choice=choice, reason=reason, expected=version, by=study.author
    )


def open_flags(study: CaseStudy) -> dict[str, Spot]:
    """Words -> where they stand last, of every flag that nobody has decided."""
    return {each.original: (each.text, each.start, each.end) for each in drafted(now(study)).draft.flags}


def check(study: CaseStudy, choice: str = REPLACE) -> CaseStudy:
    """Everything an author does before a second person can be asked."""
    by = study.author
    study_checks.say_nicknames(study=study, nicknames="", expected=now(study).version, by=by)
    for flag in drafted(now(study)).draft.flags:
        decide(study, (flag.text, flag.start, flag.end), choice)
    for rare in rare_combinations(now(study), features_of(now(study))):
        expected = now(study).version
        study_checks.explain(study=study, combination=rare.key, reason=WHY, expected=expected, by=by)
    study_checks.foresee(study=study, answers=ANSWERS, expected=now(study).version, by=by)
    return now(study)


def ask(study: CaseStudy, person: Person, **more: Any) -> StudyAsk:
    version = now(study).version
    return study_approvals.ask(study=study, person=person, expected=version, by=study.author, **more)


def fresh(asked: StudyAsk) -> StudyAsk:
    return StudyAsk.objects.get(pk=asked.pk)


def agree(asked: StudyAsk, by: Person) -> None:
    """With every flag, one by one."""
    for flag in asked.flags.all():
        expected = fresh(asked).version
        study_approvals.judge(ask=asked, number=flag.number, verdict="agree", reason="", expected=expected, by=by)


def approve(asked: StudyAsk, by: Person, **more: Any) -> ApprovedStudy:
    review_by = clock.today() + timedelta(days=365)
    told = {"tried": "I searched and found nobody.", "review_by": review_by, "expected": fresh(asked).version, **more}
    return study_approvals.approve(ask=asked, by=by, **told)


class Studies:
    """Tariq's record in Elmfield, of which Alice writes case studies; Charlie of Harbour is the second person."""

    def __init__(self, world: World, practice: Practice | None = None):
        self.world, self.practice = world, practice or Practice(world)
        self.alice, self.charlie = again(world.alice), again(world.charlie)

    def decided(self) -> None:
        """Tariq's referral is known to have been about life online, and decided."""
        referrals.decide(
            referral=self.practice.referral, outcome="early_help", reason=WHY, influences=[], expected=1, by=self.alice
        )

    def draft(self, features: Iterable[Told] = ()) -> CaseStudy:
        return begin(self.practice.tariq, self.alice, features)

    def decided_draft(self) -> CaseStudy:
        """With one tick, which is rare: nobody else was decided so."""
        self.decided()
        return self.draft([Told("outcome", "early_help")])

    def named(self) -> CaseStudy:
        """Everything there is to do on it: a tick that is rare, an open flag, a name that was added."""
        study = write(self.decided_draft())
        named = Named("place", "", "Otterbank")
        study_checks.add_name(study=study, named=named, expected=now(study).version, by=self.alice)
        return study

    def written(self) -> CaseStudy:
        return write(self.draft())

    def checked(self) -> CaseStudy:
        return check(self.written())

    def asked(self) -> StudyAsk:
        return ask(self.checked(), self.charlie)

    def agreed(self) -> StudyAsk:
        asked = self.asked()
        agree(asked, self.charlie)
        return asked

    def approved(self) -> ApprovedStudy:
        return approve(self.agreed(), self.charlie)

    def approved_study(self) -> CaseStudy:
        return self.approved().source.ask.study
