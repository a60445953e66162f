"""The verdict on a change in words: first whether it is one, then how much."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.change import Change
from assessments.scoring import Ground
from core.web.wording import date_text
from portal.reports.build.wording import scaled


def short(change: Change) -> str:
    """The verdict in a few words, for a table."""
    return {
        "up": _("Rose"),
        "down": _("Fell"),
        "within": _("Within the error of measuring"),
        "open": _("Cannot be told"),
        "no_score": _("No score"),
        "no_norm": _("Error of measuring unknown"),
    }[change.verdict]


def headline(change: Change, maximum: Fraction, since: date) -> str:
    """The verdict on the total as sentences, with the day it is compared with."""
    if change.difference is None:
        return _("One of the two results has no score, so nothing can be said about a change.")
    words = {"day": date_text(since), "points": scaled(abs(change.difference), maximum)}
    if not change.difference:
        return " ".join([_("The score is the same as on %(day)s.") % words, _after_nothing(change)]).strip()
    rose = change.difference > 0
    if change.verdict == "up":
        return _("Up by %(points)s points since %(day)s. That is more than the error of measuring.") % words
    if change.verdict == "down":
        return _("Down by %(points)s points since %(day)s. That is more than the error of measuring.") % words
    first = (
        _("%(points)s points more than on %(day)s.") if rose else _("%(points)s points less than on %(day)s.")
    )
    return f"{first % words} {_after(change)}"


def _after(change: Change) -> str:
    if change.verdict == "within":
        return _("That is within the error of measuring, so it cannot be called a change.")
    if change.verdict == "no_norm":
        return _("The error of measuring of this diagnostic is not known, so it cannot be called a change.")
    if change.is_sign_certain:
        return _("Answers that nobody knew leave open whether that is more than the error of measuring.")
    return _("Answers that nobody knew could turn it round, so whether it rose or fell cannot be told.")


def _after_nothing(change: Change) -> str:
    return "" if change.verdict in ("within", "no_norm") else _after(change)


def answers_text(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """How many answers differ, so that the same score can be told from the same answers."""
    codes = before.keys() | after.keys()
    count = sum(before.get(code) != after.get(code) for code in codes)
    if not count:
        return _("All %(of)s answers are the same as then.") % {"of": len(codes)}
    return ngettext(
        "%(n)s of %(of)s answers is another than then.",
        "%(n)s of %(of)s answers are others than then.",
        count,
    ) % {"n": count, "of": len(codes)}


def ground_text(ground: Ground | None, version: str) -> str:
    """On what two versions are compared; empty within one version and where they cannot be."""
    if ground is None or ground.apart:
        return ""
    return _(
        "The two results are of different versions. Both are compared by the rules of version %(version)s, on"
        " the %(stayed)s of %(of)s questions that are the same in both, so the difference may be another than"
        " that of the two totals."
    ) % {"version": version, "stayed": ground.stayed, "of": ground.of}


def apart_text(ground: Ground | None) -> str:
    """Why two results cannot be compared; empty where they can."""
    if ground is None or ground.apart is None:
        return ""
    if ground.apart == "other_framework":
        return _("These are two diagnostics that do not ask the same, so their scores cannot be compared.")
    return _(
        "Only %(stayed)s of %(of)s questions are the same in both versions. That is too little to compare"
        " their scores."
    ) % {"stayed": ground.stayed, "of": ground.of}
