"""The yardstick of `make bench`: a Django view with no middleware that runs the same SQL and sends as many bytes."""

from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

# Filled by bench.py before the first request: the statements of a real page, and its size.
STATEMENTS: list[str] = []
SIZE = [0]


def bare(request: HttpRequest) -> HttpResponse:
    """Runs the statements in one transaction that is rolled back, so that writes can be run again and again."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement)
                if statement.lstrip().upper().startswith("SELECT"):
                    cursor.fetchall()
        transaction.set_rollback(True)
    return HttpResponse(b"x" * SIZE[0])


urlpatterns: list[Any] = [path("bare/", bare)]
