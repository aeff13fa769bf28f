"""An extract as a tagged PDF, from the same frozen document as its page."""

from datetime import UTC, datetime

from django.template.loader import render_to_string

from onlinelives.sharing.documents import Document
from onlinelives.web import pdf


def extract_pdf(document: Document, number: int, sent_at: datetime, expires_at: datetime) -> bytes:
    """The extract on paper. Raises pdf.PdfUnavailable."""
    return pdf.make(extract_html(document, number, sent_at, expires_at))


def extract_html(document: Document, number: int, sent_at: datetime, expires_at: datetime) -> str:
    """What `extract_pdf` prints."""
    stamp = sent_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"document": document, "number": number, "sent_at": sent_at, "expires_at": expires_at, "stamp": stamp}
    return render_to_string("sharing/paper.html", told, using="jinja2")
