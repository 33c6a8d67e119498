"""How property tests run: the same examples each time, without a clock or files of their own.

``HYPOTHESIS_PROFILE=explore pytest tests/unit`` looks further, with new examples each time.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile(
    "project", deadline=None, database=None, derandomize=True, max_examples=100
)
settings.register_profile("explore", deadline=None, database=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))
