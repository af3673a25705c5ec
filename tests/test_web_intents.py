"""A call's interest period as a page."""

from datetime import timedelta

from tests.applying import Site
from tests.conftest import NOON
from workflow.overlaps import selecting


def test_an_interest_period_is_gone_through_on_its_page(site: Site) -> None:
    path = f"/calls/{site.world.lakes.id}/intents"
    town, association = site.world.town.id, site.world.association.id
    assert "Börja intresseperioden" in site.cleo.get(path).text
    nothing = site.cleo.post(f"{path}/begin", until="x", places="x", criteria="")
    assert (nothing.status_code, nothing.text.count('class="error"')) == (422, 3)
    site.cleo.post(f"{path}/begin", until="2026-01-12", places=1, criteria="Need\nAbility")
    for visitor, partner, title in ((site.ada, town, "Seas"), (site.dana, association, "Rivers")):
        empty = visitor.post(path, partner=partner, title=title, statement=" ", seen=0)
        assert (empty.status_code, title in empty.text) == (422, True)
        visitor.post(path, partner=partner, title=title, statement=f"Clean {title}", seen=0)

    shown = site.ada.get(path).text
    assert ("Rivers" in shown, "Clean Rivers" in shown, "Clean Seas" in shown) == (
        True,
        False,
        True,
    )
    assert site.ben.post(path, partner=town, title="Mine", statement="x", seen=1).status_code == 404

    selecting.end_all(site.session, NOON, NOON.date() + timedelta(days=1))
    site.session.commit()
    finn = site.world.finn.id
    assert site.cleo.post(f"{path}/ask", person=site.world.ada.id).status_code == 422
    site.cleo.post(f"{path}/ask", person=finn)
    assert "Clean Seas" in site.finn.get(path).text
    for number in (1, 2):
        assert site.finn.post(f"{path}/score", intent=number).status_code == 422
        given: dict[str, str | int] = {f"points-{number}-{at}": 3 for at in (0, 1)}
        given |= {f"reason-{number}-{at}": "Needed" for at in (0, 1)}
        site.finn.post(f"{path}/score", "/", intent=number, **given)
    assert site.ada.post(f"{path}/score", intent=1).status_code == 422
    assert site.cleo.post(f"{path}/choose", words="Why").status_code == 422
    site.cleo.post(f"{path}/choose", words="The greater need", going=1)

    told = site.dana.get(path).text
    assert "The greater need" in told
    assert "inte den här gången" in told
    assert "Intresseperiod" in site.dana.get(f"/calls/{site.world.lakes.id}").text
