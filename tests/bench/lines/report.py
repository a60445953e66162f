"""Printing a report of 12 to 16 pages: warm, cold, memory, two renderers at once."""

from threading import Thread
from time import perf_counter

from django.utils import timezone

from assessments.models import Result
from core.scope import acting_as_system
from matching.actions.recommend import recommend
from portal.reports import document
from portal.reports.build import content_for
from portal.reports.renderer import Printed, Renderer
from tests.bench.measure import p50, p95
from tests.bench.row import Row
from tests.bench.scale import Scale
from tests.bench.seed import identity


def run(scale: Scale) -> list[Row]:
    """Seconds of a print as the worker waits for it, its memory, and what two renderers do at once."""
    html, gathered = pages()

    def printed(renderer: Renderer) -> tuple[float, Printed]:
        began = perf_counter()
        made = renderer.render(html)
        return perf_counter() - began, made

    colds, warms, made = [], [], None
    for _ in range(max(1, scale.reports // 2)):
        renderer = Renderer()
        try:
            colds.append(printed(renderer)[0])
            for _ in range(scale.reports):
                seconds, made = printed(renderer)
                warms.append(seconds)
        finally:
            renderer.close()
    assert made is not None
    a_second = together(html, 2 * scale.reports - 1)
    full = scale.reports > 1
    size = f"{made.pages} pages, {len(made.pdf) / 1024:.0f} KB"
    return [
        Row(
            act="report, warm",
            figure=p50(warms),
            limit=1.3 if full else None,
            unit="s",
            p50=p50(warms) * 1000,
            p95=p95(warms) * 1000,
            note=size,
        ),
        Row(
            act="report, cold: renderer started for it",
            figure=p50(colds),
            limit=3.2 if full else None,
            unit="s",
        ),
        Row(act="  pages of it, at most", figure=made.pages, limit=16, unit="", note="12 to 16"),
        Row(act="  size of it, at most", figure=len(made.pdf) / 1024, limit=500, unit="KB"),
        Row(act="  renderer's peak memory", figure=made.peak_kb / 1024, limit=350, unit="MB"),
        Row(act="  its texts and numbers gathered in", figure=gathered * 1000, limit=None, unit="ms"),
        Row(
            act="two renderers at once",
            figure=a_second,
            limit=1.4 if full else None,
            unit="reports/s",
            at_least=True,
        ),
    ]


def pages() -> tuple[str, float]:
    """The HTML of a seeded company's report, and the seconds to gather it."""
    with acting_as_system() as system:
        result = Result.objects.select_related("organisation", "framework").get(
            pk=identity("result", "one:0")
        )
        if not result.recommendations.exists():
            recommend(by=system, at=timezone.now(), result=result)
        document.html(content_for(result, "ko"))
        began = perf_counter()
        html = document.html(content_for(result, "ko"))
        return html, perf_counter() - began


def together(html: str, count: int) -> float:
    """Reports a second that two warm renderers print side by side."""
    renderers = [Renderer(), Renderer()]
    try:
        for renderer in renderers:
            renderer.render(html)

        def several(renderer: Renderer) -> None:
            for _ in range(count):
                renderer.render(html)

        began = perf_counter()
        threads = [Thread(target=several, args=[renderer]) for renderer in renderers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return 2 * count / (perf_counter() - began)
    finally:
        for renderer in renderers:
            renderer.close()
