"""The regional list as an XLSX file, safe to open."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from assessments.models import Result
from core.web.naming import industry_name, place_name, size_name
from core.web.wording import business_number, tier_name
from programmes.queries import title_of

Cell = str | int | float | None
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_WIDTHS = (28, 15, 18, 22, 26, 12, 9, 9, 9, 9, 12, 22, 17)


def neutral(value: Cell) -> Cell:
    """The value, with an apostrophe before a text that a spreadsheet would take for a formula.

    Leading blanks do not hide one; control characters, which XLSX cannot hold, are left out.
    """
    if not isinstance(value, str):
        return value
    text = "".join(letter for letter in value if letter >= " " or letter in "\t\n\r")
    return f"'{text}" if text.lstrip(" \n\u3000").startswith(_FORMULA) else text


def workbook(
    title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], note: str, widths: Sequence[int]
) -> bytes:
    """An XLSX file with one sheet: a note, a bold frozen head, the rows with neutralised texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B3"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([note])
    bold = []
    for text in head:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in rows:
        sheet.append([neutral(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def regional_workbook(rows: Iterable[Result], day: date) -> bytes:
    """The rows of the regional list as a file of the day, in the active language."""
    return workbook(
        _("Regional list"),
        _head(),
        (_cells(row) for row in rows),
        _("Taken out on %(day)s. Example bounds, not the official KS items.") % {"day": day.isoformat()},
        _WIDTHS,
    )


def _head() -> list[str]:
    return [
        _("Company"),
        _("Business number"),
        _("Plant"),
        _("District"),
        _("Industry"),
        _("Size"),
        _("Score"),
        _("Lowest"),
        _("Highest"),
        _("Level"),
        _("Tier"),
        _("Diagnostic"),
        _("Submitted on"),
    ]


def _cells(row: Result) -> list[Cell]:
    number = row.organisation.business_number
    return [
        row.organisation.name,
        business_number(number) if number else "",
        row.plant_name,
        place_name(row.sigungu),
        industry_name(row.industry),
        size_name(row.size),
        None if row.score is None else float(row.score),
        float(row.low),
        float(row.high),
        row.level,
        tier_name(row.tier) if row.tier else "",
        title_of(row.framework),
        timezone.localtime(row.submitted_at).strftime("%Y-%m-%d %H:%M"),
    ]
