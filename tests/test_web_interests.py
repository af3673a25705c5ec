"""The editor of interests: nothing typed is lost, hits stand beside, and it may begin elsewhere."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Answer, Interest, Stance
from scrapers.fetching import LiveSite
from scrapers.looking import KeptSite, Story, Trouble, hear
from tests.conftest import NOON, People
from tests.funders import PAGES, Served, funder
from tests.learning import ICE, app, engine, people, ready
from tests.pages import post, visitor
from web.pace import Pace
from workflow.interests import beginnings
from workflow.interests.beginnings import LONGEST_OLD, MOST_BEGUN

__all__ = ["app", "engine", "people", "ready"]  # fixtures

WHOLE = {
    "title": "Ice for all", "text": ICE, "requires": "ice", "excludes": "salt", "least": "1000",
    "most": "2000", "currency": "EUR", "areas": "Örebro län, Norge", "until": "2026-05-01",
    "target_groups": "skaters", "themes": ["SDG6", "RSO4.4"], "parts": ["lead"], "language": "en",
}  # fmt: skip
HEADING = (
    '<html lang="sv"><head><title>Om oss</title></head><body><nav>Meny</nav><main><h1>Om oss</h1>'
)
OURS = HEADING + "".join(
    f"<p>Vi mäter vattnet i {name} tillsammans med skolorna vid stranden, och vill att fler unga"
    " lär sig om sjöar. Frågor? Ring Kim Ek, 019-12 34 56.</p>"
    for name in ("Tisaren", "Toften", "Hjälmaren")
)


@pytest.fixture
def ada(ready: Flask, people: People) -> FlaskClient:
    return visitor(ready, people.ada)


def at(people: People, more: str = "") -> str:
    return f"/partners/{people.town.id}/interests{more}"


def kept(engine: Engine) -> list[Interest]:
    with Session(engine, expire_on_commit=False) as session:
        found = select(Interest).where(Interest.title != "").order_by(Interest.id)
        return [each for each in session.scalars(found) if each.partner.name == "Town"]


def has_all(page: str) -> bool:
    """Say whether everything that was typed stands in the page's form."""
    shown = unescape(page)
    typed = [f'value="{WHOLE[name]}"' for name in ("title", "requires", "excludes", "least", "most",
             "areas", "until", "target_groups")]  # fmt: skip
    ticked = re.findall(r'value="([^"]+)" checked', shown)
    chosen = re.findall(r'value="([^"]+)" selected', shown)
    return (
        all(each in shown for each in typed)
        and f">{ICE}</textarea>" in shown
        and set(ticked) == {"SDG6", "RSO4.4", "lead"}
        and chosen == ["EUR", "en"]
    )


def test_a_text_is_enough_and_the_first_hits_are_there_at_once(
    ada: FlaskClient, people: People, engine: Engine
) -> None:
    shown = post(ada, at(people, "/new"), text=ICE, language="en")

    assert shown.status_code == 303
    page = ada.get(shown.location).text
    assert "Saved." in page
    assert "would have been told to you" in page
    assert "Better ice in part" in page
    assert "<b>ice</b>" in page
    assert kept(engine)[-1].title == ICE


def test_everything_that_was_chosen_is_kept_and_shown(
    ada: FlaskClient, people: People, engine: Engine
) -> None:
    post(ada, at(people, "/new"), **WHOLE)

    made = kept(engine)[-1]
    assert (made.areas, made.themes, made.parts) == (("SE124", "NO"), ("SDG6", "RSO4.4"), ("lead",))
    for path in (at(people), at(people, f"/{made.id}"), f"/partners/{people.town.id}"):
        page = unescape(ada.get(path).text)
        assert "Örebro län, Norge" in page
        assert "Clean water and sanitation" in page
    assert has_all(ada.get(at(people, f"/{made.id}/edit")).text)


def test_the_button_shows_what_fits_and_keeps_everything_typed(
    ada: FlaskClient, people: People, engine: Engine
) -> None:
    before = len(kept(engine))

    shown = post(ada, at(people, "/new"), do="look", **WHOLE)

    assert shown.status_code == 200
    assert has_all(shown.text)
    assert "Better ice in part" in shown.text
    assert len(kept(engine)) == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until": "soon"}, "Write the day as"),
        ({"areas": "Atlantis"}, "no area called"),
        ({"least": "much"}, "in digits"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    ada: FlaskClient, people: People, engine: Engine, wrong: dict[str, str], sentence: str
) -> None:
    before = len(kept(engine))

    shown = post(ada, at(people, "/new"), **{**WHOLE, **wrong})

    ((field, said),) = wrong.items()
    assert shown.status_code == 422
    page = unescape(shown.text)
    assert sentence in page
    assert f'id="{field}-error"' in page
    assert has_all(page.replace(f'value="{said}"', f'value="{WHOLE[field]}"'))
    assert len(kept(engine)) == before


def test_nothing_written_is_asked_for(ada: FlaskClient, people: People) -> None:
    shown = post(ada, at(people, "/new"), text="  ", requires="water")

    assert shown.status_code == 422
    assert 'value="water"' in shown.text


def test_the_slower_of_two_gets_both_texts_and_loses_nothing(
    ready: Flask, ada: FlaskClient, people: People, engine: Engine
) -> None:
    first = kept(engine)[0]
    page = at(people, f"/{first.id}/edit")
    cleo = visitor(ready, people.cleo)
    ada.get(page), cleo.get(page)
    assert post(ada, page, text="Rivers", requires="water", seen=1).status_code == 303

    slower = post(cleo, page, **{**WHOLE, "seen": 1})

    assert slower.status_code == 409
    assert has_all(slower.text)
    assert "Rivers" in slower.text
    assert 'id="text-theirs"' in slower.text
    assert kept(engine)[0].text == "Rivers"
    again = re.search(r'name="seen" value="(\d+)"', slower.text)
    assert again
    assert post(cleo, page, **{**WHOLE, "seen": again[1]}).status_code == 303
    assert kept(engine)[0].text == ICE


def test_what_is_wrong_in_an_old_page_does_not_hide_that_somebody_else_saved(
    ada: FlaskClient, people: People, engine: Engine
) -> None:
    page = at(people, f"/{kept(engine)[0].id}/edit")
    post(ada, page, text="Rivers", seen=1)

    shown = post(ada, page, text="Sea", until="soon", seen=1, do="look")

    assert 'name="seen" value="1"' in shown.text


def test_what_somebody_took_away_meanwhile_can_be_saved_as_new(
    ready: Flask, ada: FlaskClient, people: People, engine: Engine
) -> None:
    first = kept(engine)[0]
    page = at(people, f"/{first.id}/edit")
    ada.get(page)
    gone = post(visitor(ready, people.cleo), at(people, f"/{first.id}/remove"))
    assert gone.status_code == 303

    shown = post(ada, page, **{**WHOLE, "seen": 1})

    assert shown.status_code == 409
    assert has_all(shown.text)
    assert "Save as a new interest" in shown.text
    assert f'action="{at(people, "/new")}"' in shown.text


def test_what_is_taken_away_can_be_brought_back(
    ada: FlaskClient, people: People, engine: Engine
) -> None:
    first = kept(engine)[0]

    assert "it can be brought back" in ada.get(at(people, f"/{first.id}/remove")).text
    post(ada, at(people, f"/{first.id}/remove"))

    page = ada.get(at(people)).text
    assert "No interest is registered yet" in page
    assert "Taken away" in page
    assert ada.get(at(people, f"/{first.id}")).status_code == 303
    assert post(ada, at(people, f"/{first.id}/back"), at(people)).status_code == 303
    assert kept(engine)[0].ended_at is None


def test_anothers_interest_is_not_there(ready: Flask, people: People, engine: Engine) -> None:
    ben = visitor(ready, people.ben)
    first = kept(engine)[0]

    assert ben.get(at(people)).status_code == 200
    for path in ("/new", f"/{first.id}", f"/{first.id}/edit", f"/{first.id}/remove", "/begin"):
        assert ben.get(at(people, path)).status_code == 404
    mixed = f"/partners/{people.university.id}/interests/{first.id}/edit"
    assert ben.get(mixed).status_code == 404


def test_a_short_text_is_said_kindly_and_saved_all_the_same(
    ada: FlaskClient, people: People
) -> None:
    looked = post(ada, at(people, "/new"), text=ICE, language="en", do="look")

    assert "The text is short" in looked.text
    assert post(ada, at(people, "/new"), text=ICE, language="en").status_code == 303
    longer = ICE + " of the town: skaters, schools, families, anglers and hockey players"
    assert "The text is short" not in post(ada, at(people, "/new"), text=longer, do="look").text


def test_a_text_about_everything_is_said_kindly(
    ready: Flask, ada: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.interests.live.usual", lambda scores: Wide())

    looked = post(ada, at(people, "/new"), text=ICE, language="en", do="look")

    assert "in common with nearly every call" in looked.text


class Wide:
    """What is usual for a text about everything."""

    mean, spread, is_wide = 0.05, 0.001, True


def test_what_would_not_be_told_stands_apart(
    ada: FlaskClient, people: People, engine: Engine
) -> None:
    first = post(ada, at(people, "/new"), text=ICE, language="en", do="look").text
    told = first.split("Near, but not told")[0]
    best = int(re.findall(r"/calls/(\d+)", told.split('id="hits"')[1])[0])
    with Session(engine) as session:
        session.add(
            Stance(partner_id=people.town.id, call_id=best, answer=Answer.NO, version=1,
                   answered_by=people.ada.id, answered_at=NOON)
        )  # fmt: skip
        session.commit()

    after = post(ada, at(people, "/new"), text=ICE, language="en", do="look").text

    told, apart = after.split('id="hits"')[1].split("Near, but not told")
    assert f"/calls/{best}" not in told
    assert f"/calls/{best}" in apart
    assert "You have said no to it" in apart


def test_where_one_works_decides_what_would_be_told(ada: FlaskClient, people: People) -> None:
    said = {"text": "Cleaner lakes for everybody", "language": "en", "do": "look"}

    here = post(ada, at(people, "/new"), **said).text
    there = post(ada, at(people, "/new"), areas="Norge", **said).text

    assert "You may not apply" not in here
    assert "You may not apply: " in there


@pytest.fixture(scope="module")
def town() -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PAGES, "/ours", (200, "text/html", OURS))
        patch.setitem(PAGES, "/long", (200, "text/html", OURS + f"<p>{'Ord om sjöar. ' * 900}</p>"))
        patch.setitem(PAGES, "/empty", (200, "text/html", "<html><body><p>Hej</p></body></html>"))
        with funder() as town:
            yield town


def heard(town: Served, path: str) -> Story:
    agent = "samsok (+http://localhost; operator@localhost)"
    return hear(LiveSite(start=town.url + path, agent=agent, today=NOON.date(), limits=town.limits))


def test_a_page_is_heard_without_its_menu_and_its_persons(town: Served) -> None:
    story = heard(town, "/ours")

    assert (story.title, story.language, story.trouble) == ("Om oss", "sv", "")
    assert "vattnet i Hjälmaren" in story.text
    assert "Meny" not in story.text
    assert "Kim Ek" not in story.text


@pytest.mark.parametrize(
    ("path", "trouble", "way_out"),
    [
        ("/private", Trouble.ROBOTS, "paste it into the field below"),
        ("/pdf", Trouble.PDF, "copy its text"),
        ("/login", Trouble.LOGIN, "Take a page that is open to all"),
        ("/empty", Trouble.NOTHING, "paste it into the field below"),
        ("/closed", Trouble.REFUSED, "paste it into the field below"),
        ("/nowhere", Trouble.GONE, "copy its address"),
        ("/busy", Trouble.BUSY, "Try again in a few minutes"),
    ],
)
def test_each_trouble_of_a_website_has_its_way_out(
    ready: Flask, ada: FlaskClient, people: People, town: Served, path: str, trouble: Trouble,
    way_out: str,
) -> None:  # fmt: skip
    ready.config["LIMITS"] = town.limits

    shown = post(ada, at(people, "/begin"), do="site", url=town.url + path)

    assert heard(town, path).trouble == trouble
    assert shown.status_code == 422
    assert way_out in shown.text
    assert town.url + path in shown.text


def test_every_trouble_is_said_without_calls() -> None:
    assert [each for each in Trouble if " call" in beginnings.why(each).id] == []


@pytest.mark.parametrize("url", ["", "http://127.0.0.1/", "http://[::1]/", "ftp://a.example/"])
def test_no_address_within_a_network_is_asked(ada: FlaskClient, people: People, url: str) -> None:
    assert post(ada, at(people, "/begin"), do="site", url=url).status_code == 422


def test_a_page_that_breaks_its_parsing_is_only_a_trouble() -> None:
    class Hungry(KeptSite):
        def get(self, url: str) -> bytes:
            return b"<p>" * 3_000_000

    assert hear(Hungry("https://a.example/", NOON.date(), {})).trouble == Trouble.NOTHING


def test_the_words_of_a_website_stand_in_the_form_and_nothing_is_saved(
    ready: Flask, ada: FlaskClient, people: People, town: Served, engine: Engine
) -> None:
    ready.config["LIMITS"], before = town.limits, len(kept(engine))

    whole = post(ada, at(people, "/begin"), do="site", url=f"{town.url}/ours")
    long = post(ada, at(people, "/begin"), do="site", url=f"{town.url}/long")

    assert whole.status_code == 200
    assert "vattnet i Tisaren" in whole.text
    assert f'action="{at(people, "/new")}"' in whole.text
    assert "Shorten it" in whole.text
    assert "characters did not fit" in long.text
    assert len(kept(engine)) == before


def test_an_old_application_gives_its_weightiest_sentences(
    ada: FlaskClient, people: People
) -> None:
    sentences = [
        "We want better ice for everybody in the forests and by the lakes.",
        "The budget is enclosed as we were asked to.",
        "Music and bread are part of the stories that our robots tell.",
        "The budget is enclosed as we were asked to do.",
    ]
    old = "Contents\n1\n" + " ".join(sentences)

    shown = unescape(post(ada, at(people, "/begin"), do="old", old=old).text)

    text = shown.split('name="text"')[1].split("</textarea>")[0]
    assert sentences[0] in text
    assert text.count("The budget") <= 1
    assert re.search(r"The \d sentences that say most of what it is about; \d others", shown)


def test_a_long_application_is_shortened_to_what_fits(ada: FlaskClient, people: People) -> None:
    words = ("lakes", "ice", "bread", "music", "forests", "trains", "robots", "stories")
    many = [f"In year {at} we cared for {words[at % 8]} and {words[at % 7]} in room number {at}."
            for at in range(1_500)]  # fmt: skip

    shown = unescape(post(ada, at(people, "/begin"), do="old", old="\n".join(many)).text)

    text = shown.split('name="text"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert 0 < len(text) <= MOST_BEGUN


@pytest.mark.parametrize(
    ("old", "sentence"),
    [("", "Paste the text"), ("x " * LONGEST_OLD, "At most 100000 characters"),
     ("One\nTwo", "no sentence in it")],
)  # fmt: skip
def test_what_is_no_application_is_said_kindly(
    ada: FlaskClient, people: People, old: str, sentence: str
) -> None:
    shown = post(ada, at(people, "/begin"), do="old", old=old)

    assert shown.status_code == 422
    assert sentence in shown.text


def test_before_anything_is_learnt_the_first_sentences_are_taken(
    app: Flask, people: People
) -> None:
    app.extensions["warming"].result(120)
    cleo = visitor(app, people.ada)

    shown = post(cleo, at(people, "/begin"), do="old", old="We care for ice. And for bread.")

    assert "We care for ice. And for bread." in shown.text
    assert "still being made ready" in shown.text


def test_who_begins_too_often_is_asked_to_wait(
    ready: Flask, ada: FlaskClient, people: People
) -> None:
    ready.extensions["pace"] = Pace(0, 60)

    shown = post(ada, at(people, "/begin"), do="old", old="We care for ice.")

    assert shown.status_code == 429
    assert "We care for ice." in shown.text


def test_a_site_without_anything_learnt_saves_and_says_so(app: Flask, people: People) -> None:
    app.extensions["warming"].result(120)
    ada = visitor(app, people.ada)

    shown = ada.get(post(ada, at(people, "/new"), text=ICE).location).text

    assert "still being made ready" in shown
    assert "Look again" in shown
