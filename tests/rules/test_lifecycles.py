"""Every state and verb of every lifecycle, against tables written by hand: the cell is the state that follows."""

import pytest

from onlinelives.rules import lifecycles
from onlinelives.rules.lifecycles import Lifecycle
from onlinelives.rules.verdict import Allowed, Denied, NotNow

TRUTH = {
    "round": """
               | edit      | invite     | open       | answer    | draw      | close
        draft  | draft     | draft      | open       |           |           |
        open   | open      | open       |            | open      | open      | closed
        closed |           |            |            |           | closed    |
    """,
    "return": """
                   | answer    | assign     | sign off   | reopen
        answering  | answering | answering  | signed_off |
        signed_off |           |            |            | answering
    """,
    "evidence": """
                  | revise | cite | withdraw  | bring back
        kept      | kept   | kept | withdrawn |
        withdrawn |        |      |           | kept
    """,
    "file": """
                | pass | refuse  | erase
        waiting | kept | refused | erased
        kept    | kept | refused | erased
        refused |      |         | erased
        erased  |      |         |
    """,
    "work": """
                | begin   | finish | fail
        waiting | running |        | failed
        running | running | done   | failed
        done    |         |        |
        failed  |         |        |
    """,
    "check": """
                  | take  | hand back | agree   | disagree | set aside | take over | reply   | settle
        drawn     | drawn | drawn     | settled | found    | set_aside |           |         |
        found     |       |           |         |          |           | found     | replied | settled
        replied   |       |           |         |          |           | replied   |         | settled
        settled   |       |           |         |          |           |           |         |
        set_aside |       |           |         |          |           |           |         |
    """,
    "import": """
                 | apply   | give up
        waiting  | applied | given_up
        applied  |         |
        given_up |         |
    """,
    "referral": """
                | correct | find online | decide  | decide again
        waiting | waiting | waiting     | decided |
        decided |         | decided     |         | decided
    """,
    "record": """
               | write | close  | reopen
        open   | open  | closed |
        closed |       |        | open
    """,
    "assessment": """
                  | write | finish   | set aside | decide flag
        draft     | draft | finished | set_aside |
        finished  |       |          |           | finished
        set_aside |       |          |           |
    """,
    "signal": """
                     | add    | escalate | acknowledge  | settle
        raised       | raised | raised   | acknowledged |
        acknowledged | raised |          |              | settled
        settled      |        |          |              |
    """,
    "follow-up": """
                | finish
        planned | done
        done    |
    """,
    "case study": """
                  | write | ask   | judge | take back | send back | approve  | revise | withdraw
        draft     | draft | asked |       |           |           |          |        | withdrawn
        asked     |       |       | asked | draft     | sent_back | approved |        |
        sent_back | draft |       |       |           |           |          |        | withdrawn
        approved  |       |       |       |           |           |          | draft  | withdrawn
        withdrawn |       |       |       |           |           |          |        |
    """,
    "disposal": """
                    | approve     | turn down   | withdraw
        proposed    | carried_out | turned_down | withdrawn
        carried_out |             |             |
        turned_down |             |             |
        withdrawn   |             |             |
    """,
    "copy of a record": """
                 | prepare | stop the clock | approve  | end   | give out
        open     | open    | open           | released | ended |
        released |         |                |          |       | released
        ended    |         |                |          |       |
    """,
    "agency check": """
                  | answer   | withdraw  | correct
        asked     | answered | withdrawn |
        answered  |          |           | answered
        withdrawn |          |           |
    """,
    "sharing decision": """
                 | agree | return   | complete | send | reconsider
        made     |       |          | made     | made | replaced
        waiting  | made  | returned |          |      | replaced
        returned |       |          |          |      | replaced
        replaced |       |          |          |      |
    """,
    "wave": """
                | change  | arrange | open | issue   | revoke  | close
        planned | planned | planned | open | planned | planned |
        open    |         | open    |      | open    | open    | closed
        closed  |         |         |      |         |         |
    """,
    "draft questionnaire": """
                    | change | publish   | throw away
        draft       | draft  | published | thrown_away
        published   |        |           |
        thrown_away |        |           |
    """,
    "brought file": """
                    | look   | change | take in  | throw away
        uploaded    | looked |        |          | thrown_away
        looked      |        | looked | taken_in | thrown_away
        taken_in    |        |        |          |
        thrown_away |        |        |          |
    """,
    "access code": """
                | use  | revoke
        unused  | used | revoked
        used    |      |
        revoked |      |
    """,
    "survey release": """
                   | release  | decline  | take back
        proposed   | released | declined | taken_back
        released   |          |          |
        declined   |          |          |
        taken_back |          |          |
    """,
    "finding": """
                  | cite    | withdraw
        current   | current | withdrawn
        withdrawn |         |
    """,
    "invitation": """
                  | accept    | send again | withdraw
        sent      | accepted  | sent       | withdrawn
        accepted  |           |            |
        withdrawn |           |            |
    """,
    "extra access": """
                 | end       | review
        running  | over      |
        over     |           | reviewed
        reviewed |           |
    """,
}
LIFECYCLES = {lifecycle.noun: lifecycle for lifecycle in lifecycles.ALL}


def cells() -> list[tuple[str, str, str, str]]:
    """(noun, state, verb, the state that follows or nothing)"""
    found = []
    for noun, table in TRUTH.items():
        head, *rows = [[cell.strip() for cell in line.split("|")] for line in table.strip("\n ").splitlines()]
        found += [(noun, row[0], verb, target) for row in rows for verb, target in zip(head[1:], row[1:], strict=True)]
    return found


CELLS = cells()
each_cell = pytest.mark.parametrize(("noun", "state", "verb", "target"), CELLS)
each_lifecycle = pytest.mark.parametrize("lifecycle", lifecycles.ALL, ids=lambda lifecycle: lifecycle.noun)


def test_every_lifecycle_has_its_table() -> None:
    assert set(LIFECYCLES) == set(TRUTH)
    assert len(LIFECYCLES) == len(lifecycles.ALL)


@each_lifecycle
def test_the_table_names_every_state_and_verb(lifecycle: Lifecycle) -> None:
    told = [cell for cell in CELLS if cell[0] == lifecycle.noun]
    assert {state for _, state, _, _ in told} == set(lifecycle.states)
    assert {verb for _, _, verb, _ in told} == {step.verb for step in lifecycle.steps}


@each_cell
def test_a_verb_is_allowed_exactly_where_the_table_says(noun: str, state: str, verb: str, target: str) -> None:
    lifecycle = LIFECYCLES[noun]
    expected = Allowed() if target else Denied(lifecycle.reasons[state])
    assert lifecycle.may(state, verb) == expected


@each_cell
def test_a_verb_leads_where_the_table_says_and_is_refused_otherwise(
    noun: str, state: str, verb: str, target: str
) -> None:
    lifecycle = LIFECYCLES[noun]
    if target:
        assert lifecycle.after(state, verb) == target
    else:
        with pytest.raises(NotNow, match=r"^This ") as refused:
            lifecycle.after(state, verb)
        assert str(refused.value) == lifecycle.reasons[state]


@each_lifecycle
def test_every_state_has_a_reason_that_is_a_sentence(lifecycle: Lifecycle) -> None:
    assert set(lifecycle.reasons) == set(lifecycle.states)
    assert all(reason.startswith("This ") and reason.endswith(".") for reason in lifecycle.reasons.values())


@each_lifecycle
def test_no_step_holds_a_state_that_does_not_exist_or_is_written_twice(lifecycle: Lifecycle) -> None:
    assert {step.source for step in lifecycle.steps} | {step.target for step in lifecycle.steps} <= set(
        lifecycle.states
    )
    assert len({(step.source, step.verb) for step in lifecycle.steps}) == len(lifecycle.steps)


@each_lifecycle
def test_an_unknown_state_or_verb_is_a_mistake_and_not_a_refusal(lifecycle: Lifecycle) -> None:
    state, verb = next(iter(lifecycle.states)), lifecycle.steps[0].verb
    with pytest.raises(ValueError, match=f"{lifecycle.noun} has no state 'lost'"):
        lifecycle.may("lost", verb)
    with pytest.raises(ValueError, match=f"{lifecycle.noun} has no verb 'paint'"):
        lifecycle.may(state, "paint")
    with pytest.raises(ValueError, match="has no verb"):
        lifecycle.after(state, "paint")


def test_the_diagram_shows_the_first_state_every_state_and_every_change() -> None:
    assert LIFECYCLES["return"].diagram() == (
        "stateDiagram-v2\n"
        "    [*] --> answering\n"
        "    answering: Being answered\n"
        "    signed_off: Signed off\n"
        "    answering --> signed_off: sign off\n"
        "    signed_off --> answering: reopen\n"
    )


def test_a_settled_check_and_one_set_aside_are_final() -> None:
    check = LIFECYCLES["check"]
    verbs = {step.verb for step in check.steps}
    for state in ("settled", "set_aside"):
        assert {verb for verb in verbs if check.may(state, verb)} == set()


def test_no_check_is_settled_before_somebody_has_looked_at_it() -> None:
    steps = LIFECYCLES["check"].steps
    assert {(step.source, step.verb) for step in steps if step.target == "settled"} == {
        ("drawn", "agree"),
        ("found", "settle"),
        ("replied", "settle"),
    }


def test_nobody_settles_a_signal_before_somebody_has_acknowledged_it() -> None:
    signal = LIFECYCLES["signal"]
    assert {step.source for step in signal.steps if step.target == "settled"} == {"acknowledged"}
    assert {step.verb for step in signal.steps if signal.may("settled", step.verb)} == set()
