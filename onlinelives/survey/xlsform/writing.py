"""A questionnaire as an XLSForm workbook."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from onlinelives.rules.questionnaires.shapes import Kind, Link, Page, Question, Questionnaire, Rule, Said, Way
from onlinelives.survey.xlsform import layout
from onlinelives.survey.xlsform.expressions import written
from onlinelives.survey.xlsform.layout import BEGIN, CHOICES, FINISH, NOTE, SETTINGS, SURVEY, YES

Row = dict[str, str]


def write(questionnaire: Questionnaire) -> bytes:
    """The .xlsx workbook with the sheets survey, choices and settings. Raises Invalid for a condition that joins
    nothing. Spaces around a text are not kept."""
    languages = questionnaire.languages
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book.create_sheet(SURVEY), SURVEY, list(_survey(questionnaire)), languages)
    _sheet(book.create_sheet(CHOICES), CHOICES, list(_choices(questionnaire)), languages)
    _sheet(book.create_sheet(SETTINGS), SETTINGS, [_settings(questionnaire)], languages)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _survey(questionnaire: Questionnaire) -> Iterator[Row]:
    for section in questionnaire.sections:
        yield {
            "type": BEGIN,
            "name": section.id,
            "relevant": _when(section.show_when),
            **_words(section.said, SURVEY),
        }
        for page in section.pages:
            yield _page(page)
        yield {"type": FINISH}


def _page(page: Page) -> Row:
    question = page.question
    row = {
        "type": NOTE,
        "name": page.id,
        "relevant": _when(page.show_when),
        "ol_ways": "\n".join(_way(way) for way in page.ways),
    }
    if question is None:
        return row | _words(page.said, SURVEY)
    return row | _words(question.said, SURVEY) | _question(question)


def _question(question: Question) -> Row:
    kind = layout.ONE if question.kind is Kind.ONE else layout.MANY
    return {
        "type": f"{kind} {question.id}",
        "ol_version": str(question.version),
        "ol_measures": question.measures,
        "ol_yes": " ".join(f"c{code}" for code in sorted(question.yes)),
        "ol_sensitive": YES if question.sensitive else "",
        "ol_continues": "\n".join(_link(link) for link in question.continues),
    }


def _choices(questionnaire: Questionnaire) -> Iterator[Row]:
    for question in questionnaire.questions():
        for choice in question.choices:
            yield {
                "list_name": question.id,
                "name": f"c{choice.code}",
                "ol_alone": YES if choice.alone else "",
                **_words(choice.said, CHOICES),
            }


def _settings(questionnaire: Questionnaire) -> Row:
    youngest, oldest = questionnaire.ages
    return {
        "form_id": questionnaire.code,
        "version": str(questionnaire.version),
        "default_language": layout.heading(questionnaire.languages[0]),
        "ol_ages": f"{youngest}-{oldest}",
        **_words(questionnaire.said, SETTINGS),
    }


def _words(said: Said, sheet: str) -> Row:
    return {
        layout.column(sheet, field, language, {}): getattr(words, field)
        for language, words in said.items()
        for field in layout.WORDS[sheet]
    }


def _when(rule: Rule | None) -> str:
    return "" if rule is None else written(rule)


def _way(way: Way) -> str:
    return way.to if way.when is None else f"{way.to} when {written(way.when)}"


def _link(link: Link) -> str:
    told = f"{link.question} {link.version} {'same' if link.same else 'changed'}"
    why = " ".join(link.why.split())
    return f"{told}: {why}" if why else told


def _sheet(sheet: Worksheet, name: str, rows: list[Row], languages: Iterable[str]) -> None:
    """The headings of what is there, a label in every language always, and a row for each."""
    headings = [
        *layout.FIXED[name][:2],
        *(layout.column(name, field, language, {}) for field in layout.WORDS[name] for language in languages),
        *layout.FIXED[name][2:],
    ]
    always = {*layout.FIXED[name][:2], *(layout.column(name, "text", language, {}) for language in languages)}
    used = [each for each in dict.fromkeys(headings) if each in always or any(row.get(each) for row in rows)]
    for place, heading in enumerate(used, 1):
        sheet.cell(1, place, heading).font = Font(bold=True)
    for number, row in enumerate(rows, 2):
        for place, heading in enumerate(used, 1):
            text = ILLEGAL_CHARACTERS_RE.sub("", row.get(heading, ""))
            if text:
                cell = sheet.cell(number, place, text)
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    sheet.freeze_panes = "C2"
