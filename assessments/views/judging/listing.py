"""The questions of a verification: the level claimed, the files, the level found, and the way to say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.clock import REPORTS, VERIFICATIONS, rule_on, rules
from assessments.documents import framework_of
from assessments.models import Evidence, LevelApplication, Result, Verification
from assessments.queries import Judged, claimed_of, evidence_by_item, judged_of
from assessments.queries.at_hand import at_hand
from assessments.queries.verification import due_dates
from assessments.scoring import Answer, Framework, Item
from assessments.verifying import Step
from assessments.views.judging.reading import asked_of, read, result_of
from assessments.views.judging.wanted import AGREED, ALL, DIFFERENT, LABELS, OPEN_ONES, Wanted
from assessments.views.wording import level_step, level_text, text
from core.web import actor_of
from core.web.components import Crumb, Tab
from core.web.wording import SEOUL, date_text


@dataclass
class Listing:
    """What was claimed and found of every question, in four groups that add up."""

    row: Verification
    framework: Framework
    claimed: dict[str, Answer]
    judged: dict[str, Judged]
    files: Mapping[str, tuple[Evidence, ...]]

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions in order."""
        return asked_of(self.framework, self.claimed, self.judged)

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """Not looked at, found as answered, found differently; together all of them."""
        looked_at = [code for code in self.asked if code in self.judged]
        differs = {code for code in looked_at if self.judged[code].value != self.claimed.get(code)}
        return {
            OPEN_ONES: [code for code in self.asked if code not in self.judged],
            AGREED: [code for code in looked_at if code not in differs],
            DIFFERENT: [code for code in looked_at if code in differs],
            ALL: list(self.asked),
        }

    @property
    def is_open(self) -> bool:
        """Whether levels can be said."""
        return self.row.state == Step.OPEN.value

    def tabs(self, wanted: Wanted) -> list[Tab]:
        """The groups with how many each has, whatever else is chosen."""
        return [
            Tab(
                _("As the company answered, not looked at")
                if show == OPEN_ONES and not self.is_open
                else label(),
                wanted.address(show=show),
                current=show == wanted.show,
                count=len(self.groups[show]),
            )
            for show, label in LABELS.items()
        ]

    def counts(self) -> dict[str, object]:
        """How far it has come, in numbers that add up."""
        sizes = {show: len(codes) for show, codes in self.groups.items()}
        return {
            "done": sizes[ALL] - sizes[OPEN_ONES],
            "total": sizes[ALL],
            "left": sizes[OPEN_ONES],
            "agreed": sizes[AGREED],
            "different": sizes[DIFFERENT],
        }

    def parts(self, wanted: Wanted) -> list[dict[str, Any]]:
        """The modules with the lines to show of them."""
        shown = set(self.groups[wanted.show])
        parts: list[dict[str, Any]] = []
        for module in self.framework.modules:
            items = [each for each in module.children if isinstance(each, Item)]
            rows = [
                self.line(item)
                for item in items
                if item.code == wanted.done
                or (item.code in shown and self._is_wanted(item, module.code, wanted))
            ]
            if rows:
                parts.append({"title": text(module.title), "rows": rows})
        return parts

    def _is_wanted(self, item: Item, module: str, wanted: Wanted) -> bool:
        if (wanted.part and module != wanted.part) or (wanted.files and not self.files.get(item.code)):
            return False
        known = self.judged.get(item.code)
        said = level_text(item, known.value) if known else ""
        return wanted.finds(
            text(item.title), text(item.question), level_text(item, self.claimed.get(item.code)), said
        )

    def line(self, item: Item) -> dict[str, object]:
        """One question as the list shows it."""
        claimed, known = self.claimed.get(item.code), self.judged.get(item.code)
        return {
            "code": item.code,
            "title": text(item.title),
            "claimed": level_text(item, claimed) or _("No answer"),
            "has_claim": claimed is not None,
            "judged": known,
            "found": level_text(item, known.value) if known else "",
            "differs": known is not None and known.value != claimed,
            "step": level_step(item, claimed, known.value) if known else "",
            "files": len(self.files.get(item.code, ())),
            "url": reverse("assessments:verification_item", args=[self.row.pk, item.code]),
            "undo_url": reverse("assessments:verification_undo", args=[self.row.pk, item.code]),
        }


def listing_of(request: HttpRequest, row: Verification, result: Result) -> Listing:
    """What stands now (two queries)."""
    framework = framework_of(result.framework)
    files = evidence_by_item(row.session_id, actor_of(request))
    return Listing(row, framework, claimed_of(framework, result), judged_of(row, framework), files)


def desk(request: HttpRequest, row: Verification) -> HttpResponse:
    """The questions with the level claimed, the files, and the level found. The look is recorded.

    While it is open those come first that nobody looked at yet; the address says which, of which part, with
    which words.
    """
    result, framework = read(request, row)
    listing = listing_of(request, row, result)
    wanted = Wanted.of(request.GET, OPEN_ONES if listing.is_open else ALL)
    parts = listing.parts(wanted)
    context = {
        "row": row,
        "result": result,
        "verified": getattr(result, "verified", None),
        "parts": parts,
        "shown": sum(len(each["rows"]) for each in parts),
        "wanted": wanted,
        "tabs": listing.tabs(wanted),
        "modules": [(each.code, text(each.title)) for each in framework.modules],
        "first_open": _first_open(listing),
        **_deadline(request, row),
        "is_open": listing.is_open,
        "following": () if listing.is_open else at_hand(actor_of(request), besides=[row.pk]),
        "crumbs": [
            Crumb(_("Verifications"), reverse("assessments:verifications")),
            Crumb(row.organisation.name),
        ],
        **listing.counts(),
    }
    return render(request, "assessments/verification_desk.html", context)


def _deadline(request: HttpRequest, row: Verification) -> dict[str, object]:
    """By when it is to be finished, since when the days count, and the case that it is done for."""
    by = actor_of(request)
    case = LevelApplication.objects.visible_to(by).live().filter(verification=row).first()
    due_on = due_dates([row], by).get(row.pk)
    visit_on = case.visit_on if case else None
    words = ""
    if due_on and visit_on:
        words = _("%(n)s working days after the visit on %(day)s") % {
            "n": rule_on(visit_on, rules(REPORTS)).working_days,
            "day": date_text(visit_on),
        }
    elif due_on and row.opened_at:
        words = _("%(n)s working days after the company let you see it on %(day)s") % {
            "n": rule_on(row.opened_at.astimezone(SEOUL).date(), rules(VERIFICATIONS)).working_days,
            "day": date_text(row.opened_at),
        }
    case_url = reverse("assessments:application", args=[case.pk]) if case else ""
    return {"due_on": due_on, "due_words": words, "case_url": case_url}


def one_line(request: HttpRequest, row: Verification, code: str) -> HttpResponse:
    """The line of one question after it was kept or undone, with the counts around the list."""
    listing = listing_of(request, row, result_of(request, row))
    wanted = Wanted.of(request.POST, OPEN_ONES)
    context = {
        "row": row,
        "each": listing.line(listing.framework.items[code]),
        "wanted": wanted,
        "tabs": listing.tabs(wanted),
        "is_open": listing.is_open,
        "is_alone": True,
        **listing.counts(),
    }
    return render(request, "assessments/_verification_said.html", context)


def _first_open(listing: Listing) -> tuple[str, str] | None:
    """The first question that nobody looked at, with the way to it."""
    if not listing.is_open or not listing.groups[OPEN_ONES]:
        return None
    item = listing.framework.items[listing.groups[OPEN_ONES][0]]
    url = reverse("assessments:verification_item", args=[listing.row.pk, item.code])
    return text(item.title), url
