"""One result in HTML, PDF, XLSX and JSON: the same, cell by cell, for each by their right."""

import io
import re
import subprocess
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from assessments.actions import publish_framework
from assessments.actions.investments import InvestmentFacts, add_investment
from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result
from core.accounts.actor import SYSTEM
from core.accounts.models import User
from core.audit.models import AccessRecord
from core.scope import acting
from core.spreadsheet import neutral
from core.web.wording import scale_text
from portal.reports import document
from portal.reports.content import ReportContent
from portal.reports.models import Report
from portal.reports.renderer import Renderer
from portal.templatetags.report import difference as change_text
from tests.core.accounts.people import SECRET, actor, organisation, person, signed_in
from tests.core.uploads import files
from tests.portal.results import test_verified as verifying
from tests.portal.results.world import AT, World, answers, result, world
from tests.programmes.world import as_portal, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
Cells = list[dict[str, Any]]
NOTE = "=2+5 작업표준이 두 공정에만 있습니다."
SHOWN = "SYS1-01"
SPENT = "사출기 12대 실적 자동 집계"


def next_version() -> FrameworkVersion:
    """The diagnostic in a later version: a question in other words, a weight moved."""
    source = Path("assessments/frameworks/kr-smart-factory.yaml").read_text("utf-8")
    version = re.search(r'version: "([^"]+)"', source)
    assert version is not None
    text = source.replace(f'version: "{version[1]}"', 'version: "2027.1"', 1)
    text = text.replace('weight: "25"', 'weight: "20"', 1)
    words = framework_of(FrameworkVersion.objects.get(version=version[1])).items[SHOWN].question.ko
    text = text.replace(words, f"올해 기준으로, {words}", 1)
    return publish_framework(source=text, name="new.yaml", by=SYSTEM, at=AT + timedelta(days=1))[0]


@pytest.fixture
def hanbit() -> World:
    """Hanbit with three results of two versions, an investment in between, and a file behind one answer."""
    old = world()
    result(old.hanbit, answers() | {"STR1-01": "0"}, at=AT - timedelta(days=365))
    with acting(by := actor(old.owner)):
        facts = InvestmentFacts(
            plant_id=None, spent_on=date(2026, 3, 1), words=SPENT, amount_won=84_000_000, grant_pct=50
        )
        add_investment(facts=facts, by=by, at=AT)
    as_portal()
    version, made = next_version(), uuid.uuid4()
    given = {**answers(), "PRC2-01": "4"}
    place, at = old.result.sigungu, AT + timedelta(days=2)
    plant = old.result.plant_name
    row = DemoResult(old.hanbit.pk, uuid.uuid4(), made, place, "303", "SMALL", 42, None, given, at, plant)
    bulk_results(version, [row])
    new = Result.objects.select_related("organisation", "framework").get(pk=made)
    share(new, old.gyeongnam)
    here = replace(old, result=new)
    upload = {"file": SimpleUploadedFile("a.pdf", files.pdf())}
    here.browser.post(f"/assessments/{new.session_id}/evidence/{SHOWN}/", upload)
    as_portal()
    return here


def verified(hanbit: World) -> User:
    """An assessor found one answer different, and confirmed the others."""
    body = organisation("assessor_body", "이음심사원", code="KAB")
    assessor = person("assessor@body.example", body, "assessor", totp_secret=SECRET, name="윤채운")
    ministry = organisation("ministry", "중소벤처기업부", code="MSS")
    keeper = person("programme@ministry.example", ministry, "programme_administrator", totp_secret=SECRET)
    row = verifying._opened(hanbit, keeper, assessor)
    browser = signed_in(assessor)
    verifying._judge(browser, row, verifying._other(hanbit.result), NOTE)
    assert verifying._finish(browser, row, rest="on").status_code == 302
    return assessor


def book_of(browser: Client, hanbit: World) -> dict[str, Cells]:
    """The sheets of the spreadsheet, each row by its heads."""
    answer = browser.get(f"{hanbit.url}spreadsheet/")
    as_portal()
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    found = {}
    for sheet in book:
        heads, *rows = sheet.values
        assert len(set(heads)) == len(heads), sheet.title
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def data_of(browser: Client, hanbit: World) -> dict[str, Any]:
    """The content as the API gives it."""
    answer = browser.get(f"/api/v1/contents/{hanbit.result.pk}/")
    as_portal()
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()["content"]
    return found


def as_cell(value: Any, kind: str = "") -> Any:
    """What a spreadsheet gives back for a value of the JSON."""
    if value in (None, "", "–"):
        return None
    if kind == "number":
        number = Decimal(str(value).replace(",", ""))
        return int(number) if number == number.to_integral_value() else float(number)
    if kind == "day":
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    return neutral(value)


def column(rows: Cells, head: str) -> list[Any]:
    return [row[head] for row in rows]


def same(rows: Cells, head: str, values: Sequence[Any], kind: str = "") -> None:
    assert column(rows, head) == [as_cell(each, kind) for each in values], head


def check_data(book: dict[str, Cells], data: dict[str, Any]) -> None:
    """Every cell of the spreadsheet is a value of the data."""
    standing, found = data["standing"], data["verified"][0]

    summary = {row["내용"]: row["값"] for row in book["요약"]}
    for label, value, kind in (
        ("한 문장으로", data["verdict"]["headline"], ""),
        ("기업", data["company"]["name"], ""),
        ("사업자등록번호", data["company"]["business_number"], ""),
        ("공장", data["plant"]["name"], ""),
        ("진단 모형의 판", data["framework"]["version"], ""),
        ("제출일", data["submitted_on"], "day"),
        ("기준일", data["issued_on"], "day"),
        ("점수", standing["score"], "number"),
        ("점수 범위(최저)", standing["low"], "number"),
        ("점수 범위(최고)", standing["high"], "number"),
        ("만점", standing["maximum"], "number"),
        ("답한 비중", standing["coverage"], "number"),
        ("레벨", standing["level"], "number"),
        ("레벨 이름", standing["level_title"], ""),
        ("단계", standing["tier_title"], ""),
        ("확인한 점수", found["score"], "number"),
        ("차이", found["gap"], "number"),
        ("확인한 수준", found["level"], "number"),
        ("확인한 날", found["verified_on"], "day"),
        ("확인한 기관", found["body"], ""),
        ("그대로 확인한 답변 수", found["confirmed"], "number"),
        ("하나씩 살펴본 문항", found["judged"], "number"),
        ("회사의 답대로 둔 문항", found["rest"], "number"),
    ):
        assert summary[label] == as_cell(value, kind), label

    total, *nodes = book["영역과 모듈"]
    assert (total["점수"], total["확인한 점수"]) == (summary["점수"], summary["확인한 점수"])
    order = [each["code"] for each in found["nodes"]]
    by_code = {each["code"]: each for each in data["modules"]} | {e["code"]: e for e in data["areas"]}
    assert sorted(column(nodes, "코드")) == sorted(order) == sorted(by_code)
    told = {each["code"]: each for each in found["nodes"]}
    for row in nodes:
        node, other = by_code[row["코드"]], told[row["코드"]]
        for head, value in (
            ("점수", node["score"]),
            ("점수 범위(최저)", node["low"]),
            ("점수 범위(최고)", node["high"]),
            ("만점", node["maximum"]),
            ("총점에서 차지하는 점수", node["points"]),
            ("총점에서 가장 큰 몫", node["points_maximum"]),
            ("답한 비중", node["coverage"]),
            ("조건", node.get("target")),
            ("비교 집단 중앙값", node.get("peers_median")),
            ("점수", other["claimed"]),
            ("확인한 점수", other["verified"]),
            ("차이", other["gap"]),
        ):
            assert row[head] == as_cell(value, "number"), (row["코드"], head)
        assert row["이름"] == node["title"] == other["title"]

    lines, rows = data["answers"], book["전체 답변"]
    changes = {each["code"]: each for each in found["changes"]}
    for head, values, kind in (
        ("코드", [each["code"] for each in lines], ""),
        ("영역", [each["area_title"] for each in lines], ""),
        ("모듈", [each["module_title"] for each in lines], ""),
        ("역량", [each["title"] for each in lines], ""),
        ("문항", [each["question"] for each in lines], ""),
        ("고른 답", [each["chosen"] for each in lines], ""),
        ("점수", [each["points"] for each in lines], "number"),
        ("만점", [each["maximum"] for each in lines], "number"),
        ("증빙 자료", [each.get("proof_title") for each in lines], ""),
        ("파일", [each.get("files") for each in lines], "number"),
        ("확인한 답", [changes.get(each["code"], {}).get("verified") for each in lines], ""),
        ("사유", [changes.get(each["code"], {}).get("reason") for each in lines], ""),
    ):
        same(rows, head, values, kind)
    assert {each["proof"] for each in lines} == {"verified"}
    assert [row["파일"] for row in rows if row["코드"] == SHOWN] == [1]

    causes = [(gap, cause) for gap in data["gaps"] for cause in gap["causes"]]
    rows = book["부족한 점"]
    same(rows, "코드", [gap["code"] for gap, _cause in causes])
    same(rows, "놓친 점수", [gap["lost_points"] for gap, _cause in causes], "number")
    same(rows, "한 단계 올릴 때 오르는 점수", [gap["lift"] for gap, _cause in causes], "number")
    same(rows, "우리가 고른 답", [cause["chosen"] for _gap, cause in causes])
    same(rows, "답의 점수", [cause["points"] for _gap, cause in causes], "number")

    bridge = data["bridge"]
    parts = [bridge["old"]["score"], bridge["questions"], bridge["rules"], bridge["answers"]]
    same(book["지난 점수와 이번 점수"], "점수", [*parts, bridge["new"]["score"], bridge["kept"]], "number")
    assert sum(map(Decimal, parts)) == Decimal(bridge["new"]["score"]) == Decimal(standing["score"])
    same(book["문항별로 보기"], "코드", [each["code"] for each in bridge["crossings"]])
    same(book["문항별로 보기"], "이번", [each["after"] for each in bridge["crossings"]])

    check_change(book, data["change"])

    steps = [action for phase in data["roadmap"] for action in phase["actions"]]
    same(book["실행 로드맵"], "할 일", [each["title"] for each in steps])
    same(book["실행 로드맵"], "계산에 쓴 비용(원)", [each["price"] for each in steps], "number")


def check_change(book: dict[str, Cells], change: dict[str, Any]) -> None:
    """Every result beside the others, what became of each number, and what was spent in between."""
    points, rows = change["points"], book["진단 사이의 변화"]
    assert len(points) == 3
    same(rows, "진단 결과", [each["label"] for each in points])
    for head, name, kind in (
        ("제출일", "submitted_on", "day"),
        ("판", "version", ""),
        ("점수", "score", "number"),
        ("점수 범위(최저)", "low", "number"),
        ("점수 범위(최고)", "high", "number"),
        ("만점", "maximum", "number"),
        ("레벨", "level", "number"),
        ("확인한 점수", "verified", "number"),
    ):
        same(rows, head, [each[name] for each in points], kind)
    for each in change["rows"]:
        same(rows, f"{each['title']} ({each['code']})", each["scores"], "number")

    legs = [*change["legs"], change["whole"]]
    steps = [
        (leg, step)
        for leg in legs
        for step in (*filter(None, [leg["total"], leg["verified"]]), *leg["areas"], *leg["modules"])
    ]
    rows = book["숫자별 변화"]
    same(rows, "앞의 진단", [leg["before"]["label"] for leg, _step in steps])
    same(rows, "뒤의 진단", [leg["after"]["label"] for leg, _step in steps])
    for head, name, kind in (
        ("코드", "code", ""),
        ("이름", "title", ""),
        ("앞의 점수", "before", "number"),
        ("뒤의 점수", "after", "number"),
        ("차이", "difference", "number"),
        ("차이(최소)", "least", "number"),
        ("차이(최대)", "most", "number"),
        ("신뢰변화지수(RC)", "index", "number"),
        ("넘어야 할 차이", "limit", "number"),
        ("SD", "sd", "number"),
        ("r", "reliability", "number"),
        ("변화인가", "said", ""),
        ("계산", "formula", ""),
    ):
        same(rows, head, [step[name] for _leg, step in steps], kind)

    spent = [(leg, each) for leg in change["legs"] for each in leg["spent"]]
    rows = book["진단 사이에 있었던 일"]
    assert [each["what"] for _leg, each in spent] == [SPENT]
    same(rows, "뒤의 진단", [leg["after"]["label"] for leg, _each in spent])
    same(rows, "때", [each["month"] for _leg, each in spent], "day")
    same(rows, "내용", [each["what"] for _leg, each in spent])
    same(rows, "금액", [each["amount"] for _leg, each in spent])


def bare(html: str) -> str:
    """Text without tags and blanks."""
    return re.sub(r"[\s\u2060\u200b]+", "", unescape(re.sub(r"<[^>]+>", "", html)))


def printed(content: ReportContent, press: Renderer, folder: Path) -> str:
    """What a program reads in the PDF, without blanks."""
    (folder / "report.pdf").write_bytes(press.render(document.html(content)).pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(folder / "report.pdf"), "-"]
    return bare(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def signed(value: float, maximum: float) -> str:
    size = scale_text(Decimal(str(abs(value))), maximum)
    return size if not value else f"{'+' if value > 0 else '−'}{size}"


def check_readers(book: dict[str, Cells], seen: dict[str, str], pdf: str) -> None:
    """The pages and the PDF show the cells of the spreadsheet."""
    total, *nodes = book["영역과 모듈"]
    for head in ("점수", "확인한 점수"):
        shown = scale_text(Decimal(str(total[head])), total["만점"])
        assert shown in seen[""]
        assert shown in pdf
    summary = {row["내용"]: row["값"] for row in book["요약"]}
    judged, rest = summary["하나씩 살펴본 문항"], summary["회사의 답대로 둔 문항"]
    assert f"{judged + rest}문항가운데{judged}문항을" in pdf
    assert f"하나씩살펴본문항{judged}/{judged + rest}" in seen[""]
    assert f"회사의답대로둔문항{rest}" in seen[""]
    gap = signed(total["차이"], total["만점"])
    assert f"차이{gap}" in seen[""]
    assert gap in pdf
    for row in nodes:
        top = row["만점"]
        score, other, low, high = (
            scale_text(Decimal(str(row[head])), top)
            for head in ("점수", "확인한 점수", "점수 범위(최저)", "점수 범위(최고)")
        )
        part, whole = (
            scale_text(Decimal(str(row[head])), total["만점"])
            for head in ("총점에서 차지하는 점수", "총점에서 가장 큰 몫")
        )
        change, name = signed(row["차이"], top), bare(row["이름"])
        assert f"{name}{score}/{top}{other}{change}{low}–{high}{part}/{whole}" in seen["method/"], name
        assert f"{name}{score}{other}{change}" in pdf, name
        spread = "–" if low == high else f"{low}–{high}"
        assert f"{score}{spread}{part}/{whole}" in pdf, name

    for row in book["전체 답변"]:
        question, answer = bare(row["문항"]), bare(row["고른 답"])
        points = f"{'–' if row['점수'] is None else row['점수']}/{row['만점']}"
        proof = bare(row["증빙 자료"])
        count = f"파일{row['파일']}개" if row["파일"] else ""
        there = f"{bare(row['역량'])}{question}{answer}{proof}{count}"
        assert there in seen["answers/"], row["코드"]
        assert f"{row['코드']}{question}{answer}·{proof}" in pdf, row["코드"]
        assert points in seen["answers/"]
        if row["사유"]:
            reason = bare(row["사유"]).removeprefix("'")
            for text in (seen["answers/"], seen[""], pdf):
                assert reason in text
                assert bare(row["확인한 답"]) in text
    parts = column(book["지난 점수와 이번 점수"], "점수")[:5]
    for value in (parts[0], parts[4]):
        assert f"{value:,}" in seen["bridge/"]
        assert f"{value:,}" in pdf
    for value in parts[1:4]:
        written = f"{'+' if value > 0 else '−' if value < 0 else ''}{round(abs(value), 3):,}"
        assert written in seen["bridge/"]
        assert written in pdf
    for row in book["문항별로 보기"]:
        assert bare(row["이번"]) in seen["bridge/"]
        assert bare(row["이번"]) in pdf
    check_change_readers(book, seen["change/"], pdf)
    for row in book["부족한 점"]:
        assert bare(row["우리가 고른 답"]) in seen[""]
        assert bare(row["첫걸음"]) in pdf


def check_change_readers(book: dict[str, Cells], page: str, pdf: str) -> None:
    """The page of the change and the report show the same numbers of results, areas and investments."""
    for row in book["진단 사이의 변화"]:
        total = scale_text(Decimal(str(row["점수"])), row["만점"])
        assert f"{bare(row['진단 결과'])}{row['제출일']:%Y.}" in pdf
        assert total in page
        assert total in pdf
    newest = book["숫자별 변화"][0]
    way = newest["앞의 진단"], newest["뒤의 진단"]
    shown = [row for row in book["숫자별 변화"] if (row["앞의 진단"], row["뒤의 진단"]) == way]
    assert {row["종류"] for row in shown} == {"총점", "영역", "모듈"}
    for row in shown:
        top = 1000 if row["종류"] == "총점" else 5
        before, after = (scale_text(Decimal(str(row[each])), top) for each in ("앞의 점수", "뒤의 점수"))
        name, moved = bare(row["이름"]), signed(row["차이"], top)
        index = change_text(Decimal(str(row["신뢰변화지수(RC)"])))
        said = bare(row["변화인가"])
        if row["종류"] != "총점":
            assert f"{name}{after}{before}{moved}{said}" in page, name
        if row["종류"] != "모듈":
            assert f"{name}{before}{after}{moved}{index}{said}" in pdf, name
        assert f"{index}{bare(row['계산'])}" in page, name
    for row in book["진단 사이에 있었던 일"]:
        for each in (row["내용"], row["금액"]):
            assert bare(each) in page
            assert bare(each) in pdf


def test_page_report_spreadsheet_and_api_say_the_same_cell_by_cell(
    hanbit: World, press: Renderer, tmp_path: Path
) -> None:
    verified(hanbit)
    book, data = book_of(hanbit.browser, hanbit), data_of(hanbit.browser, hanbit)
    check_data(book, data)
    seen = {}
    for part in ("", "method/", "answers/", "bridge/", "change/"):
        seen[part] = bare(hanbit.browser.get(hanbit.url + part).content.decode())
        as_portal()
    content = ReportContent.from_document(data)
    check_readers(book, seen, printed(content.numbered(b"x"), press, tmp_path))


def test_a_reader_gets_what_its_consent_covers_and_is_written_down(hanbit: World) -> None:
    before = data_of(hanbit.browser, hanbit)
    assert {each["proof"] for each in before["answers"]} == {"declared", "documented"}
    officer = signed_in(hanbit.officer)
    data, book = data_of(officer, hanbit), book_of(officer, hanbit)
    assert all("proof" not in each and "files" not in each for each in data["answers"])
    assert set(column(book["전체 답변"], "증빙 자료")) == {None}
    assert data["bridge"] == before["bridge"]  # the technopark sees both results
    assert len(before["change"]["points"]) == 3
    assert len(data["change"]["points"]) == 2
    assert SPENT not in str(data)
    assert "진단 사이에 있었던 일" not in book
    looks = AccessRecord.objects.filter(act="download", subject_id=str(hanbit.result.pk))
    assert looks.filter(actor_id=str(hanbit.officer.pk)).count() == 2
    assert not looks.exclude(actor_id=str(hanbit.officer.pk)).exists()
    for user in (hanbit.officer_elsewhere, person("o@dasan.example", organisation("company", "다산"))):
        stranger = signed_in(user)
        for address in (f"{hanbit.url}spreadsheet/", f"/api/v1/contents/{hanbit.result.pk}/"):
            assert stranger.get(address).status_code == 404
            as_portal()


def test_an_assessor_gets_the_files_but_not_the_earlier_result(hanbit: World) -> None:
    assessor = verified(hanbit)
    data = data_of(signed_in(assessor), hanbit)
    assert {each["proof"] for each in data["answers"]} == {"verified"}
    assert [each["files"] for each in data["answers"] if each["code"] == SHOWN] == [1]
    assert "bridge" not in data
    assert "change" not in data


def test_a_report_that_says_more_than_a_consent_covers_is_for_its_reader_and_the_company(
    hanbit: World,
) -> None:
    def ordered(browser: Client) -> Report:
        browser.post(f"/results/{hanbit.result.pk}/report/", {"language": "ko"})
        as_portal()
        return Report.objects.order_by("-created_at").first()  # type: ignore[return-value]

    def readable(browser: Client, row: Report) -> int:
        status = browser.get(f"/reports/{row.pk}/").status_code
        as_portal()
        return status

    owner, officer = hanbit.browser, signed_in(hanbit.officer)
    whole, theirs = ordered(owner), ordered(officer)
    assert whole.number != theirs.number
    assert (whole.audience, theirs.audience) == (hanbit.hanbit.pk, hanbit.gyeongnam.pk)
    assert [readable(owner, each) for each in (whole, theirs)] == [200, 200]
    assert [readable(officer, each) for each in (whole, theirs)] == [404, 200]
    assert all("proof" not in each for each in theirs.content["answers"])


def test_the_companys_report_is_not_shared_because_it_names_the_business_number() -> None:
    here, supplier = world(), organisation("supplier", "미래솔루션")
    share(here.result, supplier)
    sales = signed_in(person("sales@mirae.example", supplier))
    copies = []
    for browser in (here.browser, sales):
        browser.post(f"/results/{here.result.pk}/report/", {"language": "ko"})
        as_portal()
        copies.append(Report.objects.order_by("-created_at").first())
    own, shared = copies
    assert own is not None
    assert shared is not None
    assert own.content["company"]["business_number"]
    assert not shared.content["company"]["business_number"]
    assert (own.audience, shared.audience) == (here.hanbit.pk, None)
    assert [sales.get(f"/reports/{each.pk}/").status_code for each in (own, shared)] == [404, 200]
    assert own.number not in sales.get("/reports/").content.decode()


def test_a_company_named_like_a_formula_is_a_text_in_the_spreadsheet() -> None:
    here = world()
    here.hanbit.name = "=HYPERLINK(1)"
    here.hanbit.save()
    summary = book_of(here.browser, here)["요약"]
    assert {row["값"] for row in summary if row["내용"] == "기업"} == {"'=HYPERLINK(1)"}


def test_the_spreadsheet_is_in_the_language_of_the_page() -> None:
    here = world()
    owner = here.browser
    owner.cookies["language"] = "en"
    answer = owner.get(f"/api/v1/contents/{here.result.pk}/spreadsheet/", headers={"accept-language": "en"})
    as_portal()
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[:2] == ["Summary", "Areas and modules"]
