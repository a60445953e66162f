"""The audit trail: `record` writes an event in the transaction of the change it tells of."""

from core.audit.look import record_look
from core.audit.trail import follow, record, record_access, record_accesses

__all__ = ["follow", "record", "record_access", "record_accesses", "record_look"]
