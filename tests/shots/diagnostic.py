"""The diagnostic, from the landing page to the submission, as a visitor meets it."""

import re

from tests.shots.camera import Camera

_CHOOSE = """(level) => document.querySelectorAll('fieldset.question .levels').forEach((each) => {
  const choices = each.querySelectorAll('input');
  choices[Math.min(level, choices.length - 1)].checked = true;
})"""
LEVEL = "fieldset.question .levels label"


def diagnostic(camera: Camera) -> None:
    """Every page of the diagnostic in its states."""
    camera.at("/assessments/", "landing", "empty")
    with camera.trying("start"):
        draft = _start(camera)
        _answer(camera, draft)
        _complete(camera, draft)


def _start(camera: Camera) -> str:
    page = camera.page
    camera.at("/assessments/start/?framework=kr-smart-factory", "start", "empty")
    camera.send()
    camera.take("start", "error")
    page.locator("[name=sigungu]").select_option("48123")
    page.locator("[name=industry]").select_option("303")
    camera.fill(employees="42", sales="84,000", plant_name="창원 2공장")
    camera.send()
    camera.take("overview", "empty")
    return page.url


def _answer(camera: Camera, draft: str) -> None:
    """One page of questions and what may happen there."""
    page = camera.page
    camera.at(f"{draft}submit/", "submit", "gaps-all")
    camera.at(f"{draft}modules/STR1/", "module", "empty")
    stale = camera.page.context.new_page()
    stale.goto(page.url)
    with page.expect_response(re.compile("/answers/")):
        page.locator(LEVEL).nth(1).click()
    with page.expect_response(re.compile("/answers/")):
        page.locator(LEVEL).nth(2).click()
    page.locator("[data-save-status][data-state=saved]").wait_for()
    page.locator("fieldset.question summary").first.click()
    camera.take("module", "saved")
    camera.offline(True)
    page.locator(LEVEL).nth(8).click()
    page.locator("[data-save-status][data-state=failed]").wait_for()
    camera.take("module", "offline")
    camera.offline(False)
    camera.page = stale
    stale.locator(LEVEL).nth(4).click()
    stale.get_by_role("alert").first.wait_for()
    camera.take("module", "conflict")
    camera.page = page
    stale.close()
    camera.at(draft, "overview", "begun")
    camera.at(f"{draft}check/", "check", "open")
    camera.at(f"{draft}plant/", "plant", "open")
    camera.at(f"{draft}link/", "link", "empty")
    camera.at(f"{draft}discard/", "discard", "open")
    camera.at("/assessments/", "landing", "draft")
    camera.at("/assessments/resume/nothing/", "resume", "expired")


def _complete(camera: Camera, draft: str) -> None:
    """Answer the rest without waiting for each answer, and stop before the sign-up."""
    page = camera.page
    page.goto(f"{draft}modules/STR1/")
    for number in range(30):
        page.evaluate(_CHOOSE, number % 3)
        camera.send("main button[name=go][value=next]")
        if page.url.endswith("/check/"):
            break
    camera.take("check", "complete")
    camera.at(f"{draft}submit/", "submit", "visitor")
    camera.through(lambda: page.locator("main .panel a").first.click())
    camera.take("signup", "from-draft")
