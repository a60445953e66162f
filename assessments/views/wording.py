"""Framework texts and answers in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Delegation, Plant, Session
from assessments.notices import counted
from assessments.scoring import DONT_KNOW, NOT_APPLICABLE, Answer, Framework, Item, Progress, Text
from core.industries import INDUSTRIES, SizeClass
from core.regions import REGIONS
from core.web.components import Row
from core.web.wording import NOTHING, date_text, honoured, won


def text(words: Text | None) -> str:
    """A framework's text in the reader's language; empty for None."""
    return words.of(get_language() or "ko") if words else ""


def answer_text(item: Item, value: Answer | Sequence[str] | None) -> str:
    """An answer in words: the sentence chosen, several joined by " / ", a non-answer, or empty for none."""
    if value is None:
        return ""
    if value == DONT_KNOW:
        return _("I do not know")
    if value == NOT_APPLICABLE:
        return _("Does not apply to us")
    codes = [value] if isinstance(value, str) else list(value)
    labels = {choice.code: text(choice.label) for choice in item.choices}
    return " / ".join(labels[code] for code in codes if code in labels)


def level_number(item: Item, value: Answer | Sequence[str] | None) -> str:
    """The number of the level chosen, where a question's levels are numbered; else empty."""
    is_numbered = item.kind == "single" and all(each.code.isdecimal() for each in item.choices)
    return value if is_numbered and isinstance(value, str) and value.isdecimal() else ""


def level_text(item: Item, value: Answer | Sequence[str] | None) -> str:
    """An answer as those who judge read it: the number of the level before its sentence."""
    if not isinstance(value, str) and value is not None and len(value) == 1:
        value = next(iter(value)) if item.kind == "single" else value
    words, number = answer_text(item, value), level_number(item, value)
    return f"{_('Level %(n)s') % {'n': number}} · {words}" if number and words else words


def level_step(item: Item, before: Answer | None, after: Answer | None) -> str:
    """The numbers of two levels, "1 → 0"; empty where either has none."""
    numbers = level_number(item, before), level_number(item, after)
    return " → ".join(numbers) if all(numbers) else ""


def counts(progress: Progress) -> str:
    """How many questions were answered, in the words of the notice about it."""
    of = progress.applicable if progress.unanswered else 0
    return counted(progress.answered_applicable, progress.not_applicable, progress.dont_know, of)


def level_verdict(claimed: int | None, found: int | None) -> str:
    """How the level found stands to the claimed one, in one sentence; empty where either is none."""
    if claimed is None or found is None:
        return ""
    said = {"claimed": claimed, "found": found, "n": abs(claimed - found)}
    if found == claimed:
        return _("The claimed Level %(claimed)s holds.") % said
    if found < claimed:
        return _("Level %(found)s: %(n)s lower than the claimed Level %(claimed)s.") % said
    return _("Level %(found)s: %(n)s higher than the claimed Level %(claimed)s.") % said


def sender_of(link: Delegation) -> str:
    """Who sent a link, as its holder reads it inside a sentence."""
    return _("the sender (%(name)s)") % {"name": honoured(link.sender)} if link.sender else _("the sender")


def company_of(link: Delegation) -> str:
    """The company as the reader of a link may know it; empty where its maker did not want that."""
    company = link.session.organisation if link.is_company_named else None
    return company.name if company else ""


def dates_of(link: Delegation) -> str:
    """By when the answers are wanted and until when they are possible, in one wording for both sides."""
    said = {"day": date_text(link.due_on), "limit": date_text(link.limit)}
    if link.due_on:
        return _("Wanted by %(day)s. Answers are possible until %(limit)s at the latest.") % said
    return _("Answers are possible until the end of %(limit)s.") % said


def is_korean() -> bool:
    """Whether the reader reads Korean."""
    return (get_language() or "ko").startswith("ko")


def region_text(code: str) -> str:
    """The district with its province; a dash for none."""
    if code not in REGIONS:
        return NOTHING
    region = REGIONS.get(code)
    return region.label_ko if is_korean() else region.label_en


def industry_text(code: str) -> str:
    """The industry's code and name; a dash for none."""
    if code not in INDUSTRIES:
        return NOTHING
    industry = INDUSTRIES.get(code)
    return f"{industry.name_ko if is_korean() else industry.name_en} ({industry.code})"


def size_text(code: str) -> str:
    """The legal name of a size class; a dash for none."""
    if code not in list(SizeClass):
        return NOTHING
    size = SizeClass(code)
    return size.name_ko if is_korean() else size.name_en


def minutes(framework: Framework, questions: int) -> int:
    """How long so many of its questions take, in proportion; one minute each where it is silent."""
    return max(
        1, round((framework.minutes or len(framework.items)) * questions / max(1, len(framework.items)))
    )


def amount_text(framework: Framework, progress: Progress) -> str:
    """How many questions a part has and how long what is left takes; what is answered already is said."""
    said = {
        "n": progress.asked,
        "done": progress.answered,
        "minutes": minutes(framework, len(progress.unanswered)),
    }
    if progress.answered and not progress.unanswered:
        return _("%(n)s questions, all answered already; to be checked") % said
    if progress.answered:
        return _("%(n)s questions, %(done)s answered already; about %(minutes)s minutes for the rest") % said
    return _("%(n)s questions, about %(minutes)s minutes") % said


def plant_text(about: Plant | Session) -> str:
    """What a plant goes by: its name, else its district."""
    name = about.name if isinstance(about, Plant) else about.plant_name
    return name or region_text(about.sigungu)


def plant_rows(session: Session) -> list[Row]:
    """What the diagnostic is about, as rows of a summary; what was not given is left out."""
    rows = [
        (_("District"), region_text(session.sigungu)),
        (_("Industry"), industry_text(session.industry)),
        (_("Size"), size_text(session.size)),
    ]
    if session.plant_name:
        rows.insert(0, (_("Plant"), session.plant_name))
    if session.employees is not None:
        rows.append((_("Regular employees"), _("%(n)s people") % {"n": f"{session.employees:,}"}))
    if session.average_sales_won is not None:
        rows.append((_("Average yearly sales"), won(session.average_sales_won)))
    return [Row(label, value) for label, value in rows]
