"""A copy of a record as a file: a tagged PDF, and JSON. Both come from what was approved and from nothing else, so that
the same bytes come out whenever they are asked for."""

import json
from datetime import UTC

from django.template.loader import render_to_string

from onlinelives.cases.models import CopyRelease
from onlinelives.rules.redaction import BLACK
from onlinelives.web import pdf


def as_pdf(release: CopyRelease) -> bytes:
    """Raises pdf.PdfUnavailable."""
    return pdf.make(as_html(release))


def as_html(release: CopyRelease) -> str:
    """What as_pdf prints."""
    stamp = release.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"release": release, "body": json.loads(release.body), "stamp": stamp, "black": BLACK}
    return render_to_string("cases/copy_paper.html", told, using="jinja2")


def as_json(release: CopyRelease) -> bytes:
    """The body as it was approved, whose SHA-256 is `release.sha256`."""
    body: str = release.body
    return body.encode()
