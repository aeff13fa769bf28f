"""What is counted, in which cuts, and that whoever subtracts one published figure from another finds nobody."""

import random
from itertools import product

import pytest

from onlinelives.rules.counting import (
    AGES,
    ASSESSED,
    BY_CODE,
    CATALOGUE,
    HARM,
    ONLINE,
    REFERRED,
    SUPPORT,
    WHOLE,
    WORDS,
    Assessed,
    Counting,
    Part,
    Referred,
    age_band,
    harm,
    parts_of_assessed,
    parts_of_referred,
    support,
)
from onlinelives.rules.disclosure import Cell, Published, Refused, Released, Settings, publish
from onlinelives.rules.risk import CATEGORIES
from onlinelives.rules.sheets import ALL, Sheet, laid_out

UNITS = {"2026-Q1": ("elmfield", "harbour"), "2026-Q2": ("elmfield", "harbour", "late")}
ITEMS = ("contact.grooming", "contact.bullying")
SIX = Settings(fewest=6)


def person(**said: str) -> Referred:
    first = {"agency": "elmfield", "quarter": "2026-Q1", "age": "age.11_13", "online": "online.reason"}
    return Referred(**{**first, "harm": "harm.both", "support": "support.needed_online", **said})


def released(parts: tuple[Part, ...], counting: Counting, ledger: Released) -> tuple[dict[str, Published], Released]:
    """As the action does it."""
    found = {}
    for part in parts:
        found[part.code] = publish(
            part.table,
            SIX,
            period="2026",
            definition=counting.definition,
            population=part.population,
            against=ledger,
        )
        ledger = ledger.plus(found[part.code])
    return found, ledger


def shown(sheet: Sheet) -> list[list[object]]:
    return [[line.code, *("?" if cell.hidden else cell.number for cell in line.cells)] for line in sheet.lines]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (None, "age.not_known"),
        (0, "age.under_11"),
        (10, "age.under_11"),
        (11, "age.11_13"),
        (13, "age.11_13"),
        (14, "age.14_15"),
        (15, "age.14_15"),
        (16, "age.16_17"),
        (17, "age.16_17"),
        (18, "age.18"),
        (25, "age.18"),
    ],
)
def test_age_bands(age: int | None, band: str) -> None:
    assert age_band(age) == band


def test_every_combination_of_harm_and_support_has_one_place() -> None:
    assert {harm(online=o, dependent=d, enabled=e) for o, d, e in product((True, False), repeat=3)} == set(HARM)
    assert harm(online=False, dependent=True, enabled=True) == "harm.not_online"
    assert harm(online=True, dependent=False, enabled=False) == "harm.not_said"
    answers = product(("yes", "no", "not_known"), (True, False))
    assert {support(answer=answer, online=online) for answer, online in answers} == set(SUPPORT)


def test_the_catalogue_is_fixed_and_every_code_has_its_words() -> None:
    assert [counting.code for counting in CATALOGUE] == [
        *("harm-age", "harm-quarter", "harm-agency", "online-age", "online-quarter", "online-agency"),
        *("support-age", "support-quarter", "support-agency", "age-quarter", "age-agency", "four-cs"),
        *("items-content", "items-contact", "items-conduct", "items-commerce"),
    ]
    assert set(WORDS) == {*AGES, *HARM, *ONLINE, *SUPPORT}
    assert all(counting.statements and counting.meaning for counting in CATALOGUE)


def test_the_words_by_which_the_ledger_knows_a_figure_never_change() -> None:
    """With other words a new table would be held against none of those that are out."""
    assert REFERRED == (
        "Young people first referred to an agency of the area in the period, each counted once, at the agency that "
        "holds their record"
    )
    assert ASSESSED == (
        "Young people whose first online-life assessment was finished in the period, each counted once, at the agency "
        "that holds their record"
    )
    assert {counting.definition for counting in CATALOGUE} == {REFERRED, ASSESSED}
    assert (AGES, HARM, ONLINE, SUPPORT) == (
        ("age.under_11", "age.11_13", "age.14_15", "age.16_17", "age.18", "age.not_known"),
        ("harm.dependent", "harm.enabled", "harm.both", "harm.not_said", "harm.not_online"),
        ("online.reason", "online.known", "online.later", "online.none", "online.not_asked"),
        ("support.needed_online", "support.needed", "support.not_needed", "support.not_known"),
    )


class TestReferred:
    def test_by_age_is_one_table(self) -> None:
        people = [person(), person(age="age.16_17"), person(harm="harm.enabled")]
        (part,) = parts_of_referred(BY_CODE["harm-age"], people, UNITS)
        assert part.table.frame.rows == HARM
        assert part.table.counts[0] == (0,) * 6
        assert part.table.counts[1] == (0, 1, 0, 0, 0, 0)
        assert part.table.counts[2] == (0, 1, 0, 1, 0, 0)
        assert len(part.population) == 5

    def test_by_quarter_has_a_column_for_each(self) -> None:
        people = [person(), person(quarter="2026-Q2", agency="late")]
        (part,) = parts_of_referred(BY_CODE["online-quarter"], people, UNITS)
        assert (part.table.frame.rows, part.table.frame.columns) == (ONLINE, ("2026-Q1", "2026-Q2"))
        assert part.table.counts == ((1, 1), *[(0, 0)] * 4)

    def test_by_agency_has_a_row_for_each(self) -> None:
        (part,) = parts_of_referred(BY_CODE["age-agency"], [person(quarter="2026-Q2", agency="late")], UNITS)
        assert (part.table.frame.rows, part.table.frame.columns) == (("elmfield", "harbour", "late"), AGES)
        assert part.table.counts[2] == (0, 1, 0, 0, 0, 0)

    def test_one_quarter_or_one_agency_is_a_list(self) -> None:
        for code in ("harm-quarter", "harm-agency"):
            (part,) = parts_of_referred(BY_CODE[code], [person()], {"2026-Q1": ("elmfield",)})
            assert (part.table.frame.rows, part.table.frame.columns) == (HARM, ())

    @pytest.mark.parametrize("said", [{"quarter": "2025-Q4"}, {"agency": "late"}])
    def test_nobody_is_counted_outside_the_population(self, said: dict[str, str]) -> None:
        with pytest.raises(ValueError, match="outside"):
            parts_of_referred(BY_CODE["harm-quarter"], [person(**said)], UNITS)


class TestAssessed:
    PEOPLE = (
        *[Assessed("elmfield", "2026-Q1", frozenset({"contact.grooming", "content.gore"}))] * 2,
        Assessed("harbour", "2026-Q2", frozenset({"contact.bullying"})),
        Assessed("harbour", "2026-Q2", frozenset()),
    )

    def test_a_young_person_counts_once_under_each_c(self) -> None:
        parts = parts_of_assessed(BY_CODE["four-cs"], self.PEOPLE, UNITS, ())
        assert [part.code for part in parts] == list(CATEGORIES)
        assert [part.table.counts for part in parts] == [((2,), (2,)), ((3,), (1,)), ((0,), (4,)), ((0,), (4,))]

    def test_an_item_is_counted_beside_what_is_left_of_its_c(self) -> None:
        parts = parts_of_assessed(BY_CODE["items-contact"], self.PEOPLE, UNITS, ITEMS)
        assert [part.table.counts for part in parts] == [((3,), (1,)), ((2,), (1,), (1,)), ((1,), (2,), (1,))]
        assert parts[0].table.frame.rows == ("contact.yes", "contact.none")
        assert parts[1].table.frame.rows == ("contact.grooming", "contact.grooming.other", "contact.none")

    def test_nobody_is_counted_outside_the_population(self) -> None:
        with pytest.raises(ValueError, match="outside"):
            parts_of_assessed(BY_CODE["four-cs"], [Assessed("late", "2026-Q1", frozenset())], UNITS, ())


class TestPublished:
    def test_the_sheet_has_everybody_last_and_hides_what_is_small(self) -> None:
        people = [person()] * 9 + [person(quarter="2026-Q2")] * 8 + [person(online="online.none")] * 7
        people += [person(online="online.none", quarter="2026-Q2")] * 20
        for online, first, second in (("known", 2, 3), ("later", 4, 2), ("not_asked", 5, 5)):
            people += [person(online=f"online.{online}")] * first
            people += [person(online=f"online.{online}", quarter="2026-Q2")] * second
        counting = BY_CODE["online-quarter"]
        sheet = laid_out(counting, released(parts_of_referred(counting, people, UNITS), counting, Released())[0])
        assert sheet.columns == ("2026-Q1", "2026-Q2", ALL)
        assert [line.code for line in sheet.lines] == [*ONLINE, ALL]
        assert shown(sheet)[0] == ["online.reason", 9, 8, 17]
        assert shown(sheet)[3] == ["online.none", 7, 20, 27]
        assert shown(sheet)[1] == ["online.known", "?", "?", "?"]
        assert shown(sheet)[4] == ["online.not_asked", "?", "?", 10]
        assert shown(sheet)[5] == [ALL, 27, 38, 65]
        assert [code for code, _ in sheet.main] == list(ONLINE)
        assert sheet.main[0][1] is sheet.lines[0].cells[2]

    def test_the_chart_of_agencies_shows_what_is_counted_and_not_the_agencies(self) -> None:
        counting = BY_CODE["harm-agency"]
        people = [person(agency=a, harm=h, quarter="2026-Q2") for a in UNITS["2026-Q2"] for h in HARM for _ in range(9)]
        sheet = laid_out(counting, released(parts_of_referred(counting, people, UNITS), counting, Released())[0])
        assert sheet.main[2] == ("harm.both", Cell(27))
        assert [line.code for line in sheet.lines] == [*UNITS["2026-Q2"], ALL]
        assert [code for code, _ in sheet.main] == list(HARM)

    def test_the_sheets_of_assessments_have_each_c_or_item_and_everybody(self) -> None:
        told = []
        for code in ("four-cs", "items-contact"):
            parts = parts_of_assessed(BY_CODE[code], TestAssessed.PEOPLE * 10, UNITS, ITEMS)
            sheet = laid_out(BY_CODE[code], released(parts, BY_CODE[code], Released())[0])
            assert sheet.columns == (ALL,)
            assert [line.code for line in sheet.lines] == [*(code for code, _ in sheet.main), ALL]
            told.append(shown(sheet))
        assert told[0] == [["content", 20], ["contact", 30], ["conduct", "?"], ["commerce", "?"], [ALL, 40]]
        assert told[1] == [["contact", 30], ["contact.grooming", 20], ["contact.bullying", 10], [ALL, 40]]

    def test_every_table_of_a_stretch_can_be_published_and_none_gives_a_small_number_away(self) -> None:
        """Over invented areas, every table after the others. Whoever takes what is shown of a row or column from its
        total never finds a small number."""
        rng = random.Random(20261121)
        refused = 0
        for size in (10, 30, 60, 120, 400) * 2:
            people = [
                person(
                    agency=rng.choice(UNITS["2026-Q1"]),
                    quarter=rng.choice(list(UNITS)),
                    online=rng.choice(ONLINE[:3]),
                    harm=rng.choice(HARM[: rng.randint(2, 5)]),
                    age=rng.choice(AGES[1:]),
                )
                for _ in range(size)
            ]
            ledger = Released()
            codes = [counting.code for counting in CATALOGUE if counting.by]
            for code in rng.sample(codes, len(codes)):
                parts = parts_of_referred(BY_CODE[code], people, UNITS)
                try:
                    found, ledger = released(parts, BY_CODE[code], ledger)
                except Refused:
                    refused += 1
                    continue
                grid, true = found[WHOLE].grid, parts[0].table.numbers()
                lines = [[(place, n) for n in range(len(grid[0]))] for place in range(len(grid))]
                for line in (*lines, *map(list, zip(*lines, strict=True))):
                    hidden = [place for place in line if grid[place[0]][place[1]].hidden]
                    assert len(hidden) != 1 or true[hidden[0]] >= SIX.fewest
                    assert all(not SIX.small(true[place]) for place in set(line) - set(hidden))
        assert refused <= 2  # of 110

    def test_an_item_that_is_nearly_its_whole_c_is_not_told_apart_from_it(self) -> None:
        """12 had contact, 10 of them grooming: 2 had something else, which the two tables together must not say."""
        people = [Assessed("elmfield", "2026-Q1", frozenset({"contact.grooming"}))] * 10
        people += [Assessed("elmfield", "2026-Q1", frozenset({"contact.bullying"}))] * 2
        people += [Assessed("elmfield", "2026-Q1", frozenset())] * 30
        ledger = Released()
        _, ledger = released(parts_of_assessed(BY_CODE["four-cs"], people, UNITS, ()), BY_CODE["four-cs"], ledger)
        items = parts_of_assessed(BY_CODE["items-contact"], people, UNITS, ITEMS)
        sheet = laid_out(BY_CODE["items-contact"], released(items, BY_CODE["items-contact"], ledger)[0])
        assert shown(sheet) == [["contact", 12], ["contact.grooming", "?"], ["contact.bullying", "?"], [ALL, 42]]
