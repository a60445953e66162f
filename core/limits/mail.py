"""How many mails anybody may cause: from one client address, and to one target address."""

from django.utils.translation import gettext as _

from core.limits.counting import Limit, neighbourhood, spend
from core.web.refusal import Refused

FROM_ONE_CLIENT = Limit("mail-from", most=30, seconds=3_600)
TO_ONE_ADDRESS = Limit("mail-to", most=6, seconds=3_600)
TO_ONE_ADDRESS_A_DAY = Limit("mail-to-day", most=15, seconds=86_400)


def spend_mail(*, to: str, address: str = "") -> None:
    """Count one mail to `to`, asked for from the client address (empty: by the portal or a command).

    To be called in the transaction that writes the mail: without mail nothing is counted. Raises Refused 429
    (`data` holds `retry_after`, seconds) when either has had enough; it does not say which.
    """
    target = to.strip().lower()
    uses = [(TO_ONE_ADDRESS, target), (TO_ONE_ADDRESS_A_DAY, target)]
    if address:
        uses.append((FROM_ONE_CLIENT, neighbourhood(address)))
    wait = spend(*uses)
    if wait:
        raise Refused(
            _("Too many mails were asked for, so none was sent. Try again in %(minutes)s minutes.")
            % {"minutes": -(-wait // 60)},
            code="too_many_mails",
            field="email",
            status=429,
            data={"retry_after": wait},
        )
