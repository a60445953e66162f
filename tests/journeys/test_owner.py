"""An owner without an account, from the first question to the report in hand."""

import pytest

from tests.journeys import acts
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_an_owner_without_an_account_gets_from_the_first_question_to_a_verified_report(
    visit: Visit, width: int
) -> None:
    who = acts.owner(width)
    visitor = visit(width)
    visitor.go("/")
    visitor.go("/assessments/")
    acts.start(visitor)
    assert acts.answer_everything(visitor) == acts.QUESTIONS
    visitor.press("제출하러 가기")
    acts.sign_up(visitor, who)
    acts.name_company(visitor, who)
    visitor.page.screenshot(path=f"/tmp/jshots/result-{width}.png", full_page=True)
