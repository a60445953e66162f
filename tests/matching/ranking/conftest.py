"""Property-based tests run the same examples everywhere."""

from hypothesis import settings

settings.register_profile("ranking", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("ranking")
