"""The engine: all layers over all texts of a draft, and one pseudonym for one person throughout."""

from collections.abc import Sequence
from dataclasses import replace

from onlinelives.rules.deidentify import dates, patterns, recorded, unusual, usernames
from onlinelives.rules.deidentify.drafts import Draft, Finding
from onlinelives.rules.deidentify.hits import Hit, settle
from onlinelives.rules.deidentify.pseudonyms import Pseudonyms, islands
from onlinelives.rules.deidentify.record import Known

FAILED = "The text could not be checked, so nothing of it is shown. Try a shorter or simpler text."


def draft(texts: str | Sequence[str], known: Known) -> Draft:
    """The draft of one text or several, with the pseudonyms of one draft. It never raises for any text.

    texts: as they are in the copy of the record. known: what the record knows; the more it holds, the more is found
    (97 per cent against 83 when it names nobody: notes on security, section 7). Drafting `Draft.texts` again changes
    nothing. Where the engine fails there is no text at all, and `ready` says no.
    """
    originals = (texts,) if isinstance(texts, str) else tuple(texts)
    try:
        return Draft(originals, _findings(originals, known))
    except Exception:  # noqa: BLE001  whatever it is, the text must not be shown as though it had been checked
        return Draft(originals, failure=FAILED)


def _findings(originals: Sequence[str], known: Known) -> tuple[Finding, ...]:
    index = recorded.index_of(known)
    settled = [(number, hit) for number, text in enumerate(originals) for hit in _hits(text, index)]
    pseudonyms = Pseudonyms(known)
    for certain in (True, False):  # flags after, so that a flag that is kept leaves no gap in the letters
        for _, hit in settled:
            if hit.certain == certain:
                pseudonyms.of(hit.subject)
    return tuple(
        _finding(place, number, hit, originals[number], pseudonyms) for place, (number, hit) in enumerate(settled)
    )


def _hits(text: str, index: recorded.Index) -> list[Hit]:
    layers = (recorded.found(text, index), patterns.found(text), dates.found(text), unusual.found(text))
    hits = [hit for layer in layers for hit in layer]
    names = [hit for hit in hits if hit.certain and hit.kind in recorded.NAMED]
    return settle(text, [*hits, *(_surer(text, hit, names) for hit in usernames.found(text))], islands(text))


def _surer(text: str, username: Hit, names: Sequence[Hit]) -> Hit:
    """What looks like a username is one if a name of the record stands in it: chi_chi_backup, amina2010."""
    holds = any(username.start <= name.start and name.end <= username.end for name in names)
    written = text[username.start : username.end]
    told = "_" in written or any(character.isdigit() for character in written)
    return replace(username, certain=True) if holds and told else username


def _finding(place: int, number: int, hit: Hit, text: str, pseudonyms: Pseudonyms) -> Finding:
    proposal = pseudonyms.of(hit.subject)
    return Finding(
        number=place,
        text=number,
        kind=hit.kind,
        start=hit.start,
        end=hit.end,
        original=text[hit.start : hit.end],
        replacement=proposal if hit.certain else None,
        certain=hit.certain,
        reason=hit.reason,
        proposal=proposal,
    )
