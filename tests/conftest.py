"""Property tests draw the same examples everywhere, and never fail because a machine is busy."""

from hypothesis import settings

settings.register_profile("statplan", deadline=None, derandomize=True)
settings.load_profile("statplan")
