"""A colleague of the owner, who answers the same page on another device at the same time."""

from playwright.sync_api import Error as BrowserError

from tests.browser.sessions import COLLEAGUE
from tests.chaos.owner import Owner

_SAVE = """async ([item, place]) => {
  const question = document.getElementById(item);
  const level = question.querySelectorAll('.levels input')[place];
  const version = document.getElementsByName(`${item}.version`)[0].value;
  const token = document.cookie.match(/ieum_csrf=([^;]+)/)[1];
  const body = new URLSearchParams({ [item]: level.value, [`${item}.version`]: version });
  const answer = await fetch(question.dataset.hxPost, { method: 'POST', body,
    headers: { 'X-CSRFToken': token, 'HX-Request': 'true' } });
  return answer.status;
}"""


def answer(owner: Owner) -> None:
    """Open the owner's page and change two of its answers, over what stands there."""
    context = owner.browser.new_context(base_url=owner.portal.address, locale="ko-KR")
    cookie = {"name": "ieum_session", "value": owner.portal.session(COLLEAGUE), "url": owner.portal.address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    try:
        page.goto(owner.url)
        items = page.eval_on_selector_all("fieldset.question", "(all) => all.map((each) => each.id)")
        for item in owner.dice.sample(items, 2):
            assert page.evaluate(_SAVE, [item, owner.dice.randint(0, 4)]) in {200, 409}
    except BrowserError as error:
        raise AssertionError(f"the colleague could not answer: {error}") from error
    finally:
        context.close()
