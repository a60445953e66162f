"""What is over its time is destroyed: declared in `core/consents/retention.yaml`, run once a day by a job."""

from core.retention.rules import Rule, destroy, destroy_of_leavers, keeps, known_rules

__all__ = ["Rule", "destroy", "destroy_of_leavers", "keeps", "known_rules"]
