"""After any edits, a site that is built again is the site that is built afresh."""

from __future__ import annotations

from edit_machine import Edits, make_edits


def test_any_edits_lead_to_the_site_that_a_fresh_build_makes() -> None:
    make_edits(Edits)
