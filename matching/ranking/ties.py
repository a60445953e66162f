"""The declared rule for suppliers that score alike."""

import hmac

from .policy import Policy


def band(total: int, policy: Policy) -> int:
    """The fixed band a score falls into. Bands do not depend on who else is there."""
    return total // policy.band


def draw(reference: str, supplier_id: str, policy: Policy) -> str:
    """The supplier's lot for one asking: HMAC-SHA-256 under the policy's salt, 64 hexadecimal digits.

    Nobody can choose an id that wins, and another asking draws another lot.
    """
    message = f"{reference}\x1f{supplier_id}".encode()
    return hmac.digest(policy.salt.encode(), message, "sha256").hex()


def order(
    total: int, exposure: int, supplier_id: str, reference: str, policy: Policy
) -> tuple[int, int, str, str]:
    """The sort key, best first: the higher band, the smaller exposure debt, the lot, the id."""
    return -band(total, policy), exposure, draw(reference, supplier_id, policy), supplier_id
