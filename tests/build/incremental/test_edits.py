"""After any edits, a site that is built again is the site that is built afresh."""

from __future__ import annotations

import pytest

from edit_machine import PARTS, Edits, make_edits

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", PARTS)
def test_any_edits_lead_to_the_site_that_a_fresh_build_makes(part: int) -> None:
    make_edits(Edits, part)
