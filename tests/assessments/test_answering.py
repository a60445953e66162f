"""Giving, changing and taking back answers."""

import uuid

import pytest
from django.db import connection
from django.http import Http404

from assessments import actions
from assessments.actions import Conflict
from assessments.given import Given
from assessments.models import FrameworkVersion, Session
from core.accounts.actor import Actor
from core.audit.models import Event
from core.scope import acting, acting_as_system
from core.web import Refused
from tests.assessments.world import AT, FULL, PLANT, SMALL, stored, visitor

Frameworks = dict[str, FrameworkVersion]


def _started(frameworks: Frameworks, by: Actor, code: str = FULL) -> Session:
    with acting(by):
        return actions.start(framework_id=frameworks[code].pk, plant=PLANT, by=by, at=AT)


def _answer(
    session: Session, by: Actor, item: str, choice: object, seen: int | None = 0, **more: object
) -> object:
    with acting(by):
        return actions.answer(
            session_id=session.pk, item=item, choice=choice, expected_version=seen, by=by, at=AT, **more
        )


def test_an_answer_is_stored_with_its_version_and_counted(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    _answer(session, visitor(), "STR1-01", "2", comment="MES는 2공장만 씁니다.")
    row = stored(session.pk)["STR1-01"]
    assert (row.choices, row.non_answer, row.comment, row.version) == (["2"], "", "MES는 2공장만 씁니다.", 1)
    with acting_as_system():
        assert Session.objects.get(pk=session.pk).answers_version == 1


def test_every_change_leaves_an_event_with_codes_and_without_the_note(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    _answer(session, visitor(), "STR1-01", "2", comment="비밀")
    _answer(session, visitor(), "STR1-01", "dont_know", seen=1)
    events = list(Event.objects.filter(verb="answer.changed").order_by("id").values_list("data", flat=True))
    assert events == [
        {"item": "STR1-01", "version": 1, "from": None, "to": "2"},
        {"item": "STR1-01", "version": 2, "from": "2", "to": "dont_know"},
    ]


def test_the_same_answer_again_changes_nothing_whatever_was_seen(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    for seen in (0, 0, 1):
        _answer(session, visitor(), "STR1-01", "2", seen=seen)
    assert stored(session.pk)["STR1-01"].version == 1
    assert Event.objects.filter(verb="answer.changed").count() == 1


def test_a_stale_answer_is_refused_with_both_values(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    _answer(session, visitor(), "STR1-01", "2")
    _answer(session, visitor(), "STR1-01", "4", seen=1, comment="다른 창")
    with pytest.raises(Refused) as refused:
        _answer(session, visitor(), "STR1-01", "1", seen=1)
    assert (refused.value.status, refused.value.code) == (409, "stale")
    conflict: Conflict = refused.value.data["conflicts"][0]
    assert (conflict.theirs, conflict.their_comment, conflict.version) == ("4", "다른 창", 2)
    assert (conflict.mine, conflict.changed_at) == ("1", AT)
    assert stored(session.pk)["STR1-01"].choices == ["4"]


def test_one_stale_answer_of_a_page_stores_none_of_it(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    _answer(session, visitor(), "STR1-01", "2")
    with acting(visitor()), pytest.raises(Refused):
        actions.answer_all(
            session_id=session.pk,
            given={"STR1-02": Given("3", None, 0), "STR1-01": Given("1", None, 0)},
            by=visitor(),
            at=AT,
        )
    assert set(stored(session.pk)) == {"STR1-01"}


def test_taking_an_answer_back_keeps_its_note(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    _answer(session, visitor(), "STR1-01", "2", comment="확인 중")
    with acting(visitor()):
        saved = actions.clear(session_id=session.pk, item="STR1-01", expected_version=1, by=visitor(), at=AT)
    row = stored(session.pk)["STR1-01"]
    assert (row.choices, row.comment, row.version) == ([], "확인 중", 2)
    assert "STR1-01" not in saved.after


@pytest.mark.parametrize(
    ("item", "choice", "code"),
    [
        ("NOPE", "1", "unknown-item"),
        ("STR1-01\0", "1", "unknown-item"),
        ("STR1-01", "9", "unknown-choice"),
        ("STR1-01", ("1", "2"), "one-choice"),
        ("STR1-01", "not_applicable", "not-applicable-refused"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(
    frameworks: Frameworks, item: str, choice: str, code: str
) -> None:
    session = _started(frameworks, visitor())
    with pytest.raises(Refused) as refused:
        _answer(session, visitor(), item, choice)
    assert refused.value.code == code
    assert refused.value.message
    assert not stored(session.pk)


@pytest.mark.parametrize("comment", ["가" * 2_001, "널\0문자", "\ud800"])
def test_a_note_that_cannot_be_stored_is_refused(frameworks: Frameworks, comment: str) -> None:
    session = _started(frameworks, visitor())
    with pytest.raises(Refused) as refused:
        _answer(session, visitor(), "STR1-01", "1", comment=comment)
    assert refused.value.field == "comment"


def test_a_note_of_two_thousand_characters_fits(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    _answer(session, visitor(), "STR1-01", "1", comment="가" * 2_000)
    assert len(stored(session.pk)["STR1-01"].comment) == 2_000


def test_an_item_that_is_not_asked_is_refused_until_it_is(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor(), SMALL)
    with pytest.raises(Refused) as refused:
        _answer(session, visitor(), "B1", "yes")
    assert refused.value.code == "not-asked"
    _answer(session, visitor(), "A.1", "yes")
    _answer(session, visitor(), "B1", "yes")
    _answer(session, visitor(), "A.1", "no", seen=1)
    assert stored(session.pk)["B1"].choices == ["yes"]


def test_boxes_are_kept_in_the_order_of_the_document_and_none_excludes_the_rest(
    frameworks: Frameworks,
) -> None:
    session = _started(frameworks, visitor(), SMALL)
    _answer(session, visitor(), "C1", ["b", "a"])
    assert stored(session.pk)["C1"].choices == ["a", "b"]
    with pytest.raises(Refused) as refused:
        _answer(session, visitor(), "C1", ["a", "none"], seen=1)
    assert refused.value.code == "exclusive-choice"


def test_nobody_else_can_answer(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    for other in (visitor("x" * 64), Actor(), Actor(user_id=uuid.uuid4())):
        with pytest.raises(Http404):
            _answer(session, other, "STR1-01", "1")


def test_an_expired_draft_takes_no_answer(frameworks: Frameworks) -> None:
    session = _started(frameworks, visitor())
    with acting_as_system():
        Session.objects.filter(pk=session.pk).update(expires_at=AT)
    with pytest.raises(Refused) as refused:
        _answer(session, visitor(), "STR1-01", "1")
    assert (refused.value.status, refused.value.code) == (409, "closed")


def test_what_every_save_moves_lies_in_no_index(db: None) -> None:
    moved = {"changed_at", "answers_version"}
    found = [index for index in Session._meta.indexes if moved & {name.lstrip("-") for name in index.fields}]
    assert found == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'assessments_session'")
        assert not [row for row in cursor.fetchall() if any(name in row[0] for name in moved)]
