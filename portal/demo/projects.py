"""Projects of the demonstration on their way to count: asked, refused, and waiting to be checked."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import cycle

from core.accounts.actor import Actor
from core.accounts.middleware import places_of
from core.models import Membership, Organisation, User
from core.scope import acting, enter
from matching.actions import ask_customer, refuse_project
from matching.models import Confirmation, Supplier, TrackRecord
from matching.workflow import Step

REASON = "구축 뒤 수준은 2가 아니라 1입니다. 수준을 고쳐 주시면 확인하겠습니다."


def begin(*, mirae: str, hanbit: str, dasan: str, by: Actor, at: datetime) -> int:
    """Let projects wait, given the business numbers of the cast; how many. Nothing where some do already."""
    if Confirmation.objects.exists():
        return 0
    made = _to_check(by, at)
    supplier = Supplier.objects.get(organisation__business_number=mirae)
    seller = _who(mirae, "supplier")
    unasked = TrackRecord.objects.filter(supplier=supplier, customer_confirmed_at__isnull=True)
    for record, number in zip(unasked.order_by("-finished_on", "id"), (hanbit, dasan), strict=False):
        with acting(seller):
            request = ask_customer(by=seller, at=at, record_id=record.pk, business_number=number)
        if number == dasan:
            buyer = _who(dasan, "company")
            with acting(buyer):
                refuse_project(by=buyer, at=at, request_id=request.pk, reason=REASON)
        made += 1
    enter(by)
    return made


def _to_check(by: Actor, at: datetime) -> int:
    """What a customer of the demonstration confirmed waits for its technopark."""
    companies: dict[str, list[Organisation]] = defaultdict(list)
    for each in Organisation.objects.filter(kind="company", is_demo=True).order_by("business_number"):
        companies[each.sigungu[:2]].append(each)
    turns = {sido: cycle(found) for sido, found in companies.items()}
    waiting = TrackRecord.objects.filter(customer_confirmed_at__isnull=False, checked_at__isnull=True)
    rows = []
    for number, record in enumerate(waiting.filter(sido__in=turns).order_by("id")):
        answered = at - timedelta(hours=5 * (number % 40) + 3)
        customer = next(turns[record.sido])
        rows.append(
            Confirmation(
                supplier_id=record.supplier_id,
                record=record,
                organisation=customer,
                customer=customer.name,
                state=Step.CONFIRMED.value,
                asked_at=answered - timedelta(days=2),
                answered_at=answered,
                expires_at=answered + timedelta(days=12),
                is_named=number % 3 == 0,
            )
        )
    return len(Confirmation.objects.bulk_create(rows))


def _who(business_number: str, kind: str) -> Actor:
    member = Membership.objects.active().filter(
        organisation__business_number=business_number, organisation__kind=kind, user__isnull=False
    )
    user = User.objects.get(pk=member.values_list("user_id", flat=True)[0])
    places = places_of(user.pk)
    return Actor(user_id=user.pk, places=places, place=places[0])
