"""One page of questions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from assessments import given as answers
from assessments.documents import framework_of
from assessments.models import Answer, Result, Session
from assessments.queries.answers import answer_rows
from assessments.queries.evidence import evidence_counts
from assessments.queries.overview import Overview, overview_of
from assessments.scoring import Answer as Value
from assessments.scoring import Framework, Item, Node, asked_in_order, carried_from


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
    modules: tuple[Node, ...]
    files: Mapping[str, int]

    @property
    def place(self) -> int:
        """Which of these pages this is, from 1."""
        return self.modules.index(self.module) + 1

    @property
    def previous(self) -> Node | None:
        """The page before."""
        return self.modules[self.place - 2] if self.place > 1 else None

    @property
    def following(self) -> Node | None:
        """The page behind."""
        return self.modules[self.place] if self.place < len(self.modules) else None


def module_page(session: Session, code: str, within: Collection[str] | None = None) -> ModulePage | None:
    """The page of a module, None for a code that is none (three queries for a company, one for a visitor).

    `within` are the modules of somebody who was given a part; last year's answers are not shown then.
    """
    framework = framework_of(session.framework)
    modules = tuple(node for node in framework.modules if within is None or node.code in within)
    place = next((place for place, node in enumerate(modules) if node.code == code), None)
    if place is None:
        return None
    rows = answer_rows(session)
    given = answers.of_rows(framework, ((row.item, row.choices, row.non_answer) for row in rows.values()))
    before = _last_answers(session) if within is None else {}
    questions, waiting = [], []
    order = asked_in_order(framework, given)
    if within is not None:
        order = tuple(code for code in order if framework.parents[code].code in within)
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
        modules=modules,
        files=evidence_counts(session) if within is None else {},
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
    """What the plant's last result with this framework says to its questions; empty for a visitor.

    Of an older version only the answers to questions that stayed the same.
    """
    if session.organisation_id is None:
        return {}
    stored = (
        Result.objects.filter(
            Q(plant_id=session.plant_id),
            organisation_id=session.organisation_id,
            framework__code=session.framework.code,
            submitted_at__lt=session.started_at,
        )
        .select_related("framework")
        .only("answers", "framework__checksum", "framework__version")
        .order_by("-submitted_at")
        .first()
    )
    if stored is None:
        return {}
    if stored.framework_id == session.framework_id:
        return dict(stored.answers)
    return carried_from(framework_of(stored.framework), stored.answers, framework_of(session.framework))


def _area(framework: Framework, module: Node) -> Node:
    here = module
    while (parent := framework.parents.get(here.code)) is not None and parent is not framework.tree:
        here = parent
    return here
