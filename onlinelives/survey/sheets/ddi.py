"""A description in DDI-Codebook 2.5, by which archives and catalogues know what a file of answers holds.

It counts nobody: categories have no frequencies. Elements stand in the order of the schema.
"""

import io
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from onlinelives.survey.engine.files import WEIGHT
from onlinelives.survey.sheets.layout import Sheet, Variable

NAMESPACE, VERSION = "ddi:codebook:2_5", "2.5"
FILE = "F1"
ANONYMOUS = (
    "Young people answered without their names. No address, device or time was kept, and codes were never kept with "
    "answers."
)


@dataclass(frozen=True)
class Study:
    """number: how the study is known to its producer. first, last: days of fieldwork. ages: youngest and oldest."""

    number: str
    producer: str
    first: date
    last: date
    ages: tuple[int, int]
    weighting: str


def ddi(sheet: Sheet, study: Study) -> bytes:
    """The XML, in UTF-8."""
    book = Element("codeBook", {"xmlns": NAMESPACE, "version": VERSION, "xml:lang": "en"})
    _study(SubElement(book, "stdyDscr"), sheet, study)
    _file(SubElement(book, "fileDscr", {"ID": FILE}), sheet)
    described = SubElement(book, "dataDscr")
    for place, variable in enumerate(sheet.variables, 1):
        _variable(described, variable, f"V{place}")
    indent(book)
    out = io.BytesIO()
    ElementTree(book).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()


def _study(within: Element, sheet: Sheet, study: Study) -> None:
    citation = SubElement(within, "citation")
    title = SubElement(citation, "titlStmt")
    _said(title, "titl", sheet.title)
    _said(title, "IDNo", study.number)
    _said(SubElement(citation, "prodStmt"), "producer", study.producer)
    about = SubElement(within, "stdyInfo")
    youngest, oldest = study.ages
    _said(
        about, "abstract", f"A survey of young people aged {youngest} to {oldest} about their lives online. {ANONYMOUS}"
    )
    summary = SubElement(about, "sumDscr")
    for event, day in (("start", study.first), ("end", study.last)):
        SubElement(summary, "collDate", {"event": event, "date": day.isoformat()}).text = day.isoformat()
    _said(summary, "anlyUnit", "Young person")
    _said(
        summary,
        "universe",
        f"Young people aged {youngest} to {oldest}. Those in the places that took part could answer; the weights say "
        "whom they stand for.",
    )
    _said(summary, "dataKind", "Survey answers")
    collected = SubElement(SubElement(within, "method"), "dataColl")
    _said(collected, "sampProc", "Places took part, and all of the young people who were there could answer.")
    _said(collected, "collMode", "Answered by the young people themselves, online")
    _said(collected, "weight", study.weighting)
    _said(collected, "cleanOps", " ".join(sheet.notes))


def _file(within: Element, sheet: Sheet) -> None:
    text = SubElement(within, "fileTxt")
    _said(text, "fileName", sheet.title)
    size = SubElement(text, "dimensns")
    _said(size, "caseQnty", str(sheet.rows))
    _said(size, "varQnty", str(len(sheet.variables)))


def _variable(within: Element, variable: Variable, number: str) -> None:
    told = {"ID": number, "name": variable.name, "files": FILE, "intrvl": "discrete" if variable.values else "contin"}
    if variable.name == WEIGHT:
        told["wgt"] = "wgt"
    described = SubElement(within, "var", told)
    _said(described, "labl", variable.label)
    if variable.asked:
        _said(SubElement(described, "qstn"), "qstnLit", variable.asked)
    if variable.missing:
        invalid = SubElement(described, "invalrng")
        SubElement(invalid, "range", {"min": str(variable.missing[0]), "max": str(variable.missing[-1])})
    if variable.universe:
        _said(described, "universe", variable.universe)
    for code, words in sorted(variable.values.items()):
        category = SubElement(described, "catgry", {"missing": "Y"} if code < 0 else {})
        _said(category, "catValu", str(code))
        _said(category, "labl", words)
    SubElement(described, "varFormat", {"type": "numeric", "schema": "other"})


def _said(within: Element, name: str, text: str) -> None:
    SubElement(within, name).text = "".join(each for each in text if each.isprintable())
