"""The regional list as an XLSX file, safe to open."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def neutral(value: Cell) -> Cell:
    """The value, with an apostrophe before a text that a spreadsheet would take for a formula."""
    if isinstance(value, str):
        value = "".join(letter for letter in value if letter >= " " or letter in "\t\n")
        if value.startswith(_FORMULA):
            return "'" + value
    return value


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], note: str = "") -> bytes:
    """An XLSX file with one sheet: a note, a bold frozen head, the rows with neutralised texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B3" if note else "B2"
    for column in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 28 if column == 1 else 16
    if note:
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
