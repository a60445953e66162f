"""Which values each kind of part has, in the order of its page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.authoring import Part
from core.domains import DOMAINS
from core.web.naming import domain_name

SlotKind = Literal["line", "text", "number", "integer", "flag", "select", "code"]
FLAGS = {"not_applicable": False, "dont_know": True, "exclusive": False, "cumulative": True}
"""What holds where a document does not say."""
DOMAIN_ROWS = 3
_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
_CODE = {"lang": "en", "autocapitalize": "off", "spellcheck": "false", "autocomplete": "off"}


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the page."""

    code: str
    title: str
    is_folded: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A value of the part: where it stands, how it is typed, what holds where it is absent."""

    path: tuple[str | int, ...]
    label: str
    kind: SlotKind
    section: Group
    default: str = ""
    options: Sequence[tuple[str, str]] = ()
    help: str = ""
    is_text: bool = False

    @property
    def name(self) -> str:
        """The name of its field."""
        return "-".join(str(step) for step in self.path)

    def field(self) -> forms.Field:
        """Its field. Nothing is required here: the document says what is missing, and where."""
        told: dict[str, Any] = {"label": self.label, "required": False, "help_text": self.help}
        if self.kind == "flag":
            return forms.BooleanField(**told)
        if self.kind == "select":
            return forms.CharField(**told, widget=forms.Select(choices=self.options))
        lang = {"lang": "en"} if self.is_text and self.path[-1] == "en" else {}
        if self.kind == "text":
            return forms.CharField(**told, strip=False, widget=forms.Textarea(attrs={"rows": 3, **lang}))
        extra = _CODE if self.kind == "code" else _NUMBER if self.kind in ("number", "integer") else lang
        return forms.CharField(**told, widget=forms.TextInput(attrs=dict(extra)))


def slots(part: Part, sent: Mapping[str, int]) -> Iterator[Slot]:
    """The values of a part that can be typed; `sent` says how many rows of each list came with a form."""
    makers = {"item": _item, "node": _node, "hint": _hint, "head": _head, "bounds": _bounds}
    for slot in makers[part.kind](part, sent):
        if slot.path[0] not in part.locked:
            yield slot


def _texts(
    part: Part, path: tuple[str | int, ...], label: str, section: Group, kind: SlotKind = "text"
) -> Iterator[Slot]:
    """One text in each of the document's languages."""
    names = {"ko": _("Korean"), "en": _("English")}
    for language in part.languages:
        said = f"{label} ({names[language]})" if len(part.languages) > 1 else label
        yield Slot((*path, language), said, kind, section, is_text=True)


def _length(part: Part, key: str) -> int:
    held = part.data.get(key)
    return len(held) if isinstance(held, list) else 0


def _item(part: Part, sent: Mapping[str, int]) -> Iterator[Slot]:
    asked = Group("question", _("Question"))
    yield from _texts(part, ("title",), _("Short name"), asked, "line")
    yield from _texts(part, ("question",), _("Question"), asked)
    yield from _texts(part, ("why",), _("Why we ask"), asked)
    length = _length(part, "choices")
    for place in range(length):
        heading = _("Answers to choose from") if place == 0 else ""
        section = Group(f"choice-{place}", _choice_title(part, place), is_folded=True, heading=heading)
        yield from _choice(part, place, section)
    for place in range(length, max(length + 1, min(sent.get("choices", 0), 60))):
        section = Group(f"choice-{place}", _("Add an answer"), is_folded=True)
        yield from _choice(part, place, section, is_new=True)
    counted = Group("counting", _("How it counts"))
    yield Slot(
        ("weight",),
        _("Weight"),
        "number",
        counted,
        "1",
        help=_("Its say in the score of its area. Left empty, it counts as 1."),
    )
    kinds = (("single", _("One answer")), ("multiple", _("Any number of ticks")))
    yield Slot(("kind",), _("Kind of answer"), "select", counted, "single", kinds)
    yield Slot(("dont_know",), _("May be answered “I don't know”"), "flag", counted)
    yield Slot(("not_applicable",), _("May be answered “does not apply”"), "flag", counted)
    if "threshold" in part.data:
        yield Slot(("threshold",), _("Met from so many points"), "number", counted)
    if part.data.get("kind") == "multiple":
        yield Slot(("at_least",), _("At least so many points"), "number", counted)
        yield Slot(("at_most",), _("At most so many points"), "number", counted)
    shown = Group("evidence", _("What would show it"), is_folded=True, heading=_("What helps"))
    length = _length(part, "evidence")
    for place in range(min(max(length + 1, sent.get("evidence", 0)), 20)):
        yield from _texts(part, ("evidence", place), _("Evidence %(n)s") % {"n": place + 1}, shown, "line")
    yield from _domains(part)


def _choice_title(part: Part, place: int) -> str:
    held = part.data["choices"]
    one = held[place] if isinstance(held, list) else ""
    label = one.get("label") if isinstance(one, dict) else None
    words = next(iter(label.values()), "") if isinstance(label, dict) else ""
    return f"{one.get('code', place + 1) if isinstance(one, dict) else place + 1} · {words}"


def _choice(part: Part, place: int, section: Group, *, is_new: bool = False) -> Iterator[Slot]:
    at = ("choices", place)
    if is_new:
        said = _("Letters, digits, dots and hyphens. Answers are kept by it.")
        yield Slot((*at, "code"), _("Code"), "code", section, help=said)
    yield from _texts(part, (*at, "label"), _("Sentence to choose"), section)
    yield Slot((*at, "points"), _("Points"), "number", section)
    yield from _texts(part, (*at, "example"), _("What one sees on the floor"), section)
    yield from _texts(part, (*at, "next_step"), _("First step to the next answer"), section)
    if part.data.get("kind") == "multiple":
        yield Slot((*at, "exclusive"), _("Cannot be ticked together with others"), "flag", section)
    if not is_new:
        yield Slot((*at, "remove"), _("Take this answer out"), "flag", section)


def _domains(part: Part) -> Iterator[Slot]:
    section = Group("domains", _("Technology that closes the gap"), is_folded=True)
    held = part.data.get("domains")
    stands = [str(each) for each in held] if isinstance(held, list) else []
    known = [(each.code, domain_name(each.code)) for each in DOMAINS]
    strange = [(code, code) for code in stands if code not in DOMAINS]
    options = [("", "—"), *known, *strange]
    for place in range(min(20, max(DOMAIN_ROWS, len(stands) + 1))):
        label = _("The closest") if place == 0 else _("Number %(n)s") % {"n": place + 1}
        yield Slot(("domains", place), label, "select", section, "", options)


def _node(part: Part, sent: Mapping[str, int]) -> Iterator[Slot]:
    words, counted = Group("words", _("Words")), Group("counting", _("How it counts"))
    yield from _texts(part, ("title",), _("Name"), words, "line")
    yield from _texts(part, ("summary",), _("What it is about"), words)
    if part.path != "tree":
        yield Slot(
            ("weight",),
            _("Weight"),
            "number",
            counted,
            "1",
            help=_("Its say in the score above it. Left empty, it counts as 1."),
        )
    yield Slot(("factor",), _("Factor"), "number", counted, "1")
    if "threshold" in part.data:
        yield Slot(("threshold",), _("Met from so many points"), "number", counted)


def _hint(part: Part, sent: Mapping[str, int]) -> Iterator[Slot]:
    words = Group("words", _("Words"))
    yield from _texts(part, ("ask",), _("What is asked before submitting"), words)


def _head(part: Part, sent: Mapping[str, int]) -> Iterator[Slot]:
    words, before = Group("words", _("Words")), Group("before", _("Before one begins"))
    yield from _texts(part, ("title",), _("Name"), words, "line")
    yield from _texts(part, ("summary",), _("What it is about"), words)
    yield from _texts(part, ("notice",), _("Notice beside every score"), words, "line")
    yield from _texts(part, ("source",), _("Where it comes from"), words)
    yield Slot(("licence",), _("Licence"), "code", words)
    yield Slot(("minutes",), _("Minutes to answer it"), "integer", before)
    yield from _texts(part, ("respondent",), _("Who should answer"), before)
    for place in range(min(max(_length(part, "prepare") + 1, sent.get("prepare", 0)), 50)):
        label = _("To have at hand %(n)s") % {"n": place + 1}
        yield from _texts(part, ("prepare", place), label, before, "line")


def _bounds(part: Part, sent: Mapping[str, int]) -> Iterator[Slot]:
    schemes = part.data.get("schemes")
    for row, scheme in enumerate(schemes if isinstance(schemes, list) else ()):
        if not isinstance(scheme, dict) or not isinstance(scheme.get("bounds"), list):
            continue
        at = ("schemes", row)
        told = scheme.get("title")
        name = told.get(get_language() or "ko") or told.get("ko") if isinstance(told, dict) else None
        section = Group(f"scheme-{row}", str(name or scheme.get("code", row + 1)))
        yield from _texts(part, (*at, "title"), _("Name"), section, "line")
        bounds = scheme["bounds"]
        for place, bound in enumerate(bounds if isinstance(bounds, list) else ()):
            level = bound.get("level", place) if isinstance(bound, dict) else place
            here = Group(f"scheme-{row}-{place}", _("Level %(n)s") % {"n": level})
            yield Slot((*at, "bounds", place, "from"), _("From so many points"), "number", here)
            yield from _texts(part, (*at, "bounds", place, "title"), _("Name"), here, "line")
