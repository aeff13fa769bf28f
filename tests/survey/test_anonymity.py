"""Whoever holds everything that is stored cannot tell which answers came with which code, or when."""

import re
from datetime import date, datetime
from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, models

from onlinelives.survey.actions import taking_part, urns
from onlinelives.survey.models import AccessCode, Box, HeldDraft, Response
from onlinelives.trail.models import Entry
from tests.survey.test_taking_part import Child
from tests.waves import Fieldwork, answered, hand_in

pytestmark = pytest.mark.django_db

# What the tables of answers may hold. Another column fails here until somebody has thought about it.
COLUMNS = {
    Box: {"id", "partnership", "wave", "place", "year_group", "sealed"},
    Response: {"id", "partnership", "wave", "place", "year_group", "language", "week", "answers"},
    HeldDraft: {"blind", "partnership", "wave", "week", "sealed"},
    AccessCode: {"id", "partnership", "sheet", "blind", "state"},
}


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_the_tables_of_answers_hold_no_time_no_address_and_no_code(model: type[models.Model]) -> None:
    fields = model._meta.concrete_fields
    assert {field.name for field in fields} == COLUMNS[model]
    assert not [f for f in fields if isinstance(f, models.DateField | models.TimeField | models.GenericIPAddressField)]
    assert not any(isinstance(field, models.AutoField) for field in fields)  # a counter tells the order


def test_nothing_leads_from_a_response_to_a_code() -> None:
    related = {field.related_model for field in Response._meta.get_fields() if field.related_model}
    assert not related & {AccessCode, Box, HeldDraft}


def test_the_order_of_responses_is_not_the_order_of_codes(fieldwork: Fieldwork) -> None:
    """The attacker has the whole file: rows as they lie, in the order in which they were written."""
    whole = fieldwork.issue(8, 40)
    ages = {code: 10 + number % 7 for number, code in enumerate(whole.codes)}
    for number, code in enumerate(whole.codes):
        draft = taking_part.enter(typed=code, language="en")
        told = answered(draft, fieldwork.wave.asks, {"age": ages[code]})
        taking_part.hand_in(draft=told.answered("gender", number))  # a mark by which the test knows the child
    urns.empty_due()
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"select id from survey_response order by {order}")  # noqa: S608  as it lies
        lie = [str(row[0]).replace("-", "") for row in cursor.fetchall()]
    marks = {response.pk.hex: response.answers["gender"] for response in Response.objects.all()}
    found = [marks[pk] for pk in lie]
    assert sorted(found) == list(range(40))
    in_place = sum(mark == number for number, mark in enumerate(found))
    followed = sum(after == before + 1 for before, after in pairwise(found))
    assert in_place < 9  # by chance one, and nine or more once in a million times
    assert followed < 9


def test_a_box_says_nothing_and_stays_until_there_are_enough(fieldwork: Fieldwork) -> None:
    hand_in(fieldwork.class_8b.codes[: urns.ENOUGH - 1], {"age": 13})
    assert urns.empty_due() == 0
    assert b"age" not in b"".join(bytes(box.sealed) for box in Box.objects.all())
    hand_in(fieldwork.class_8b.codes[urns.ENOUGH - 1 : urns.ENOUGH])
    assert urns.empty_due() == urns.ENOUGH
    assert not Box.objects.exists()
    assert Response.objects.count() == urns.ENOUGH


def test_a_closed_wave_is_emptied_to_the_last_box(fieldwork: Fieldwork) -> None:
    hand_in(fieldwork.year_9.codes[:2])
    assert urns.empty_due() == 0
    fieldwork.close()
    assert urns.empty_due() == 2
    assert urns.empty_due() == 0


def test_the_trail_tells_of_codes_and_never_of_answers(fieldwork: Fieldwork) -> None:
    before = Entry.objects.count()
    hand_in(fieldwork.class_8b.codes)
    urns.empty_due()
    assert Entry.objects.count() == before


def test_neither_logs_nor_sessions_nor_database_know_the_code_or_the_device(
    fieldwork: Fieldwork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    child, code = Child(), fieldwork.class_8b.codes[0]
    child.client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Tell-tale/7.1"}
    child.enter("2222 2222")  # a slip of the hand, which is logged as a refusal
    child.enter(code)
    for _ in child.walk():
        pass
    child.do("hand_in")
    fieldwork.close()
    urns.empty_due()
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")  # noqa: S608  our own table
            stored += [str(bytes(v) if isinstance(v, bytes | memoryview) else v) for row in cursor for v in row]
    everything = "\n".join(stored)
    for told in (code, f"{code[:4]} {code[4:]}", "203.0.113.77", "Tell-tale"):
        assert told not in everything
        assert told not in caplog.text.replace(f"'{code}'", "")
    assert not Session.objects.filter(session_key__in=[c.value for c in child.client.cookies.values()]).exists()


def test_all_that_is_kept_of_when_is_the_week(fieldwork: Fieldwork) -> None:
    hand_in(fieldwork.class_8b.codes)
    urns.empty_due()
    for response in Response.objects.all():
        assert re.fullmatch(r"20\d\d-W\d\d", response.week)
        held = [getattr(response, field.name) for field in Response._meta.concrete_fields]
        assert not [value for value in held if isinstance(value, date | datetime)]
