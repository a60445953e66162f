"""Gathers what a report says about a stored result: score, gaps, suppliers, texts in one language."""

import uuid
from dataclasses import dataclass, replace

from django.utils import translation

from assessments.models import Result
from assessments.queries.notes import notes_of
from core.accounts.actor import Actor
from core.accounts.roles import Kind
from portal.letterheads.queries import letterhead_for
from portal.reports.before import result_before
from portal.reports.build import content_for, shown_by
from portal.reports.build.change import changed
from portal.reports.content import ReportContent


@dataclass(frozen=True, slots=True)
class Edition:
    """A content as far as its reader may know it. `audience` is the reader's organisation where it holds what
    not every reader of the result may see: the business number, files, an earlier result. Else it is None.
    """

    content: ReportContent
    audience: uuid.UUID | None


def edition_of(*, result_id: uuid.UUID, language: str, by: Actor, is_dressed: bool = False) -> Edition:
    """The content of a result's report for this reader, without a number; in the letterhead of its technopark
    for that, and for the company where it asks for it (`is_dressed`).

    Raises Result.DoesNotExist for a result that one may not see.
    """
    result = (
        Result.objects.visible_to(by)
        .select_related("organisation", "framework", "verified", "support_rules")
        .defer("framework__document", "framework__source")
        .get(pk=result_id)
    )
    edition = edition_for(result, language, by)
    head = letterhead_for(result, by, is_asked=is_dressed)
    return replace(edition, content=replace(edition.content, letterhead=head)) if head else edition


def edition_for(result: Result, language: str, by: Actor) -> Edition:
    """The same for a result that was found already, with its organisation, framework and verified result."""
    shown = shown_by(result, by)
    content = content_for(result, language, shown=shown, before=result_before(result, by))
    with translation.override(language):
        owns = by.kind == Kind.COMPANY.value and result.organisation_id in by.organisation_ids
        change = changed(result, by, owns=owns)
    if change.legs:
        content = replace(content, change=change.until_the_last())
    if notes := notes_of(result, by):
        answers = tuple(replace(line, note=notes.get(line.code, "")) for line in content.answers)
        content = replace(content, answers=answers)
    if by.is_system or by.kind == Kind.SUPPLIER.value:  # no consent covers it
        content = replace(content, company=replace(content.company, business_number=""))
    more = (content.company.business_number, content.bridge, content.change, notes, shown and shown.files)
    reader = by.place.organisation_id if by.place else result.organisation_id
    return Edition(content, reader if any(more) else None)
