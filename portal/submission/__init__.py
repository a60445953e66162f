"""Submitting a diagnostic: `assessments` scores, `matching` recommends, in one transaction."""
