"""XLSX files that are safe to open: typed cells, one head a sheet, and no text that a spreadsheet runs."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = "yyyy. m. d."
"""As the portal writes days; a spreadsheet still sorts, filters and counts them as days."""
SHARE = "0.##%"
WON = "#,##0"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BOLD = Font(bold=True)
_GREY = PatternFill("solid", start_color="FFE6E8EA")
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)

T = TypeVar("T")
Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a number format of its own."""

    value: Value
    format: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a title of at most 31 signs, heads with widths in signs, and rows."""

    title: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value | Cell]]
    has_row_heads: bool = False


def neutral(value: T) -> T | str:
    """The value, with an apostrophe before a text that a spreadsheet would take for a formula.

    Leading blanks do not hide one; what XML cannot hold (control characters, lone surrogates, U+FFFE and
    U+FFFF) is left out.
    """
    if not isinstance(value, str):
        return value
    text = _NOT_IN_XML.sub("", value)
    return f"'{text}" if text.lstrip(" \n\u3000").startswith(_FORMULA) else text


def written(sheets: Iterable[Sheet], *, title: str, creator: str) -> bytes:
    """The file. Heads stay in view and repeat on every printed page; numbers are numbers, days days."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = str(neutral(title)), creator
    for each in sheets:
        _write(book.create_sheet(each.title[:31]), each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Any, table: Sheet) -> None:
    sheet.freeze_panes = "B2" if table.has_row_heads else "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for column, (_text, width) in enumerate(table.heads, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.heads))}{len(table.rows) + 1}"
    sheet.append([_head(sheet, text) for text, _width in table.heads])
    for row in table.rows:
        sheet.append([_cell(sheet, each) for each in row])


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=neutral(text))
    cell.font, cell.fill, cell.alignment = _BOLD, _GREY, _MIDDLE
    return cell


def _cell(sheet: Any, value: Value | Cell) -> Any:
    plain = value.value if isinstance(value, Cell) else value
    kept: Any = _number(plain) if isinstance(plain, Decimal) else neutral(plain)
    cell = WriteOnlyCell(sheet, value=kept)
    cell.alignment = _WRAPPED
    if isinstance(value, Cell):
        cell.number_format = value.format
    elif isinstance(plain, date):
        cell.number_format = DAY
    # What begins with an apostrophe says that it belongs to the text, else editing the cell would drop it.
    cell.quotePrefix = isinstance(kept, str) and kept.startswith("'")
    return cell


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
