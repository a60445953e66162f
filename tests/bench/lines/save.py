"""Saving one answer, against a bare view with one INSERT."""

import uuid
from itertools import cycle

from assessments.documents import framework_of
from assessments.models import Session
from core.scope import acting_as_system
from tests.bench.client import Client, bare, queries, usual
from tests.bench.measure import in_turns, p50, p95
from tests.bench.people import browser_of
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import identity

HTMX = {"HTTP_HX_REQUEST": "true"}


class Answering:
    """One person who goes through the questions of a draft again and again, each time with another answer."""

    def __init__(self, number: int, draft: uuid.UUID | None = None) -> None:
        self.browser = browser_of(f"person{number}")
        self.draft = draft or identity("draft", number)
        with acting_as_system():
            session = Session.objects.with_framework().get(pk=self.draft)
            framework = framework_of(session.framework)
            rows = session.answers.values_list("item", "version", "choices")
            self._stored = {item: (version, choices[:1]) for item, version, choices in rows}
        self._items = cycle(framework.items.values())

    def save(self) -> None:
        """Answer the next question, other than it is answered now: the same answer would write nothing."""
        item = next(self._items)
        version, stored = self._stored.get(item.code, (0, []))
        codes = [choice.code for choice in item.choices]
        place = codes.index(stored[0]) + 1 if stored else 0
        choice = codes[place % len(codes)]
        form = {item.code: choice, f"{item.code}.version": str(version)}
        self.browser.post(f"/assessments/{self.draft}/answers/{item.code}/", form, **HTMX)
        self._stored[item.code] = (version + 1, [choice])


def run(scale: Scale) -> list[Row]:
    """The ratio to a bare view, the 95th percentile, the queries."""
    person = Answering(0)
    cookies = person.browser.cookies
    plain, signed_in = Client(bare()), Client(usual(), cookies)
    form = {"session": str(uuid.uuid4()), "item": "PRC1-01", "choice": "3"}
    saves, nothing, floor = in_turns(
        person.save,
        lambda: plain.post("/floor/insert/", form),
        lambda: signed_in.post("/floor/mine/insert/", form),
        rounds=scale.rounds,
        per_round=scale.per_round,
    )
    for _ in range(50):  # both kinds: a first answer and a changed one
        with queries() as found:
            person.save()
    return [
        Row(
            act="save one answer: times a bare Django view with one INSERT, signed in",
            figure=p50(saves) / p50(floor),
            limit=5,
            unit="x",
            p50=p50(saves),
            p95=p95(saves),
            floor=p50(floor),
        ),
        Row(
            act="  against the same view without sign-in and any middleware",
            figure=p50(saves) / p50(nothing),
            limit=None,
            unit="x",
            floor=p50(nothing),
        ),
        Row(
            act="save one answer",
            figure=p95(saves),
            limit=25,
            unit="ms p95",
            queries=len(found),
            most_queries=6,
        ),
    ]
