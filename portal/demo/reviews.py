"""Reviews by a person in the demonstration: Hanbit's is open, Dasan's was decided and changed a level."""

from datetime import timedelta

from assessments import actions
from assessments.actions.interests import declare_interests
from assessments.documents import framework_of
from assessments.models import Appeal, Result, Subject, Verification
from core.accounts.actor import Actor
from core.accounts.middleware import places_of
from core.models import User
from core.scope import acting, acting_as_system

_ASKS = (
    "작업표준은 두 공정에 이미 있고 매달 고칩니다. 수준을 고를 때 한 단계 낮게 고른 것 같습니다."
    " 표준서를 보여 드릴 수 있습니다."
)
_UNSURE = "설비 점검 기록을 종이로 남기는데, 이 수준이 맞는지 사람이 한 번 봐 주시기를 바랍니다."
_WHY = "전화와 화상으로 표준서와 점검 기록을 확인했습니다. 한 단계 위의 수준에 해당합니다."


def begin(*, hanbit: Result, dasan: Result, owners: tuple[User, User], assessor: User, keeper: User) -> int:
    """Make both, by the same steps as on the pages; how many were made.

    None where there are any, or where somebody had a result verified before: its assessor may not review it,
    and a demonstration that was used has to start again.
    """
    with acting_as_system():
        if Appeal.objects.exists() or Verification.objects.exists():
            return 0
    open_one = _opened(hanbit, "PRC5-02", _UNSURE, owners[0], assessor, keeper)
    row = _opened(dasan, "PRC4-04", _ASKS, owners[1], assessor, keeper)
    item = framework_of(dasan.framework).items[row.code]
    codes = [each.code for each in item.choices]
    claimed = dasan.answers.get(row.code, codes[0])
    place = codes.index(claimed) if claimed in codes else 0
    level = codes[place + 1] if place + 1 < len(codes) else codes[place - 1]
    with acting(_actor(assessor)) as by:
        actions.decide_appeal(
            appeal_id=row.pk,
            levels={row.code: level},
            reason=_WHY,
            by=by,
            at=row.asked_at + timedelta(days=2),
        )
    return len({open_one.pk, row.pk})


def _opened(result: Result, code: str, reason: str, owner: User, assessor: User, keeper: User) -> Appeal:
    since, hour = result.submitted_at + timedelta(days=1), timedelta(hours=1)
    with acting(_actor(owner)) as by:
        row = actions.ask_appeal(result_id=result.pk, code=code, reason=reason, by=by, at=since)
    with acting(_actor(keeper)) as by:
        actions.assign_appeal(appeal_id=row.pk, assessor_id=assessor.pk, by=by, at=since + hour)
    with acting(_actor(owner)) as by:
        opened = actions.open_appeal(appeal_id=row.pk, by=by, at=since + 2 * hour)
    with acting(_actor(assessor)) as by:
        declare_interests(
            subject=Subject.APPEAL, subject_id=row.pk, is_free=True, reason="", by=by, at=since + 3 * hour
        )
    return opened


def _actor(person: User) -> Actor:
    places = places_of(person.pk)
    return Actor(user_id=person.pk, places=places, place=places[0], has_second_factor=True)
