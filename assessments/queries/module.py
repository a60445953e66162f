"""One page of questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Result, Session
from assessments.queries.answers import answer_rows
from assessments.queries.evidence import evidence_counts
from assessments.queries.overview import Overview, overview_of
from assessments.scoring import Answer as Value
from assessments.scoring import Framework, Item, Node, asked_in_order


@dataclass(frozen=True, slots=True)
class QuestionView:
    """An item with what was answered, its place among the items asked, and last time's answer if any."""

    item: Item
    value: Value | None
    comment: str
    version: int
    number: int
    of: int
    before: Value | None = None


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A module's questions, those asked (`questions`) and those that wait for a condition (`waiting`).

    `files` counts the files that show an item.
    """

    overview: Overview
    module: Node
    area: Node
    questions: tuple[QuestionView, ...]
    waiting: tuple[Item, ...]
    previous: Node | None
    following: Node | None
    files: Mapping[str, int]

    @property
    def place(self) -> int:
        """Which of the framework's pages this is, from 1."""
        return self.overview.framework.modules.index(self.module) + 1


def module_page(session: Session, code: str) -> ModulePage | None:
    """The page of a module, None for a code that is none (three queries for a company, one for a visitor)."""
    framework = framework_of(session.framework)
    modules = framework.modules
    place = next((place for place, node in enumerate(modules) if node.code == code), None)
    if place is None:
        return None
    rows = answer_rows(session)
    given = answers.of_rows(framework, ((row.item, row.choices, row.non_answer) for row in rows.values()))
    before = _last_answers(session)
    questions, waiting = [], []
    order = asked_in_order(framework, given)
    for child in modules[place].children:
        if not isinstance(child, Item):
            continue
        if child.code not in order:
            waiting.append(child)
            continue
        questions.append(question_view(framework, child, rows.get(child.code), order, before))
    return ModulePage(
        overview=overview_of(session, framework, given),
        module=modules[place],
        area=_area(framework, modules[place]),
        questions=tuple(questions),
        waiting=tuple(waiting),
        previous=modules[place - 1] if place else None,
        following=modules[place + 1] if place + 1 < len(modules) else None,
        files=evidence_counts(session),
    )


def question_view(
    framework: Framework,
    item: Item,
    row: Answer | None,
    order: tuple[str, ...],
    before: Mapping[str, Value] | None = None,
) -> QuestionView:
    """One question as the page shows it; `order` are the items asked."""
    return QuestionView(
        item=item,
        value=answers.of_row(item, row.choices, row.non_answer) if row else None,
        comment=row.comment if row else "",
        version=row.version if row else 0,
        number=order.index(item.code) + 1 if item.code in order else 0,
        of=len(order),
        before=(before or {}).get(item.code),
    )


def _last_answers(session: Session) -> Mapping[str, Value]:
    """The answers of the company's last result with a version of the same framework; empty for a visitor."""
    if session.organisation_id is None:
        return {}
    stored = (
        Result.objects.filter(
            organisation_id=session.organisation_id,
            framework__code=session.framework.code,
            submitted_at__lt=session.started_at,
        )
        .order_by("-submitted_at")
        .values_list("answers", flat=True)
        .first()
    )
    return stored or {}


def _area(framework: Framework, module: Node) -> Node:
    here = module
    while (parent := framework.parents.get(here.code)) is not None and parent is not framework.tree:
        here = parent
    return here
