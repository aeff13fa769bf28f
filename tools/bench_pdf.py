"""What the PDF of a return costs, beside the same words as bare paragraphs. For bench.py, which has set Django up.

Both are made warm, in turns, in the same process: ours is tagged, with tables, page numbers and a chart; the bare one
is what the PDF library needs for the words alone. Times are CPU time: other work on the machine matters little.
"""

import html as entities
import io
import re
import statistics
import time
from typing import Any

REPEATS = 5


def report(person: Any, pk: int) -> dict[str, Any]:
    """For the return `pk`, which the person may see: pages, bytes, CPU milliseconds of ours and of the bare one
    (medians), their ratio, and ours for ten pages."""
    import pikepdf

    from onlinelives.audits import charts, queries, reports
    from onlinelives.trail import clock
    from onlinelives.web import pdf

    found = queries.results(person, pk)
    page = reports.return_html(found, chart=charts.sections(found), at=clock.now())
    plain = bare(page)
    ours, other = [], []
    made = pdf.make(page)
    _untagged(plain)
    for _ in range(REPEATS):
        ours.append(_timed(pdf.make, page))
        other.append(_timed(_untagged, plain))
    with pikepdf.open(io.BytesIO(made)) as opened:
        pages = len(opened.pages)
    one, two = statistics.median(ours), statistics.median(other)
    return {
        "page": f"PDF, {pages} pages",
        "queries": 0,
        "bytes": len(made),
        "cpu_ms": round(one),
        "bare_cpu_ms": round(two),
        "ratio": round(one / two, 1),
        "cpu_ms_for_ten_pages": round(one * 10 / pages),
    }


def bare(page: str) -> str:
    """The same words, each run of them a paragraph."""
    words = re.sub(r"<(head|svg)\b.*?</\1>", "", page, flags=re.S)
    runs = [run.strip() for run in re.sub(r"<[^>]+>", "\0", words).split("\0")]
    return "".join(f"<p>{entities.escape(entities.unescape(run))}</p>" for run in runs if run)


def _untagged(page: str) -> Any:
    import weasyprint

    return weasyprint.HTML(string=page).write_pdf()


def _timed(make: Any, page: str) -> float:
    begun = time.process_time()
    make(page)
    return (time.process_time() - begun) * 1000
