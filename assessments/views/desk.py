"""Where somebody answers: their own diagnostic, or what a link opens; and the addresses there."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Delegation
from assessments.queries import Overview, progress_of
from assessments.scoring import Answer, Framework, Node, Progress, asked_in_order
from assessments.views.wording import text
from core.accounts.actor import Actor
from core.web.components import Crumb


@dataclass(frozen=True, slots=True)
class Desk:
    """A session, who acts on it, and the link they act by; None for one's own session."""

    session_id: uuid.UUID
    by: Actor
    delegation: Delegation | None = None

    def allows(self, module: str) -> bool:
        """Whether this module may be seen and answered here."""
        return self.delegation is None or module in self.delegation.modules

    def modules(self, framework: Framework) -> Sequence[Node]:
        """The pages of questions of this desk, in order."""
        return [node for node in framework.modules if self.allows(node.code)]

    def progress(self, framework: Framework, given: Mapping[str, Answer]) -> Progress:
        """How far these modules have come."""
        return progress_of(framework, given, self.delegation.modules if self.delegation else None)

    def order(self, framework: Framework, given: Mapping[str, Answer]) -> tuple[str, ...]:
        """The items asked here, in order: a question of a part is numbered within the part."""
        asked = asked_in_order(framework, given)
        if self.delegation is None:
            return asked
        return tuple(code for code in asked if self.allows(framework.parents[code].code))

    @property
    def overview_url(self) -> str:
        """The list of modules."""
        if self.delegation is not None:
            return reverse("assessments:part", args=[self.delegation.pk])
        return reverse("assessments:overview", args=[self.session_id])

    @property
    def check_url(self) -> str:
        """Where the last page leads."""
        if self.delegation is not None:
            return reverse("assessments:part_check", args=[self.delegation.pk])
        return reverse("assessments:check", args=[self.session_id])

    def module_url(self, code: str) -> str:
        """A page of questions."""
        if self.delegation is not None:
            return reverse("assessments:part_module", args=[self.delegation.pk, code])
        return reverse("assessments:module", args=[self.session_id, code])

    def answer_url(self, item: str) -> str:
        """Where the answer to an item is sent."""
        if self.delegation is not None:
            return reverse("assessments:part_answer", args=[self.delegation.pk, item])
        return reverse("assessments:answer", args=[self.session_id, item])

    def history_url(self, item: str) -> str:
        """The history of an answer; empty where it is not shown: it names the people of the company."""
        return (
            ""
            if self.delegation is not None
            else reverse("assessments:history", args=[self.session_id, item])
        )

    def trail(self, overview: Overview, *more: Crumb) -> list[Crumb]:
        """The way to a page of this desk."""
        title = text(overview.framework.title)
        if self.delegation is not None:
            return [Crumb(title, self.overview_url if more else ""), *more]
        start = Crumb(_("Diagnostics"), reverse("assessments:landing"))
        return [start, Crumb(title, self.overview_url if more else ""), *more]
