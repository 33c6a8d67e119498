"""The same where the site is built in several processes; a file of its own, for another worker."""

from __future__ import annotations

import pytest

from edit_machine import PARTS, Edits, make_edits

pytestmark = pytest.mark.slow


class ParallelEdits(Edits):
    """The same edits, built by two processes until there is another number."""

    jobs_at_first = 2


@pytest.mark.parametrize("part", PARTS)
def test_any_edits_lead_to_the_site_that_a_fresh_build_makes_in_parallel(part: int) -> None:
    make_edits(ParallelEdits, part)
