"""The programme administrator's pages: writing, reading, comparing, publishing and retiring a diagnostic."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.actions import publish_framework, retire_framework
from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from core.accounts.actor import SYSTEM
from core.accounts.models import Organisation, User
from core.audit.models import Event
from core.notices.models import Notice
from tests.assessments.world import BRANCHING
from tests.core.accounts.people import NUMBERS, ministry, organisation, person, signed_in
from tests.portal.results.world import framework, result

pytestmark = pytest.mark.usefixtures("as_system")
AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
NEXT = BRANCHING.replace('version: "1"', 'version: "2"').replace("설비가 있습니까?", "설비를 갖추었습니까?")
LIST = "/assessments/frameworks/"


@pytest.fixture
def first() -> FrameworkVersion:
    """The small framework, published."""
    return publish_framework(source=BRANCHING, name="branching.yaml", by=SYSTEM, at=AT)[0]


@pytest.fixture
def browser() -> Client:
    """The programme administrator's."""
    return signed_in(person("programme@ministry.example", ministry(), "programme_administrator"))


def _drafted(browser: Client, source: str = NEXT) -> FrameworkVersion:
    return _drafted_from(browser, {"source": source})


def _drafted_from(browser: Client, sent: dict[str, str]) -> FrameworkVersion:
    answer = browser.post(LIST + "new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return FrameworkVersion.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def _text(answer) -> str:
    return str(answer.content.decode())


def test_the_list_names_every_version_and_the_examples(browser: Client, first: FrameworkVersion) -> None:
    _drafted(browser)
    seen = _text(browser.get(LIST))
    assert "사용 중" in seen
    assert "초안" in seen
    assert "인더스트리 4.0 준비도" in seen
    assert "예시 기준" in seen


def test_an_example_begins_a_draft(browser: Client) -> None:
    page = browser.get(LIST + "new/?example=eu-dma-like")
    version = _drafted(browser, page.context["form"].initial["source"])
    assert (version.code, version.state) == ("eu-dma-like", "draft")
    assert "유럽 방식" not in _text(Client().get("/assessments/"))


def test_the_next_version_begins_with_the_one_in_use_under_the_next_free_name(
    browser: Client, first: FrameworkVersion
) -> None:
    retired = publish_framework(source=NEXT, name="branching.yaml", by=SYSTEM, at=AT)[0]
    retire_framework(version_id=retired.pk, said="2", by=SYSTEM, at=AT)
    assert f"?from={first.pk}" in _text(browser.get(LIST))
    source = browser.get(f"{LIST}new/?from={first.pk}").context["form"].initial["source"]
    assert source == BRANCHING.replace('version: "1"', 'version: "3"')
    assert _drafted(browser, source).version == "3"


def test_what_no_reader_understands_is_said_in_the_authors_language(browser: Client) -> None:
    answer = browser.post(LIST + "new/", {"source": "code: a: b"})
    seen = _text(answer)
    assert "콜론(:)이 올 수 없는 자리에 있습니다" in seen
    assert "mapping values" not in seen
    faulty = NEXT.replace("operator: mean", "operator: middle", 1)
    assert "은(는)" not in _text(browser.post(LIST + "new/", {"source": faulty}))


def test_every_fault_stands_at_its_line_and_the_text_stays(browser: Client, first: FrameworkVersion) -> None:
    faulty = NEXT.replace("minutes: 1", "minutes: soon").replace("operator: mean", "operator: middle", 1)
    answer = browser.post(LIST + "new/", {"source": faulty})
    seen = _text(answer)
    assert answer.status_code == 422
    lines = [
        number for number, line in enumerate(faulty.split("\n"), 1) if "soon" in line or "middle" in line
    ]
    assert [fault.line for fault in answer.context["faults"]] == lines
    assert all(f"{line}번째 줄" in seen for line in lines)
    assert answer.context["form"]["source"].value() == faulty
    assert FrameworkVersion.objects.count() == 1


def test_of_a_line_without_end_its_beginning_is_shown(browser: Client) -> None:
    typed = "\n".join(f"k{n}: x" for n in range(50)) + "\nz: " + "y" * 100_000
    page = browser.post("/assessments/frameworks/new/", {"source": typed})
    assert page.status_code == 422
    assert len(page.content) < 250_000


def test_a_file_is_read_and_its_text_comes_back_with_the_faults(browser: Client) -> None:
    file = SimpleUploadedFile("mine.yaml", b"schema: none\n", content_type="application/yaml")
    answer = browser.post(LIST + "new/", {"file": file})
    assert answer.status_code == 422
    assert answer.context["form"]["source"].value() == "schema: none\n"
    wrong = SimpleUploadedFile("mine.yaml", b"\xff\xfe\x00", content_type="application/yaml")
    assert "UTF-8" in _text(browser.post(LIST + "new/", {"file": wrong, "source": NEXT}))


def test_a_published_version_cannot_be_written_again(browser: Client, first: FrameworkVersion) -> None:
    answer = browser.post(LIST + "new/", {"source": BRANCHING.replace("minutes: 1", "minutes: 2")})
    assert answer.status_code == 409
    assert browser.get(f"{LIST}{first.pk}/edit/").status_code == 409
    first.refresh_from_db()
    assert first.source == BRANCHING


def test_two_people_writing_one_draft_do_not_overwrite_each_other(browser: Client) -> None:
    version = _drafted(browser)
    seen = version.checksum
    mine, theirs = NEXT.replace("minutes: 1", "minutes: 3"), NEXT.replace("minutes: 1", "minutes: 4")
    assert browser.post(f"{LIST}{version.pk}/edit/", {"source": theirs, "seen": seen}).status_code == 302
    answer = browser.post(f"{LIST}{version.pk}/edit/", {"source": mine, "seen": seen})
    assert answer.status_code == 409
    assert answer.context["form"]["source"].value() == mine
    version.refresh_from_db()
    assert version.source == theirs
    assert ("saved", "minutes: 4") in answer.context["apart"]
    assert ("typed", "minutes: 3") in answer.context["apart"]
    meant = {"source": mine, "seen": answer.context["form"]["seen"].value()}
    assert browser.post(f"{LIST}{version.pk}/edit/", meant).status_code == 302
    version.refresh_from_db()
    assert version.source == mine


def test_a_faulty_line_is_mended_where_its_fault_stands(browser: Client) -> None:
    faulty = NEXT.replace("minutes: 1", "minutes: soon")
    (fault,) = browser.post(LIST + "new/", {"source": faulty}).context["faults"]
    assert fault.mend == "minutes: soon"
    sent = {"source": faulty, f"mend-{fault.line}": "minutes: 2", f"was-{fault.line}": fault.mend}
    assert _drafted_from(browser, sent).source == NEXT.replace("minutes: 1", "minutes: 2")


def test_a_line_mended_in_the_text_itself_stays_as_it_is_there(browser: Client) -> None:
    text = NEXT.replace("minutes: 1", "minutes: 7")
    line = text.split("\n").index("minutes: 7") + 1
    sent = {"source": text, f"mend-{line}": "minutes: 2", f"was-{line}": "minutes: soon", "mend-99999": "x"}
    assert _drafted_from(browser, sent).source == text


def test_the_preview_shows_the_questions_as_owners_see_them(browser: Client) -> None:
    version = _drafted(browser)
    seen = _text(browser.get(f"{LIST}{version.pk}/preview/"))
    assert "설비를 갖추었습니까?" in seen
    assert "앞의 답에 따라 나오는 문항입니다." in seen
    assert "data-hx-post" not in seen
    assert "무엇을 적습니까?" in _text(browser.get(f"{LIST}{version.pk}/preview/?page=M2"))
    assert browser.get(f"{LIST}{version.pk}/preview/?page=M9").status_code == 404


def test_the_difference_names_what_companies_answer_again(browser: Client, first: FrameworkVersion) -> None:
    version = _drafted(browser, NEXT.replace('points: "1"', 'points: "2"', 1))
    answer = browser.get(f"{LIST}{version.pk}/difference/")
    shown, seen = answer.context["shown"], _text(answer)
    assert shown.asked == (("A.1", "설비"),)
    assert (shown.carried, shown.questions) == (2, 3)
    assert "같은 답이라도 점수가 달라질 수 있습니다." in seen
    assert "설비를 갖추었습니까?" in seen
    assert "질문 · 한국어" in seen
    assert "question.ko" not in seen


def test_a_weight_that_was_not_written_is_compared_as_one(browser: Client, first: FrameworkVersion) -> None:
    source = NEXT.replace("code: A.1\n", 'code: A.1\n          weight: "2"\n', 1)
    version = _drafted(browser, source)
    (part,) = (
        each
        for each in browser.get(f"{LIST}{version.pk}/difference/").context["shown"].changed
        if each.code == "A.1"
    )
    weight = next(each for each in part.details if each.path == "weight")
    assert (weight.before, weight.after) == ("1", "2")


def test_publishing_needs_the_version_typed_and_freezes_it(browser: Client, first: FrameworkVersion) -> None:
    version = _drafted(browser)
    address = f"{LIST}{version.pk}/publish/"
    page = browser.get(address)
    assert page.context["shown"].old == first
    refused = browser.post(address, {"said": "1", "seen": version.checksum})
    assert refused.status_code == 422
    assert browser.post(address, {"said": "2", "seen": "0" * 64}).status_code == 409
    version.refresh_from_db()
    assert version.state == "draft"
    assert browser.post(address, {"said": "2", "seen": version.checksum}).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.source) == ("published", NEXT)
    told = _text(browser.get(f"{LIST}{version.pk}/"))
    assert str(User.objects.get(email="programme@ministry.example")) in told
    assert "1 판에서 0개 추가, 0개 삭제, 1개 수정" in told
    assert "사용 중" in told
    assert "새 판으로 바뀜" in _text(browser.get(LIST))
    taken = browser.post(f"{LIST}begin/?from={first.pk}", {"version": "2"})
    assert set(taken.context["form"].errors) == {"version"}
    late = browser.get(address)
    assert late.status_code == 409
    assert f"{LIST}begin/?from={version.pk}" in _text(late)
    assert "다른 사람이" not in _text(late)
    verbs = list(
        Event.objects.filter(subject_id=str(version.pk)).values_list("verb", flat=True).order_by("pk")
    )
    assert verbs == ["framework.drafted", "framework.published"]


def test_the_publish_page_says_what_becomes_of_the_results_and_what_to_look_at_again(
    browser: Client,
) -> None:
    old = framework()
    firm = organisation("company", "한빛정밀", NUMBERS["hanbit"], sigungu="48123")
    levels = list(framework_of(old).items)
    for number in range(6):
        given = dict.fromkeys(levels, "2") | {levels[0]: "0"}
        result(firm, given, plant=f"{number}공장")
    source = old.source.replace(f'version: "{old.version}"', 'version: "9999.1"')
    source = source.replace('weight: "25"', 'weight: "900"', 1).replace("직접 챙기지", "몸소 챙기지", 1)
    page = browser.get(f"{LIST}{_drafted(browser, source).pk}/publish/")
    told = page.context["rehearsal"]
    assert (told.total, told.lines[0].lower, told.lines[0].same) == ("6", "6", "0")
    assert "점수가 바뀌는 결과는 6건" in told.sentence
    said = [each.message for each in page.context["advice"]]
    assert any("더하면 975입니다. 맞는 합계는 100입니다." in each for each in said)
    assert any("한국어 글은 바뀌었는데" in each for each in said)
    assert '<details class="details" open>' in _text(page)
    part = browser.get(page.context["advice"][-1].url)
    assert "더하면 975입니다. 맞는 합계는 100입니다." in _text(part)
    assert "한국어 글은 바뀌었는데" in _text(part)


def test_a_retired_version_is_no_longer_offered(browser: Client, first: FrameworkVersion) -> None:
    address = f"{LIST}{first.pk}/retire/"
    assert "아무도 이 진단을 시작할 수 없게 됩니다." in _text(browser.get(address))
    assert browser.post(address, {"said": "9"}).status_code == 422
    assert browser.post(address, {"said": "1"}).status_code == 302
    first.refresh_from_db()
    assert first.state == "retired"
    assert "작은 진단" not in _text(Client().get("/assessments/"))
    assert browser.get(address).status_code == 404


def test_only_a_draft_can_be_thrown_away(browser: Client, first: FrameworkVersion) -> None:
    version = _drafted(browser)
    assert browser.post(f"{LIST}{version.pk}/discard/").status_code == 302
    assert browser.post(f"{LIST}{first.pk}/discard/").status_code == 409
    assert list(FrameworkVersion.objects.all()) == [first]


def test_the_document_comes_back_as_it_was_written(browser: Client, first: FrameworkVersion) -> None:
    answer = browser.get(f"{LIST}{first.pk}/file/")
    assert answer.content.decode() == BRANCHING
    assert 'filename="branching-1.yaml"' in answer["Content-Disposition"]


def test_an_auditor_of_the_ministry_does_not_publish(first: FrameworkVersion) -> None:
    auditor = signed_in(person("auditor@ministry.example", ministry(), "auditor"))
    assert auditor.get(LIST).status_code == 403
    assert auditor.post(f"{LIST}{first.pk}/retire/", {"said": "1"}).status_code == 403


def test_the_other_administrators_are_told_of_what_is_published_and_retired(
    browser: Client, first: FrameworkVersion
) -> None:
    place = Organisation.objects.get(kind="ministry")
    other = person("other@ministry.example", place, "programme_administrator")
    version = _drafted(browser)
    sent = {"said": "2", "seen": version.checksum}
    assert browser.post(f"{LIST}{version.pk}/publish/", sent).status_code == 302
    assert browser.post(f"{LIST}{version.pk}/retire/", {"said": "2"}).status_code == 302
    told = Notice.objects.order_by("created_at", "pk")
    assert [(each.user_id, each.code, each.url.rsplit("/", 2)[1]) for each in told] == [
        (other.pk, "framework_published", "difference"),
        (other.pk, "framework_retired", str(version.pk)),
    ]
    name = framework_of(version).title.ko
    assert f"{name} 2의 제공을 멈췄습니다" in _text(signed_in(other).get("/inbox/"))
