"""What an author still has to do before a second person can be asked, and what stands in the way of an approval."""

from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.cases.models import AskedFlag, CaseStudy, StudyAsk, StudyForesight, StudyText
from onlinelives.cases.queries.study_counts import Rare, rare_combinations
from onlinelives.cases.queries.study_drafts import Standing, draft_of, standing, text_now
from onlinelives.cases.queries.study_features import Told
from onlinelives.rules import deidentify
from onlinelives.rules.deidentify import Draft
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.web.words import plural

COURT = "A court still deals with this case. Wait until it has ended, then look again."


@dataclass(frozen=True)
class Checked:
    """All that is known of a case study at this moment. features: in no order."""

    text: StudyText
    draft: Draft
    features: list[Told]
    rare: list[Rare]
    foresight: StudyForesight | None

    @property
    def in_the_way(self) -> dict[str, str]:
        """Step -> why nobody can be asked yet. Steps that are done are not there; empty when all are."""
        flags = len(self.draft.flags)
        unexplained = sum(not each.reason for each in self.rare)
        found = {
            "text": "" if all(self.text.parts) else "Write the title, what it is to teach, and what happened.",
            "flags": self.draft.failure or (f"{plural(flags, 'flag is', 'flags are')} still open." if flags else ""),
            "rare": f"{plural(unexplained, 'rare combination')} to change or explain." if unexplained else "",
            "foresee": _foreseen(self.foresight),
        }
        return {step: why for step, why in found.items() if why}


def features_of(study: CaseStudy) -> list[Told]:
    return [Told(each.kind, each.code) for each in study.features.all()]


def foresight_of(text: StudyText) -> StudyForesight | None:
    """What its author answered for this text."""
    return text.foresight if hasattr(text, "foresight") else None


def checked(study: CaseStudy) -> Checked:
    """The draft, the counts and the answers as they are now."""
    text, features = text_now(study), features_of(study)
    return Checked(text, draft_of(study, text), features, rare_combinations(study, features), foresight_of(text))


def may_ask(study: CaseStudy, now: Checked) -> Verdict:
    """Whether a second person can be asked about the case study as it is."""
    reasons = list(now.in_the_way.values())
    if not study.nicknames_asked:
        reasons.insert(0, "Say which nicknames there are, or that there are none.")
    return Denied(" ".join(reasons)) if reasons else Allowed()


def may_approve(ask: StudyAsk, study: CaseStudy, by: Person) -> Verdict:
    """Whether what was asked about can be approved now by this person. Everything is made anew and compared: it fails
    closed where the record, the text or the counts are no longer those of the day on which they were asked."""
    flags = list(ask.flags.all())
    left = sum(not flag.verdict for flag in flags)
    if left:
        return Denied(f"Decide {plural(left, 'flag')} first.")
    if any(flag.verdict == AskedFlag.Verdict.NOT for flag in flags):
        return Denied("You do not agree with a flag. Send the case study back, so that its author changes it.")
    now = checked(study)
    if now.text.pk != ask.text_id or now.draft.texts != ask.parts or standing(now.draft) != _asked(flags):
        return Denied("What is known of the case has changed since you were asked. Send it back to be checked again.")
    ready = deidentify.ready(now.draft, str(study.author_id), str(by.pk))
    if not ready:
        return ready
    return Denied(" ".join(("Send it back:", *now.in_the_way.values()))) if now.in_the_way else may_ask(study, now)


def _asked(flags: list[AskedFlag]) -> list[Standing]:
    return [Standing(flag.part, flag.start, flag.end, flag.kept, flag.why) for flag in flags]


def _foreseen(foresight: StudyForesight | None) -> str:
    if foresight is None:
        return "Say who could recognise the young person in this text."
    return COURT if foresight.court == StudyForesight.YES else ""
