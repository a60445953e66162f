"""Advice about a draft in the reader's words, each with the way to the part it is about."""

import re
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.authoring.advising import OddPoints, OneSided, WeightSum, odd_points, one_sided
from assessments.documents import framework_of
from assessments.models import FrameworkState, FrameworkVersion
from assessments.queries.sums import sums_off
from assessments.queries.versions import before
from assessments.scoring import Framework, Item, difference
from assessments.scoring.number import shown
from assessments.templatetags.framework_document import document_place
from assessments.views.wording import text
from assessments.weight_words import sum_sentence


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at again: `codes` are the parts whose forms say it as well, `path` the place in them.

    A sum that does not come out (`is_sum`) has to be said to be meant before it is published.
    """

    title: str
    message: str
    url: str
    codes: frozenset[str]
    path: str
    is_sum: bool = False
    area: str = ""

    def field_of(self, code: str) -> str:
        """The name of the field it is about in the form of the part `code`; empty where that has none."""
        return "" if self.area == code else "-".join(filter(None, re.split(r"[.\[\]]+", self.path)))


def advice_of(version: FrameworkVersion) -> list[Advice]:
    """All advice about a draft: points unlike the others first, then sums of weights, then texts changed in
    one language only."""
    framework, old = framework_of(version), before(version)
    first = framework_of(old) if old else None
    found = [_about_points(version, framework, each) for each in odd_points(framework)]
    found += [_about_weights(version, framework, each) for each in sums_off(version)]
    sides = one_sided(difference(first, framework)) if first else ()
    return found + [_about_language(version, framework, each) for each in sides]


def listed(version: FrameworkVersion) -> dict[str, object]:
    """All advice about a draft for its list, and how many sums are among it; nothing once published."""
    found = advice_of(version) if version.state == FrameworkState.DRAFT.value else []
    return {"advice": found, "sums": sum(each.is_sum for each in found)}


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
    return Advice(title, words, f"{url}#id_choices-0-points", frozenset({found.code}), "choices[0].points")


def _about_weights(version: FrameworkVersion, framework: Framework, found: WeightSum) -> Advice:
    node = framework.nodes[found.code]
    url = reverse("assessments:framework_weights", args=[version.pk, found.code])
    return Advice(
        text(node.title),
        sum_sentence(node, found),
        f"{url}#id_weight-{node.children[0].code}",
        frozenset({found.code, *(child.code for child in node.children)}),
        "weight",
        is_sum=True,
        area=node.code,
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
    path = _placed(f"{found.path.rpartition('.')[0]}.{found.other}", framework.items.get(found.code))
    advice = Advice(title, said % {"place": document_place(found.path)}, "", frozenset({code}), path)
    url = reverse("assessments:framework_part", args=[version.pk, kind, code])
    return replace(advice, url=f"{url}#id_{advice.field_of(code)}")


def _placed(path: str, item: Item | None) -> str:
    """A choice named by its place, as the form does, and not by its code."""
    head, *rest = path.split(".")
    codes = [each.code for each in item.choices] if item else []
    if head == "choices" and rest and rest[0] in codes:
        rest[0] = str(codes.index(rest[0]))
        if len(rest) == 2:  # the words themselves: a difference names them by the choice alone
            rest.insert(1, "label")
    return ".".join((head, *rest))
