"""Whoever the record names is found however the name is spelt, and nobody is replaced silently by an ordinary word."""

import pytest

from onlinelives.rules.deidentify import Known, Person, draft

AMINA = Known(
    people=(
        Person("young person", "Amina O'Hara-Yusuf", also=("Mimi", "Big Mo", "أمينة", "李曉嵐", "Амина")),
        Person("mother", "Zofia Łęcka"),
        Person("worker", "Siôn ap Rhisiart"),
        Person("father", "Abdul-Karim Yusuf"),
    ),
    places=("Upper Tarnwick", "Rose Green"),
    schools=("St Ombrec's Academy", "Hope Dell School"),
    handles=("@mimi.x_07",),
    other=("Tarnwick Tigers FC",),
)

# What is written -> what stands there afterwards.
SPELT = [
    ("Then Amina came.", "Then Young person A came."),
    ("Then amina came.", "Then Young person A came."),
    ("AMINA CAME.", "Young person A CAME."),
    ("Then Amína came.", "Then Young person A came."),
    ("Then A\u00admi\u200bna came.", "Then Young person A came."),
    ("It is Amina's.", "It is Young person A's."),
    ("It is Amina\u2019s.", "It is Young person A\u2019s."),
    ("It is Aminas.", "It is Young person A."),
    ("Then Amina O'Hara-Yusuf came.", "Then Young person A came."),
    ("Then Amina OHara Yusuf came.", "Then Young person A came."),
    ("Then Amina Ohara came.", "Then Young person A came."),
    ("Then Amina\nYusuf came.", "Then Young person A came."),
    ("Then O\u2019Hara-Yusuf, Amina came.", "Then Young person A came."),
    ("Then A. O'Hara-Yusuf came.", "Then Young person A came."),
    ("Then A O'Hara Yusuf came.", "Then Young person A came."),
    ("Then Amina Y came.", "Then Young person A came."),
    ("Then AminaYusuf came.", "Then Young person A came."),
    ("Then Miss Amina came.", "Then Young person A came."),
    ("Then Mimi came.", "Then Young person A came."),
    ("Then big mo came.", "Then Young person A came."),
    ("Then Amnia came.", "Then Young person A came."),
    ("Then Aminah came.", "Then Young person A came."),
    ("Then Amna came.", "Then Young person A came."),
    ("قالت أمينة", "قالت Young person A"),
    ("قالت امينة", "قالت Young person A"),
    ("قالت أَمِينَة", "قالت Young person A"),
    ("قالت لأمينة", "قالت Young person A"),
    ("我见李曉嵐了", "我见Young person A了"),
    ("Then Амину came.", "Then Young person A came."),
    ("Then teamamina came.", None),  # holds the name: flagged
    ("It is a Yusuf thing.", "It is a Name A thing."),  # no initial
    ("Then Zofia Lecka came.", "Then Mother of A came."),
    ("Then ŁĘCKA came.", "Then Mother of A came."),
    ("Then Sion ap Rhisiart came.", "Then Worker A came."),
    ("Then Abdul Karim came.", "Then Father of A came."),
    ("Then Abdulkarim came.", "Then Father of A came."),
    ("Then Yusuf came.", "Then Name A came."),  # two people have it
    ("Mr. Yusuf came.", "Name A came."),
    ("Near Upper Tarnwick.", "Near Place A."),
    ("Near Tarnwick.", "Near Place A."),
    ("Near rose green.", None),
    ("At St Ombrec's.", "At School A."),
    ("At St. Ombrecs Academy.", "At School A."),
    ("At Ombrec.", "At School A."),
    ("At Hope Dell School.", "At School A."),
    ("Write to mimi.x_07 today.", "Write to Username A today."),
    ("Write to @MIMI.X_07.", "Write to Username A."),
    ("He plays for tarnwick tigers FC.", "He plays for Detail A."),
]


@pytest.mark.parametrize(("written", "wanted"), SPELT)
def test_a_name_is_replaced_however_it_is_spelt(written: str, wanted: str | None) -> None:
    made = draft(written, AMINA)
    assert not made.failure
    if wanted is None:
        assert made.text == written
        assert made.flags
    else:
        assert made.text == wanted


@pytest.mark.parametrize(
    "written",
    [
        "The animal was fed.",
        "She is in a stamina class.",  # the name is inside a word: flagged, not replaced
        "It was up to the park to open.",
        "The green house was big.",
        "The upper floor is closed.",
        "I hope that the park is open.",
    ],
)
def test_other_words_are_not_replaced(written: str) -> None:
    assert draft(written, AMINA).text == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Kofi", "Kofis"),
        ("أمل", "لأمل"),
        ("أمل", "والأمل"),
        ("منى", "مني"),
        ("שרה", "ושרה"),
        ("Оксана", "Оксаной"),
        ("Ганна", "Ганни"),
        ("Alkhatib", "Al-Khatib"),
        ("OHara", "O'Hara"),
        ("McGinty", "Mc Ginty"),
        ("Shafiqul Talukdar", "Shafiqal Talukder"),  # two words, each misspelt, are still one person
    ],
)
def test_endings_joins_and_gaps_do_not_hide_a_name(name: str, written: str) -> None:
    known = Known(people=(Person("young person", name),))
    assert draft(f"So it was {written} again.", known).text == "So it was Young person A again."


@pytest.mark.parametrize(("name", "written"), [("To Day", "today"), ("Asif", "as if")])
def test_names_joined_or_parted_do_not_become_ordinary_words(name: str, written: str) -> None:
    known = Known(people=(Person("friend", name),))
    assert draft(f"So it was {written} again.", known).findings == ()


@pytest.mark.parametrize(
    ("written", "proposal"), [("ty", "Friend A"), ("tarnwick", "Place A"), ("ombrec", "School A"), ("upper", None)]
)
def test_short_names_and_parts_of_places_are_only_flagged_in_small_letters(written: str, proposal: str | None) -> None:
    known = Known(people=(Person("friend", "Ty"),), places=("Upper Tarnwick",), schools=("St Ombrec's Academy",))
    made = draft(f"So it was {written} again.", known)
    assert made.text == f"So it was {written} again."
    assert [flag.proposal for flag in made.flags] == ([proposal] if proposal else [])


WORDS = Known(
    people=(
        Person("young person", "May Hope"),
        Person("brother", "Will Hope"),
        Person("friend", "He Long"),
        Person("worker", "Grace Young"),
    )
)


@pytest.mark.parametrize(
    ("written", "wanted", "flagged"),
    [
        ("So she may come.", "So she may come.", ["may"]),
        ("So May may come.", "So Young person A may come.", ["may"]),
        ("He will come with Will.", "He will come with Brother of A.", ["He", "will"]),
        ("May came.", "Young person A came.", []),
        ("We saw may hope there.", "We saw may hope there.", ["may hope"]),
        ("It is Will's bike.", "It is Brother of A's bike.", []),
        ("It was in May 2024.", "It was in [date].", []),
        ("On the 3rd of May she fell.", "On [date] she fell.", []),
        ("By the grace of her gran.", "By the grace of her gran.", ["grace"]),
        ("We met Grace.", "We met Worker A.", []),
        ("There he met He.", "There he met Friend A.", []),
        ("So he ran for so long.", "So he ran for so long.", []),
        ("She hopes it works.", "She hopes it works.", []),
        ("A Young person spoke.", "A Worker A person spoke.", []),
    ],
)
def test_a_name_that_is_an_ordinary_word_is_replaced_with_a_capital_and_flagged_without(
    written: str, wanted: str, flagged: list[str]
) -> None:
    made = draft(written, WORDS)
    assert not made.failure
    assert made.text == wanted
    assert [finding.original for finding in made.flags] == flagged


@pytest.mark.parametrize("name", ["Ben Abdul", "Van Do", "Les Young", "Di Little", "Ash San"])
def test_first_and_last_names_that_are_small_words_elsewhere_name_their_person(name: str) -> None:
    known = Known(people=(Person("young person", name),))
    for part in name.split():
        assert draft(f"We met {part} there.", known).text == "We met Young person A there."


def test_small_words_inside_a_name_and_before_a_nickname_name_nobody() -> None:
    known = Known(people=(Person("young person", "Tomos ap Huw ben Ali", also=("Big Ty", "Al-Amin")),))
    written = "A big van and an old app, al fresco, all by big Ben."
    assert draft(written, known).text == written


@pytest.mark.parametrize("misspelt", ["Kasimr", "Kasi", "Kazim", "Kaism", "Kasiim"])
def test_one_letter_wrong_is_still_the_same_person(misspelt: str) -> None:
    known = Known(people=(Person("young person", "Kasim"),))
    assert draft(f"Then {misspelt} came.", known).text == "Then Young person A came."


@pytest.mark.parametrize(("name", "short"), [("Jayden", "jay"), ("Kasim", "Kas"), ("Frances", "Fran")])
def test_the_beginning_of_a_name_may_be_short_for_it(name: str, short: str) -> None:
    made = draft(f"So it was {short} again.", Known(people=(Person("friend", name),)))
    assert [(flag.original, flag.proposal) for flag in made.flags] == [(short, "Friend A")]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("It is kasim_backup now.", "It is Username A now."),
        ("It is x_kasim_2 now.", "It is Username A now."),
        ("It is kasim.2011x now.", "It is Username A now."),
        ("He left.Kasim stayed.", "He left.Young person A stayed."),
    ],
)
def test_a_name_inside_a_username_takes_the_whole_of_it(written: str, wanted: str) -> None:
    assert draft(written, Known(people=(Person("young person", "Kasim"),))).text == wanted


@pytest.mark.parametrize("other", ["Kaz", "Kassam", "Rashid"])
def test_two_letters_wrong_are_somebody_else_and_flagged(other: str) -> None:
    known = Known(people=(Person("young person", "Kasim"),))
    made = draft(f"Then {other} came.", known)
    assert made.text == f"Then {other} came."
    assert [finding.original for finding in made.flags] == [other]


def test_a_misspelling_in_small_letters_is_only_flagged() -> None:
    known = Known(people=(Person("young person", "Kasim"),))
    made = draft("then kazim came", known)
    assert [(flag.original, flag.proposal) for flag in made.flags] == [("kazim", "Young person A")]


def test_short_names_are_not_looked_for_with_a_letter_wrong() -> None:
    known = Known(people=(Person("young person", "Ali"),))
    assert draft("He ate all of it and was ill.", known).findings == ()


def test_initials_are_flagged_and_only_in_capitals() -> None:
    known = Known(people=(Person("young person", "Kasim Durrani"),))
    for written in ("So KD left.", "So K.D. left.", "So K. D. left."):
        assert [flag.reason for flag in draft(written, known).flags] == [
            "These may be the initials of somebody in the record."
        ], written
    assert draft("So kd left.", known).flags == ()


@pytest.mark.parametrize(
    ("role", "name", "message"),
    [("mum", "Amina", "not a role"), ("mother", "  ", "without letters"), ("mother", "\u0640", "without letters")],
)
def test_a_person_needs_a_role_of_the_list_and_a_name(role: str, name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Person(role, name)


def test_the_record_refuses_what_could_not_be_looked_for() -> None:
    with pytest.raises(ValueError, match="schools holds a text without letters"):
        Known(schools=("Elm School", "-"))
    with pytest.raises(ValueError, match="places must be several texts"):
        Known(places="Tarnwick")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="also must be several texts"):
        Person("mother", "Amina", also="Mimi")  # type: ignore[arg-type]


def test_names_stay_out_of_what_is_logged() -> None:
    assert "Amina" not in repr(AMINA)
    assert "Tarnwick" not in repr(AMINA)
    assert "Amina" not in repr(draft("Then Amina and Kofi came to Tarnwick.", AMINA))
