"""Every component in every state on one page; what a page author opens first."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web import charts, spread
from core.web.components import (
    Crumb,
    FacetOption,
    Level,
    Problem,
    Question,
    Row,
    Step,
    Tab,
    Task,
)
from core.web.icons import NAMES
from core.web.views import page
from core.web.wording import SEOUL

SINCE = datetime(2026, 11, 21, 14, 3, tzinfo=SEOUL)


class SampleForm(forms.Form):
    """A field of every kind, to see them in rest and in error."""

    name = forms.CharField(label=gettext_lazy("Company name"), max_length=40)
    business_number = forms.CharField(
        label=gettext_lazy("Business number"),
        help_text=gettext_lazy("Ten digits, with or without hyphens."),
        min_length=10,
    )
    sales = forms.IntegerField(
        label=gettext_lazy("Average yearly sales (10,000 won)"), required=False, min_value=0
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"), choices=[("48", "경상남도"), ("11", "서울특별시")], initial="48"
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Size of the company"),
        choices=[("small", gettext_lazy("Small")), ("medium", gettext_lazy("Medium"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("As on your certificate of small and medium-sized enterprise."),
    )
    domains = forms.MultipleChoiceField(
        label=gettext_lazy("What you want help with"),
        choices=[("mes", "생산관리(MES)"), ("quality", "품질 검사"), ("energy", "에너지 관리")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    evidence = forms.FileField(
        label=gettext_lazy("Evidence"), help_text=gettext_lazy("PDF or picture, up to 10 MB."), required=False
    )
    agreed = forms.BooleanField(label=gettext_lazy("I agree that my technopark sees the result."))


def _question() -> Question:
    return Question(
        name="PRC2-01",
        number="7 / 44",
        title="작업 지시를 현장에 어떻게 전달합니까?",
        hint="가장 많이 쓰는 방법 한 가지를 고릅니다.",
        value="2",
        levels=[
            Level(
                "0", "말로 전달하고 따로 적어 두지 않습니다.", "아침 조회에서 반장이 그날 물량을 말합니다."
            ),
            Level(
                "1",
                "종이나 엑셀로 작업지시서를 만들어 나누어 줍니다.",
                "하루 한 번 인쇄해 설비 옆에 붙입니다.",
            ),
            Level(
                "2",
                "전산 시스템에서 지시를 내리고 현장 화면에서 확인합니다.",
                "라인 앞 태블릿에 오늘 할 일이 뜹니다.",
            ),
            Level(
                "3",
                "설비와 연결되어 지시와 실적이 실시간으로 오갑니다.",
                "바코드를 찍으면 다음 작업이 설비에 내려갑니다.",
            ),
        ],
        others=[Level("dont_know", _("I do not know")), Level("not_applicable", _("Does not apply to us"))],
    )


def _charts() -> dict[str, Any]:
    rows = [
        charts.DotRow("정보시스템", Decimal("31.5"), Decimal(60), Decimal("38.2")),
        charts.DotRow("공정 운영과 품질", Decimal("44.0"), Decimal(60), Decimal("47.5")),
        charts.DotRow("추진전략", Decimal("52.5"), Decimal(60), Decimal("41.0")),
        charts.DotRow("성과", Decimal("66.0"), Decimal(60), Decimal("49.3")),
        charts.DotRow("자동화", None, Decimal(60)),
    ]
    mine, target = _("Mine"), _("Target")
    items = [
        charts.RoadmapItem("생산실적 전산 입력", 0, 4, "바코드 스캐너 2대, 약 300만 원"),
        charts.RoadmapItem("기초 MES 도입", 4, 12, "정부 지원사업 신청, 자부담 약 2,500만 원"),
        charts.RoadmapItem("설비 데이터 수집", 12, 18, "주요 설비 3대"),
    ]
    phases = [(0, "0–6개월"), (6, "6–12개월"), (12, "12–18개월")]
    return {
        "plot": charts.DotPlot(
            _("Score by area"), rows, mine, target, peers_label=_("Peers' median"), none_label=_("No score")
        ),
        "spread": spread.Spread(
            _("The plant among others"),
            "총점 326점, 가운데 절반 222점에서 454점, 중앙값 335점",
            [spread.SpreadRow(_("Total score"), 326, 222, 335, 454, "222–454 · 335")],
            high=1_000,
            step=200,
        ),
        "radar": charts.Radar(_("Score by area"), rows, mine, target),
        "roadmap": charts.Roadmap(_("Roadmap"), items, phases),
    }


def _lists() -> dict[str, Any]:
    return {
        "tasks": [
            Task("추진전략", "#", "대표님이 답하면 좋습니다.", _("Done"), "success", 4, 4),
            Task("공정 운영", "#", "공장장이나 생산 담당자에게 물어보세요.", _("In progress"), "info", 9, 21),
            Task("정보시스템", "#", "", _("Not started"), "quiet", 0, 10),
            Task("성과", "", "앞의 항목을 마치면 열립니다.", _("Locked"), "plain"),
        ],
        "rows": [
            Row(_("Company name"), "한빛정밀", "#", _("Change")),
            Row(_("Business number"), "123-45-67890"),
            Row(_("Region"), "경상남도 창원시 성산구", "#", _("Change")),
        ],
        "tabs": [
            Tab(_("All"), "#", True, 128),
            Tab(_("Waiting for me"), "#", False, 12),
            Tab(_("Closed"), "#"),
        ],
        "facet": [
            FacetOption("경상남도", "#", 42, True),
            FacetOption("부산광역시", "#", 31),
            FacetOption("울산광역시", "#", 8),
        ],
        "steps": [Step("진단", "done"), Step("추천", "now"), Step("상담"), Step("신청")],
        "events": [
            Step("신청을 보냈습니다.", "done", "2026. 11. 2.(월) 09:12"),
            Step(
                "경남테크노파크가 검토합니다.",
                "now",
                "11월 27일까지 답합니다.",
                "담당자가 자료를 확인하고 있습니다.",
            ),
            Step("지방자치단체 추천"),
            Step("선정 발표"),
        ],
        "problems": [
            Problem("7번 문항에 답하지 않았습니다.", "#PRC2-01"),
            Problem("동의가 필요합니다.", "#"),
        ],
        "companies": [
            ("한빛정밀", "창원시 성산구", "basic", Decimal("43.2"), 312_000_000),
            ("다산금속", "김해시", "advanced", Decimal("71.8"), 1_250_000_000),
            ("대성프레스", "양산시", "basic", None, 98_000_000),
        ],
    }


@page(public=True)
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery. Sample values only; nothing is stored and nothing is read."""
    wrong = SampleForm({"business_number": "123", "sales": "-1", "size": "huge"})
    wrong.is_valid()
    context = {
        "crumbs": [Crumb(_("Home"), "/"), Crumb(_("Components"))],
        "form": SampleForm(prefix="rest"),
        "wrong": wrong,
        "question": _question(),
        "icons": NAMES,
        "page": Paginator(range(1234), 50).page(7),
        "short_page": Paginator(range(3), 50).page(1),
        "at": SINCE,
        "today": SINCE.date(),
        "due": SINCE.date() + timedelta(days=14),
        "overdue": SINCE.date() - timedelta(days=9),
        "amount": 312_345_678,
        **_charts(),
        **_lists(),
    }
    return render(request, "ui/gallery.html", context)
