"""What holds for every text and every record: nobody is left, nothing is lost, and it never breaks."""

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onlinelives.rules.deidentify import REPLACE, Known, Person, decide, draft
from onlinelives.rules.deidentify.folding import fold, one_edit_apart, words
from onlinelives.rules.deidentify.hits import Hit, settle
from onlinelives.rules.deidentify.near import ordinary
from onlinelives.rules.deidentify.pseudonyms import islands
from onlinelives.rules.deidentify.words import BEFORE_A_NICKNAME, GENERIC, PARTICLES, PARTICLES_INSIDE
from tests.rules.deidentify.measures import SETS

SCRIPTS = (
    "abdeghiklmnorstuyz",
    "aąćdeęłńóśźżñéüşğıț",
    "ابتحدرسعفقكلمنهويى",
    "абвгдежиклмнопрстух",
    "अआकखगजतदनपमरलसह",
    "אבגדהחטיכלמנסעפקרשת",
)
SAFE = ("the", "phone", "was", "on", "and", "then", "they", "went", "to", "school", "because", "it", "is", "late")
NOT_NAMES = PARTICLES | PARTICLES_INSIDE | BEFORE_A_NICKNAME | GENERIC


def a_name(script: str) -> st.SearchStrategy[str]:
    made = st.text(alphabet=script, min_size=4, max_size=9).map(str.title)
    return made.filter(lambda name: not ordinary(fold(name)) and fold(name) not in NOT_NAMES)


NAMES = st.sampled_from(SCRIPTS).flatmap(a_name)
FULL_NAMES = (
    st.sampled_from(SCRIPTS).flatmap(lambda script: st.lists(a_name(script), min_size=1, max_size=3)).map(" ".join)
)
SPELLINGS = st.sampled_from(
    (
        str,
        str.upper,
        str.lower,
        lambda name: name + "'s",
        lambda name: name + "\u2019s",
        lambda name: f"({name})",
        lambda name: name.replace(" ", "-"),
        lambda name: name.replace(" ", "  "),
        lambda name: name.split()[0],
        lambda name: name.split()[-1],
        lambda name: " ".join(reversed(name.split())),
        lambda name: f"Mr {name}",
    )
)


@st.composite
def texts_with_names(draw: st.DrawFn) -> tuple[str, Known]:
    """A text of ordinary words with the names of two people, a school and a handle in many spellings."""
    known = Known(
        people=(Person("young person", draw(FULL_NAMES)), Person("mother", draw(FULL_NAMES))),
        schools=(draw(NAMES) + " School",),
        handles=("zq_" + draw(st.text(alphabet="qxz09", min_size=3, max_size=6)),),
    )
    named = [person.name for person in known.people] + [known.schools[0], known.handles[0]]
    pieces = draw(
        st.lists(
            st.one_of(
                st.sampled_from(SAFE), st.builds(lambda how, name: how(name), SPELLINGS, st.sampled_from(named[:3]))
            ),
            min_size=1,
            max_size=14,
        )
    )
    return draw(st.sampled_from((" ", ", ", "\n"))).join([*pieces, named[3]]), known


def left(text: str, flagged: list[tuple[int, int]]) -> list[str]:
    """The folded words of a text outside pseudonyms and flags."""
    taken = [*islands(text), *flagged]
    return [word.folded for word in words(text) if not any(a <= word.start < b for a, b in taken)]


@settings(max_examples=150, deadline=None)
@given(texts_with_names())
def test_no_name_of_the_record_is_left(made: tuple[str, Known]) -> None:
    text, known = made
    drafted = draft(text, known)
    assert not drafted.failure
    people = {part for person in known.people for part in fold(person.name).split()}
    assert not set(left(drafted.text, [])) & people
    flags = [(flag.start, flag.end) for flag in draft(drafted.text, known).flags]
    assert fold(known.schools[0].split()[0]) not in left(drafted.text, flags)  # part of it may be flagged
    assert fold(known.handles[0]) not in fold(drafted.text)


@settings(max_examples=100, deadline=None)
@given(texts_with_names())
def test_drafting_again_changes_nothing(made: tuple[str, Known]) -> None:
    text, known = made
    once = draft(text, known)
    assert draft(once.texts, known).texts == once.texts


def test_drafting_the_marked_sentences_again_changes_nothing() -> None:
    for cases in SETS.values():
        for case in cases:
            once = draft([sentence.text for sentence in case.sentences], case.known)
            assert draft(once.texts, case.known).texts == once.texts, case.title


def test_a_draft_in_which_all_flags_were_replaced_has_none_when_drafted_again() -> None:
    for cases in SETS.values():
        for case in cases:
            made = draft([sentence.text for sentence in case.sentences], case.known)
            for flag in made.flags:
                made = decide(made, flag.number, REPLACE, reason="A name.", by="alice")
            assert [finding.original for finding in draft(made.texts, case.known).findings] == [], case.title


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(), max_size=3), st.lists(st.text(min_size=1).filter(words), max_size=4))
def test_it_never_breaks_and_offsets_always_fit(texts: list[str], names: list[str]) -> None:
    known = Known(
        people=tuple(Person("friend", name) for name in names),
        places=tuple(names[:1]),
        schools=tuple(names[1:2]),
        handles=tuple(names[2:3]),
        other=tuple(names[3:]),
    )
    made = draft([*texts, " ".join(names)], known)
    assert not made.failure
    for number, text in enumerate(made.originals):
        at = 0
        for finding in (finding for finding in made.findings if finding.text == number):
            assert at <= finding.start < finding.end <= len(text)
            assert text[finding.start : finding.end] == finding.original
            at = finding.end
    assert [finding.number for finding in made.findings] == list(range(len(made.findings)))


FORMS = st.sampled_from(
    (
        *(
            "Will",
            "may",
            "943 476 5919",
            "@x.y",
            "3rd of",
            "May 2026",
            "07700",
            "900123",
            "https://",
            "a@",
            "b.org",
            "is",
        ),
        *(
            "[date]",
            "Young person A",
            "Mother of",
            "A",
            "12",
            "/",
            "YX3",
            "4LB",
            "username",
            "'",
            "-",
            "14 Elm",
            "Road",
        ),
        *(".", "Big Ty", "_", "@", "big_ty"),
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FORMS, max_size=12), st.sampled_from((" ", "", ", ", ". ")))
def test_pieces_of_all_forms_together_never_break_it(pieces: list[str], between: str) -> None:
    known = Known(people=(Person("young person", "Will May", also=("Big Ty",)), Person("mother", "A Young")))
    made = draft(between.join(pieces), known)
    assert not made.failure


@given(FULL_NAMES, st.lists(SPELLINGS, min_size=2, max_size=5))
def test_one_person_is_one_pseudonym_in_all_texts(name: str, spellings: list) -> None:
    known = Known(people=(Person("worker", "Zzyzx"), Person("young person", name)))
    made = draft([f"then {how(name)} came" for how in spellings], known)
    assert {finding.proposal for finding in made.findings if finding.certain} == {"Young person A"}
    assert {re.sub(r"(['\u2019]s)|[()]", "", text) for text in made.texts} == {"then Young person A came"}


@given(
    st.text(alphabet=SCRIPTS[0], min_size=5, max_size=9),
    st.integers(0, 8),
    st.sampled_from(SCRIPTS[0]),
    st.sampled_from(("add", "drop", "change", "swap")),
)
def test_no_misspelling_by_one_letter_is_passed_over(name: str, at: int, letter: str, how: str) -> None:
    at = min(at, len(name) - 2)
    written = {
        "add": name[:at] + letter + name[at:],
        "drop": name[:at] + name[at + 1 :],
        "change": name[:at] + letter + name[at + 1 :],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }[how]
    assume(not ordinary(name) and not ordinary(written) and name not in NOT_NAMES and written not in NOT_NAMES)
    known = Known(people=(Person("young person", name.title()),))
    assert draft(f"So {written.title()} left.", known).text == "So Young person A left."
    (found,) = draft(f"so {written} left", known).findings
    assert found.proposal == "Young person A"


@given(st.text(max_size=40), st.text(max_size=40))
def test_folding_is_done_character_by_character(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


@given(st.text(alphabet="abc", max_size=5), st.text(alphabet="abc", max_size=5))
def test_one_edit_is_the_same_both_ways_and_is_what_it_says(a: str, b: str) -> None:
    edits = {a[:i] + a[i + 1 :] for i in range(len(a))}
    edits |= {a[:i] + letter + a[i + gone :] for i in range(len(a) + 1) for letter in "abc" for gone in (0, 1)}
    edits |= {a[:i] + a[i + 1] + a[i] + a[i + 2 :] for i in range(len(a) - 1)}
    assert one_edit_apart(a, b) == (b in edits - {a})
    assert one_edit_apart(a, b) == one_edit_apart(b, a)


SPANS = st.builds(
    lambda start, size, certain, which: Hit(start, start + size, "x", ("name", which), certain, ""),
    st.integers(0, 20),
    st.integers(1, 9),
    st.booleans(),
    st.sampled_from("abc"),
)


@given(st.lists(SPANS, max_size=8), st.sampled_from((0, 1, 4, 9, 13, 20, 24)))
def test_every_letter_that_any_layer_found_is_covered_once_and_pseudonyms_are_left(hits: list[Hit], at: int) -> None:
    # The pseudonym of before is one letter here.
    text = "abc de, fgh-ij klm. nop qrstuv wxyz"[:30]
    settled = settle(text, hits, [(at, at + 1)])
    covered = [place for hit in settled for place in range(hit.start, hit.end)]
    assert len(covered) == len(set(covered))
    assert at not in covered
    wanted = {place for hit in hits for place in range(hit.start, hit.end) if text[place : place + 1].isalnum()} - {at}
    assert wanted <= set(covered)
    sure = {place for hit in hits if hit.certain for place in range(hit.start, hit.end)} & wanted
    assert sure <= {place for hit in settled if hit.certain for place in range(hit.start, hit.end)}
