"""A partner signs on, proposes other terms or declines, and nothing typed is lost."""

import re

from werkzeug.test import TestResponse

from tests.applying import Site
from workflow.applications.terms import signed

TERMS = {"part": "partner", "total_cost": "400 000 kr", "co_funding": "200000", "work": ""}


def seen_in(shown: TestResponse) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', shown.text)
    assert found
    return found[1]


def test_a_partner_signs_on_in_three_screens(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"
    seen = seen_in(site.ben.get(path))

    checked = site.ben.post(path, **TERMS, binding="no", seen=seen)
    university = site.bid.commitments[1]
    site.fresh(university)
    assert "Stämmer det här?" in checked.text
    assert university.total_cost == 0

    done = site.ben.post(f"{path}/done", **TERMS, binding="no", seen=seen)
    site.fresh(university)
    assert "har godkänt sin del preliminärt" in done.text
    assert university.total_cost == 400_000
    assert signed(university)


def test_going_back_from_the_check_keeps_what_was_typed(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"

    shown = site.ben.post(path, **{**TERMS, "work": "We measure"}, binding="no", seen="x", back=1)

    assert (shown.status_code, "We measure" in shown.text) == (200, True)


def test_a_wrong_sum_is_told_at_its_field_and_nothing_is_lost(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"
    said = {**TERMS, "total_cost": "400.000", "work": "We measure"}

    shown = site.ben.post(path, **said, binding="no", seen="x")

    assert shown.status_code == 422
    assert 'href="#total_cost"' in shown.text
    assert 'value="400.000"' in shown.text
    assert "We measure" in shown.text


def test_who_was_slower_sees_the_new_terms_and_keeps_the_own_ones(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join"
    seen = seen_in(site.ben.get(path))
    site.world.agree(site.bid.commitments[1], 900_000, 450_000)
    site.session.commit()

    shown = site.ben.post(f"{path}/done", **TERMS, binding="no", seen=seen)

    assert shown.status_code == 409
    assert "900\u00a0000\u00a0kr" in shown.text
    assert 'value="400 000 kr"' in shown.text
    assert seen_in(shown) != seen


def test_who_may_not_sign_leaves_a_proposal(site: Site) -> None:
    path = f"/applications/{site.bid.id}/join?partner={site.world.university.id}"
    seen = seen_in(site.eve.get(path))

    shown = site.eve.post(
        f"/applications/{site.bid.id}/join/done",
        **TERMS,
        binding="yes",
        seen=seen,
        partner=site.world.university.id,
    )

    university = site.bid.commitments[1]
    site.fresh(university)
    assert "Förslaget är sparat" in shown.text
    assert university.total_cost == 400_000
    assert signed(university) is None


def test_a_partner_declines_with_a_reason(site: Site) -> None:
    path = f"/applications/{site.bid.id}/decline"

    empty = site.ben.post(path, reason=" ")
    shown = site.ben.post(path, reason="No time")

    assert empty.status_code == 422
    assert "Ni har tackat nej" in shown.text
    assert "University tackade nej: No time" in shown.text


def test_nobody_declines_for_another(site: Site) -> None:
    path = f"/applications/{site.bid.id}/decline?partner={site.world.university.id}"

    assert site.cleo.get(path).status_code == 403
