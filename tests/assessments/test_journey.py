"""The whole way without JavaScript: forms alone, from the start page to the result."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessments.documents import framework_of
from assessments.models import FrameworkVersion, Result, Session, SessionState
from core.accounts.models import Membership, Organisation, User
from core.identifiers import fictitious_business_number
from core.scope import acting_as_system
from tests.assessments.world import FULL, SMALL, begin, company, member, signed_in, stored

Frameworks = dict[str, FrameworkVersion]
NUMBER = fictitious_business_number(4_711)


def _fields(page: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'<input type="hidden"[^>]* name="([^"]+\.version)" value="(\d+)"', page))


def _answer_pages(browser: Client, session: Session, version: FrameworkVersion, choice: str) -> str:
    """Answer page after page by its form; where it ends."""
    framework = framework_of(version)
    url = f"/assessments/{session.pk}/modules/{framework.modules[0].code}/"
    while "/modules/" in url:
        page = browser.get(url).content.decode()
        versions = _fields(page)
        given = {name.removesuffix(".version"): choice for name in versions}
        response = browser.post(url, versions | given | {"go": "next"})
        assert response.status_code == 302, response.content.decode()[-2000:]
        url = response["Location"]
    return url


@pytest.fixture
def policies(frameworks: Frameworks) -> None:
    """The ranking policies, so that a submission recommends."""
    call_command("load_policies", verbosity=0)


def _sign_up(browser: Client, email: str = "owner@new.example") -> User:
    with acting_as_system():
        user = User.objects.create_user(email, "공장-비밀-20261")
    browser.force_login(user, backend="core.accounts.backend.PasswordBackend")
    return user


def test_a_visitor_answers_everything_signs_up_and_holds_one_result(
    frameworks: Frameworks, policies: None
) -> None:
    browser = Client()
    landing = browser.get("/assessments/").content.decode()
    assert "회원 가입 없이 시작합니다" in landing
    session = begin(browser)
    assert _answer_pages(browser, session, frameworks[FULL], "2") == f"/assessments/{session.pk}/check/"

    assert "가입하기" in browser.get(f"/assessments/{session.pk}/submit/").content.decode()
    refused = browser.post(f"/assessments/{session.pk}/submit/")
    assert (refused.status_code, refused["Location"]) == (302, f"/assessments/{session.pk}/submit/")

    user = _sign_up(browser)
    onward = browser.get(f"/assessments/{session.pk}/submit/")
    assert onward["Location"] == f"/assessments/{session.pk}/company/"
    sent = {"name": "한빛정밀 <b>", "business_number": NUMBER}
    done = browser.post(f"/assessments/{session.pk}/company/", sent)
    with acting_as_system():
        result = Result.objects.select_related("organisation", "session").get()
        assert Membership.objects.get(user=user).organisation_id == result.organisation_id
    assert done["Location"] == reverse("results:result", args=[result.pk]) + "?received=1"
    assert result.organisation.name == "한빛정밀 <b>"
    assert (result.organisation.sigungu, result.organisation.industry) == ("48123", "303")
    assert (str(result.score), result.level, result.tier) == ("400.0000", 2, "basic")
    assert len(result.answers) == 44
    assert result.session.state == SessionState.SUBMITTED.value
    assert result.session.draft_key == ""
    again = browser.post(f"/assessments/{session.pk}/submit/")
    assert again["Location"] == done["Location"]
    with acting_as_system():
        assert Result.objects.count() == 1
        assert result.recommendations.count() == 1


def test_submitting_lists_every_gap_with_its_link(frameworks: Frameworks) -> None:
    owner = member(company())
    browser = signed_in(owner)
    session = begin(browser)
    page = browser.get(f"/assessments/{session.pk}/submit/").content.decode()
    assert "미응답 문항 44개" in page
    for item in framework_of(frameworks[FULL]).items:
        assert f"#{item}" in page
    refused = browser.post(f"/assessments/{session.pk}/submit/")
    assert (refused.status_code, refused["Location"]) == (302, f"/assessments/{session.pk}/submit/")
    with acting_as_system():
        assert not Result.objects.exists()


def test_a_double_submission_is_one_result_and_the_same_page(frameworks: Frameworks, policies: None) -> None:
    owner = member(company())
    browser = signed_in(owner)
    session = begin(browser)
    _answer_pages(browser, session, frameworks[FULL], "3")
    first = browser.post(f"/assessments/{session.pk}/submit/")
    second = browser.post(f"/assessments/{session.pk}/submit/")
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    with acting_as_system():
        assert Result.objects.count() == 1


def test_without_a_policy_the_result_stands_alone(frameworks: Frameworks) -> None:
    browser = signed_in(member(company()))
    session = begin(browser)
    _answer_pages(browser, session, frameworks[FULL], "1")
    assert browser.post(f"/assessments/{session.pk}/submit/").status_code == 302


def test_a_supplier_or_officer_cannot_submit(frameworks: Frameworks) -> None:
    with acting_as_system():
        supplier = Organisation.objects.create(
            kind="supplier", name="미래시스템", business_number="1248100998"
        )
    browser = signed_in(member(supplier, "sales@mirae.example"))
    session = begin(browser)
    _answer_pages(browser, session, frameworks[FULL], "1")
    response = browser.post(f"/assessments/{session.pk}/submit/")
    assert response.status_code == 302
    assert "회사" in browser.get(f"/assessments/{session.pk}/submit/").content.decode()
    with acting_as_system():
        assert not Result.objects.exists()


def test_a_registered_number_leads_to_a_request_to_join(frameworks: Frameworks) -> None:
    there = company("다산테크", NUMBER)
    browser = Client()
    session = begin(browser)
    _answer_pages(browser, session, frameworks[FULL], "1")
    user = _sign_up(browser)
    sent = {"name": "다산테크", "business_number": f"{NUMBER[:3]}-{NUMBER[3:5]}-{NUMBER[5:]}"}
    response = browser.post(f"/assessments/{session.pk}/company/", sent, follow=True)
    page = response.content.decode()
    assert "이미 등록된" in page
    assert 'name="join"' in page
    assert browser.post(f"/assessments/{session.pk}/company/", sent | {"join": "1"}).status_code == 302
    with acting_as_system():
        membership = Membership.objects.get(user=user)
    assert (membership.organisation_id, membership.state) == (there.pk, "requested")
    waiting = browser.get(f"/assessments/{session.pk}/submit/").content.decode()
    assert "다산테크에 가입을 요청하셨습니다" in waiting
    assert "이미 등록된" not in browser.get(f"/assessments/{session.pk}/company/").content.decode()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "사업자등록번호를 적어 주십시오"),
        ("123-45-6789", "열 자리"),
        ("12a-45-67890", "숫자와 하이픈"),
        ("123-45-67890", "잘못 적은 숫자"),
    ],
)
def test_a_wrong_business_number_is_answered_and_the_name_is_kept(
    frameworks: Frameworks, number: str, said: str
) -> None:
    browser = Client()
    session = begin(browser)
    _sign_up(browser)
    sent = {"name": "<script>한빛</script>", "business_number": number}
    page = browser.post(f"/assessments/{session.pk}/company/", sent, follow=True).content.decode()
    cut = sent | {"business_number": f"{sent['business_number']}{' ' * 3_000}1"}
    assert "오류:" in browser.post(f"/assessments/{session.pk}/company/", cut, follow=True).content.decode()
    assert "<title>오류:" in page
    assert said in page
    assert "&lt;script&gt;한빛&lt;/script&gt;" in page
    assert "<script>한빛" not in page
    with acting_as_system():
        assert not Organisation.objects.exists()


def test_a_question_that_becomes_asked_appears_and_counts(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser, SMALL)
    url = f"/assessments/{session.pk}/modules/M1/"
    page = browser.get(url).content.decode()
    assert "설비가 있습니까" in page
    assert "설비를 점검합니까" not in page
    browser.post(url, {"A.1": "yes", "A.1.version": "0", "go": "list"})
    page = browser.get(url).content.decode()
    assert "설비를 점검합니까" in page
    browser.post(url, {"A.1": "yes", "A.1.version": "1", "B1": "not_applicable", "B1.version": "0"})
    overview = browser.get(f"/assessments/{session.pk}/").content.decode()
    assert re.search(r"<strong>1</strong> / 2", overview), "not applicable is neither done nor to do"


def test_unticking_every_box_takes_the_answer_back(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser, SMALL)
    url = f"/assessments/{session.pk}/modules/M2/"
    browser.post(url, {"C1": ["a", "b"], "C1.version": "0", "C1.boxes": "1"})
    assert stored(session.pk)["C1"].choices == ["a", "b"]
    browser.post(url, {"C1.version": "1", "C1.boxes": "1"})
    assert stored(session.pk)["C1"].choices == []


def test_a_stale_page_comes_back_with_both_values_and_everything_typed(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    url = f"/assessments/{session.pk}/modules/STR1/"
    browser.post(url, {"STR1-01": "4", "STR1-01.version": "0"})
    sent = {
        "STR1-01": "1",
        "STR1-01.version": "0",
        "STR1-02": "2",
        "STR1-02.version": "0",
        "STR1-02.comment": "월말에 엑셀로 옮깁니다.",
    }
    response = browser.post(url, sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "그사이에 이 답이 바뀌었습니다" in page
    assert "월말에 엑셀로 옮깁니다." in page
    assert re.search(r'name="STR1-02" value="2" checked', page)
    assert set(stored(session.pk)) == {"STR1-01"}
    versions = _fields(page)
    assert versions["STR1-01.version"] == "1"
    assert browser.post(url, sent | versions).status_code == 302
    assert stored(session.pk)["STR1-01"].choices == ["1"]


def test_the_next_open_question_is_found_behind_the_page_first(frameworks: Frameworks) -> None:
    browser = Client()
    session = begin(browser)
    url = f"/assessments/{session.pk}/next/"
    assert browser.get(url)["Location"].endswith("/modules/STR1/#STR1-01")
    assert browser.get(url + "?after=STR1")["Location"].endswith("/modules/PRC1/#PRC1-01")
    assert browser.get(url + "?after=NOPE")["Location"].endswith("#STR1-01")


def test_the_way_back_from_the_result_leads_to_the_result_and_no_old_error(
    frameworks: Frameworks, policies: None
) -> None:
    browser = Client()
    session = begin(browser)
    _answer_pages(browser, session, frameworks[FULL], "1")
    _sign_up(browser)
    form = f"/assessments/{session.pk}/company/"
    wrong = browser.post(form, {"name": "한빛정밀", "business_number": "123"})
    assert (wrong.status_code, wrong["Location"]) == (302, form)
    done = browser.post(form, {"name": "한빛정밀", "business_number": NUMBER})
    result = done["Location"].partition("?")[0]
    for page in (form, f"/assessments/{session.pk}/submit/"):
        assert browser.get(page, follow=True).redirect_chain[-1] == (result, 302)
