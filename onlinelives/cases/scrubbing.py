"""What was erased leaves the files of the database, not only its tables."""

from django.db import connection


def scrub() -> None:
    """Outside a transaction. SQLite overwrites what is erased (secure_delete), but its write-ahead log holds the pages
    as they were until it is put into the file and cut: this does that, as far as nobody is reading just then, and the
    night's job does it again. PostgreSQL frees the rows with its own vacuum; back-ups of both keep their own time."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("pragma wal_checkpoint(truncate)")
