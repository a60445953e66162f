"""Advice about a draft in the reader's words, each with the way to the part it is about."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.authoring.advising import OddPoints, OneSided, WeightSum, odd_points, one_sided, weight_sums
from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.queries.versions import before
from assessments.scoring import Framework, difference
from assessments.scoring.number import shown
from assessments.templatetags.framework_document import document_place
from assessments.views.wording import text


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at again: `codes` are the parts whose forms say it as well."""

    title: str
    message: str
    url: str
    codes: frozenset[str]
    is_sum: bool = False


def advice_of(version: FrameworkVersion) -> list[Advice]:
    """All advice about a draft: points unlike the others first, then sums of weights, then texts changed in
    one language only."""
    framework, old = framework_of(version), before(version)
    first = framework_of(old) if old else None
    found = [_about_points(version, framework, each) for each in odd_points(framework)]
    found += [
        _about_weights(version, framework, each)
        for each in weight_sums(framework, first).values()
        if each.is_off
    ]
    sides = one_sided(difference(first, framework)) if first else ()
    return found + [_about_language(version, framework, each) for each in sides]


def sum_words(held: WeightSum) -> str:
    """ "105 / 100", or the sum alone where nothing says what it should be."""
    said = f"{shown(held.held, 2):,f}"
    return said if held.meant is None else f"{said} / {shown(held.meant, 2):,f}"


def _about_points(version: FrameworkVersion, framework: Framework, found: OddPoints) -> Advice:
    title = text(framework.items[found.code].title)
    low, high = (f"{shown(each, 2):,f}" for each in (found.low, found.high))
    if found.is_out_of_line:
        usual = (f"{shown(each, 2):,f}" for each in (found.usual_low, found.usual_high))
        said = _(
            "The answers give %(low)s to %(high)s points. Those of nearly all others give %(a)s to %(b)s."
        )
        words = said % dict(zip(("low", "high", "a", "b"), (low, high, *usual), strict=True))
    else:
        words = _("A later answer gives fewer points than the one before it. Nowhere else do points fall.")
    url = reverse("assessments:framework_part", args=[version.pk, "item", found.code])
    return Advice(title, words, url, frozenset({found.code}))


def _about_weights(version: FrameworkVersion, framework: Framework, found: WeightSum) -> Advice:
    node = framework.nodes[found.code]
    said = _("The weights in “%(name)s” come to %(sum)s.")
    return Advice(
        text(node.title),
        said % {"name": text(node.title), "sum": sum_words(found)},
        reverse("assessments:framework_weights", args=[version.pk, found.code]),
        frozenset({found.code, *(child.code for child in node.children)}),
        is_sum=True,
    )


def _about_language(version: FrameworkVersion, framework: Framework, found: OneSided) -> Advice:
    said = (
        _("The Korean text changed and the English beside it did not: %(place)s.")
        if found.language == "ko"
        else _("The English text changed and the Korean beside it did not: %(place)s.")
    )
    part = framework.items.get(found.code) or framework.nodes.get(found.code)
    kind = "item" if found.code in framework.items else "node"
    code = found.code
    if part is None:
        kind = code = "bounds" if found.path.startswith("levels") else "head"
    title = text(part.title) if part else text(framework.title)
    return Advice(
        title,
        said % {"place": document_place(found.path)},
        reverse("assessments:framework_part", args=[version.pk, kind, code]),
        frozenset({code}),
    )
