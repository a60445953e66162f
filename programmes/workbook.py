"""The regional list as an XLSX file, safe to open."""

import io
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result, VerifiedResult
from assessments.outcomes import outcome_of
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Item
from core.spreadsheet import neutral
from core.web.naming import industry_name, place_name, size_name
from core.web.wording import NOTHING, business_number, date_text, datetime_text, tier_name
from programmes.models import Review
from programmes.queries import title_of

Cell = str | int | float | None
_WIDTHS = (28, 16, 22, 30, 12, 9, 15, 15, 9, 12, 22, 19, 10, 12)
_PLANT, _PLANT_WIDTH = 2, 18
_NOTE_WIDTH, _AREA_WIDTH = 60, 14
DATE = "yyyy. m. d. hh:mm"
"""As the portal writes dates; a spreadsheet still sorts, filters and counts them as dates."""
TEXT = "@"
_BOLD = Font(bold=True)
_LINK = Font(color="FF0B50D0", underline="single")
_GREY = PatternFill("solid", start_color="FFE6E8EA")
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the second sheet says: what was taken out, when, by whom, why, and until when it may be kept.

    `filters` are labels with values, `withdrawn` counts rows that may not be seen any more, `receipt` is an
    address, `results` what the address of each result begins with.
    """

    number: str
    made_at: datetime
    made_by: str
    technopark: str
    reason: str
    filters: tuple[tuple[str, str], ...]
    rows: int
    withdrawn: int
    delete_by: date
    receipt: str
    results: str
    has_notes: bool = False


def regional_workbook(rows: Sequence[Result], reviews: Mapping[uuid.UUID, Review], cover: Cover) -> bytes:
    """Sheets in the active language: the list, with which the file opens, and what the file is; between them
    what assessors found differently, where any row is verified.

    Each row leads to its result; no column of plants where none has a name, none of notes where they were
    not asked for; a column for each area of the diagnostics. The list has one frozen head, filters on it,
    dates as dates of Seoul, numbers as numbers, and texts that no spreadsheet runs; it prints on landscape
    pages with the head on each.
    """
    book = Workbook(write_only=True)
    book.properties.title = _("Regional list")
    book.properties.creator = cover.technopark
    sheet = book.create_sheet(_("Regional list")[:31])
    sheet.freeze_panes = "B2"
    has_plants = any(row.plant_name for row in rows)
    has_verified = any(verified_of(row) for row in rows)
    areas = areas_of(row.framework for row in rows)
    widths = [*_WIDTHS]
    if has_plants:
        widths.insert(_PLANT, _PLANT_WIDTH)
    if cover.has_notes:
        widths.insert(-1, _NOTE_WIDTH)
    widths[-1:-1] = [_AREA_WIDTH] * (len(areas) + (3 if has_verified else 0))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(len(widths))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    titles = heads(has_plants=has_plants, has_notes=cover.has_notes, areas=areas, has_verified=has_verified)
    sheet.append([_head(sheet, text) for text in titles])
    when, number = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    fresh = Review()
    when.number_format, number.number_format = DATE, TEXT
    for line, row in enumerate(rows, start=2):
        # One styled cell serves every row: a row is written as soon as it is appended.
        when.value = timezone.localtime(row.submitted_at).replace(tzinfo=None)
        number.value = _business_number(row)
        link = _link(sheet, f"{cover.results}{row.pk}/", line, len(widths))
        company, *rest = _cells(row)
        plant = [neutral(row.plant_name)] if has_plants else []
        review = reviews.get(row.pk, fresh)
        kept = [str(review.get_state_display()), *([neutral(review.note)] if cover.has_notes else [])]
        sheet.append(
            _quoted(
                sheet,
                [
                    neutral(company),
                    number,
                    *plant,
                    *(neutral(each) for each in rest),
                    when,
                    *kept,
                    *_area_scores(row, areas),
                    *(_verified_cells(row) if has_verified else []),
                    link,
                ],
            )
        )
    if has_verified:
        _write_changes(book, rows)
    _write_cover(book, cover)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def areas_of(versions: Iterable[FrameworkVersion]) -> tuple[str, ...]:
    """The areas of these diagnostics by title, each once, in the order of the diagnostics."""
    titles = (title for version in dict.fromkeys(versions) for _code, title in _areas(version))
    return tuple(dict.fromkeys(titles))


def _areas(version: FrameworkVersion) -> list[tuple[str, str]]:
    language = (get_language() or "ko")[:2]
    return [(child.code, child.title.of(language)) for child in framework_of(version).tree.children]


def _area_scores(row: Result, areas: Sequence[str]) -> list[float | None]:
    """The score of each area to two decimals, as the page of the result gives it; empty where it has none."""
    nodes = outcome_of(row).nodes
    scores = {title: nodes[code].score for code, title in _areas(row.framework)}
    return [None if (score := scores.get(each)) is None else rounded(score) for each in areas]


def rounded(score: Fraction | Decimal) -> float:
    """The score to two decimals, halves away from zero as on the page."""
    return floor(Fraction(score) * 100 + Fraction(1, 2)) / 100


def heads(
    *,
    has_plants: bool = True,
    has_notes: bool = False,
    areas: Sequence[str] = (),
    has_verified: bool = False,
) -> list[str]:
    """The heads of the list's columns, in their order and called as on the page."""
    return [
        _("Company"),
        _("Business number"),
        *([_("Plant")] if has_plants else []),
        _("District"),
        _("Industry"),
        _("Size"),
        _("Score"),
        _("Interval, lowest"),
        _("Interval, highest"),
        _("Level"),
        _("Tier"),
        _("Diagnostic"),
        _("Submitted on"),
        _("State"),
        *([_("Our note")] if has_notes else []),
        *(_("Area: %(title)s") % {"title": each} for each in areas),
        *([_("Verified score"), _("Verified level"), _("Difference")] if has_verified else []),
        _("Result"),
    ]


def verified_of(row: Result) -> VerifiedResult | None:
    """What an assessor verified; None while nobody did. The row should come with it (select_related)."""
    return getattr(row, "verified", None)


def _verified_cells(row: Result) -> list[Cell]:
    """Verified score and level, and the difference to the claimed score."""
    found = verified_of(row)
    if found is None or found.score is None:
        return [None, found.level if found else None, None]
    gap = None if row.score is None else float(found.score - row.score)
    return [float(found.score), found.level, gap]


def _write_changes(book: Workbook, rows: Sequence[Result]) -> None:
    """A sheet of every answer that an assessor judged differently, each with its reason."""
    sheet = book.create_sheet(_("Found differently")[:31])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", (28, 12, 40, 40, 40, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    titles = [_("Company"), _("Code"), _("Question"), _("Claimed"), _("Verified"), _("Reason")]
    sheet.append([_head(sheet, text) for text in titles])
    for row in rows:
        found = verified_of(row)
        for change in found.changes if found else ():
            item = framework_of(row.framework).items[change["item"]]
            cells = [
                row.organisation.name,
                item.code,
                item.question.of((get_language() or "ko")[:2]),
                answer_words(item, change["claimed"]),
                answer_words(item, change["verified"]),
                change["reason"],
            ]
            sheet.append(_quoted(sheet, [neutral(each) for each in cells]))


def answer_words(item: Item, value: str | list[str] | None) -> str:
    """An answer in words, in the active language; a dash for none."""
    language = (get_language() or "ko")[:2]
    spoken = {DONT_KNOW: _("I do not know"), NOT_APPLICABLE: _("Does not apply to us")}
    codes = [value] if isinstance(value, str) else value or []
    labels = {choice.code: choice.label.of(language) for choice in item.choices}
    return " / ".join(str(spoken.get(code) or labels[code]) for code in codes) or NOTHING


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill, cell.alignment = _BOLD, _GREY, _MIDDLE
    return cell


def _write_cover(book: Workbook, cover: Cover) -> None:
    sheet = book.create_sheet(_("About this file")[:31])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 90
    chosen = ", ".join(f"{label}: {value}" for label, value in cover.filters) or _("all rows")
    lines: list[tuple[str, Cell]] = [
        (_("What it is"), _("Regional list of %(technopark)s") % {"technopark": cover.technopark}),
        (_("Taken out on"), datetime_text(cover.made_at)),
        (_("Taken out by"), cover.made_by),
        (_("What for"), cover.reason),
        (_("Filters"), chosen),
        (_("Rows"), cover.rows),
        *([(_("Withdrawn since"), cover.withdrawn)] if cover.withdrawn else []),
        (_("Number of the record"), cover.number),
        (_("Receipt"), cover.receipt),
        (_("Delete by"), date_text(cover.delete_by)),
        (_("Careful"), _("Companies shared this with you for the stated purpose. Do not pass it on.")),
        (_("Scores"), _("Example bounds, not the official KS items.")),
    ]
    for label, value in lines:
        text = WriteOnlyCell(sheet, value=neutral(value))
        text.alignment, text.quotePrefix = _WRAPPED, _is_neutralised(text.value)
        sheet.append([_head(sheet, label), text])


def _is_neutralised(value: object) -> bool:
    return isinstance(value, str) and value.startswith("'")


def _quoted(sheet: Any, values: Sequence[Any]) -> list[Any]:
    """The cells; what begins with an apostrophe says that it belongs to the text.

    Else a spreadsheet takes it for a sign of its own when somebody edits the cell, and drops it: a file
    saved from there would hold a formula after all.
    """
    return [_whole(sheet, each) if _is_neutralised(each) else each for each in values]


def _whole(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.quotePrefix = True
    return cell


def _link(sheet: Any, address: str, line: int, column: int) -> Any:
    """A cell that leads to the address; it learns its place first, since the link keeps that."""
    cell = WriteOnlyCell(sheet, value=_("See the result"))
    cell.row, cell.column = line, column
    cell.hyperlink, cell.font = address, _LINK
    return cell


def _business_number(row: Result) -> str:
    number = row.organisation.business_number
    return business_number(number) if number else ""


def _cells(row: Result) -> list[Cell]:
    """The cells of a row but the business number and the day, which have a format of their own."""
    return [
        row.organisation.name,
        place_name(row.sigungu),
        industry_name(row.industry),
        size_name(row.size),
        None if row.score is None else float(row.score),
        float(row.low),
        float(row.high),
        row.level,
        tier_name(row.tier) if row.tier else "",
        title_of(row.framework),
    ]
