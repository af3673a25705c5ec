"""The queue and its forms: one click confirms, errors keep what was typed, nothing is lost."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lexicon.terms import (
    Amount,
    Bound,
    DateKind,
    Deadline,
    DeadlineModel,
    Doubt,
    MoneyKind,
    Rate,
    Status,
)
from models import Answer, Call, CallChange, Correction, Membership, Partner, Role, Sameness, Stance
from scrapers import Draft
from tests.conftest import NOON, make_call, make_person, make_source
from tests.pages import known, open_site, post, visitor
from workflow.calls.drafts import draft_of, take_over
from workflow.collecting import reviewing

UNSURE = Doubt(field="deadlines", words="i början av mars", why="the year is not stated")
MONEY = Doubt(field="amounts", words="upp till 400 000", why="no word says what it is")
FIFTH = {"when": "days", "day": "2026-03-05", "time": "15.00", "kind": "final"}


class Desk:
    """Cleo before the queue, with a call in it."""

    def __init__(self, app: Flask, session: Session) -> None:
        self.app, self.session = app, session
        self.people = known(session)
        self.call = self.people.lakes
        self.call.uncertain = (UNSURE, MONEY)
        session.add(self.call)
        session.commit()
        self.cleo = visitor(app, self.people.cleo)

    @property
    def path(self) -> str:
        return f"/review/{self.call.id}"

    def seen(self, field: str) -> str:
        with Session(self.session.get_bind()) as session:
            return reviewing.point(session.get_one(Call, self.call.id), field).seen

    def do(self, do: str, field: str = "deadlines", **form: Any) -> TestResponse:
        form = {"seen": self.seen(field), "do": do, **form}
        return post(self.cleo, f"{self.path}/{field}", "/review", **form)

    def stored(self) -> Call:
        self.session.expire_all()
        call = self.session.get_one(Call, self.call.id)
        assert call.dates is not None
        return call

    def leave(self) -> None:
        """Let go of the database, whose one connection the site needs."""
        self.session.commit()
        self.session.close()


@pytest.fixture
def desk(engine: Engine, tmp_path: Path, session: Session) -> Desk:
    desk = Desk(open_site(engine, tmp_path), session)
    desk.leave()
    return desk


def test_the_queue_shows_value_sentence_reason_and_the_funders_page(desk: Desk) -> None:
    page = desk.cleo.get("/review").text.replace("\u00a0", " ")

    assert "1 mars 2026 kl. 12.00" in page
    assert '<q lang="en">i början av mars</q>' in page
    assert "Året anges inte" in page
    assert f'href="{desk.call.url}"' in page
    assert '<span class="count">1<' in page


def test_one_click_confirms_and_can_be_taken_back(desk: Desk) -> None:
    answer = desk.do("confirm", next="/review")
    thanked = desk.cleo.get(answer.location).text
    certain = desk.stored().certain
    desk.leave()

    desk.do("reopen", next="/review")

    assert answer.location == f"/review?done={desk.call.id}-deadlines"
    assert "Sparat: sista ansökningsdag" in thanked
    assert certain
    assert not desk.stored().certain


def test_days_are_corrected_with_hour_and_kind(desk: Desk) -> None:
    desk.do(
        "correct",
        when="days",
        day=["2026-03-05", "", "2026-09-01"],
        time=["kl. 15", "", ""],
        kind=["cut_off", "final", "cut_off"],
    )

    call = desk.stored()
    assert [(each.day, each.time, each.kind) for each in call.dates] == [
        (date(2026, 3, 5), time(15), DateKind.CUT_OFF),
        (date(2026, 9, 1), None, DateKind.CUT_OFF),
    ]
    assert call.deadline_model is DeadlineModel.MULTIPLE_CUTOFF


@pytest.mark.parametrize(
    ("when", "model"), [("rolling", DeadlineModel.ROLLING), ("none", DeadlineModel.UNKNOWN)]
)
def test_a_call_may_have_no_day(desk: Desk, when: str, model: DeadlineModel) -> None:
    desk.do("correct", when=when, day="2026-03-01", time="12:00", kind="final")

    call = desk.stored()
    assert (call.dates, call.deadline_model) == ([], model)


@pytest.mark.parametrize(
    ("field", "typed", "id", "sentence"),
    [
        ("deadlines", {**FIFTH, "day": "5 mars"}, "day-0", "Skriv dagen som 2027-03-01."),
        ("deadlines", {**FIFTH, "day": "0202-03-05"}, "day-0", "Skriv dagen som 2027-03-01."),
        ("deadlines", {**FIFTH, "day": ""}, "day-0", "Skriv dagen som 2027-03-01."),
        ("deadlines", {**FIFTH, "time": "eftermiddag"}, "time-0", "Skriv klockslaget som 15.00"),
        ("deadlines", {**FIFTH, "time": "25.00"}, "time-0", "Skriv klockslaget som 15.00"),
        ("deadlines", {"when": "days", "day": "", "time": "", "kind": ""}, "day-0", "Skriv en dag"),
        ("deadlines", {**FIFTH, "when": "none"}, "day-0", "Det står dagar här"),
        ("title", {"title": "  "}, "title", "Ge utlysningen en rubrik"),
        ("status", {"status": "asleep"}, "status", "Välj hur det står till"),
        ("opens", {"opens": "snart"}, "opens", "Skriv dagen som 2027-03-01."),
        ("least_partners", {"least_partners": "några"}, "least_partners", "Skriv ett heltal"),
        ("areas", {"areas": "Örebro län, Atlantis"}, "areas", "Inget område heter Atlantis."),
        (
            "rates",
            {"share": "140", "whose": "own", "bound": "exact"},
            "share-0",
            "Skriv en andel mellan 0 och 100",
        ),
    ],
)
def test_an_error_stands_at_its_field_and_keeps_what_was_typed(
    desk: Desk, field: str, typed: dict[str, str], id: str, sentence: str
) -> None:
    answer = desk.do("correct", field, **typed)

    page = answer.text
    assert answer.status_code == 422
    assert f'href="#c{desk.call.id}-{id}"' in page
    assert f'id="c{desk.call.id}-{id}-error"' in page
    assert sentence in page
    free = [each for name, each in typed.items() if name not in ("when", "kind", "status")]
    assert all(f'value="{each}"' in page for each in free)
    assert desk.session.scalars(select(Correction)).all() == []


def test_wrong_sums_are_told_one_by_one(desk: Desk) -> None:
    row = {"currency": "SEK", "of": "support"}
    for sums, id in (
        ({"least": "", "most": "mycket", "total": ""}, "most-0"),
        ({"least": "9", "most": "5", "total": ""}, "most-0"),
        ({"least": "", "most": "", "total": "1.2.3"}, "total-0"),
    ):
        answer = desk.do("correct", "amounts", **sums, **row)

        assert answer.status_code == 422
        assert f'id="c{desk.call.id}-{id}-error"' in answer.text


def test_sums_are_read_kindly(desk: Desk) -> None:
    desk.do(
        "correct", "amounts",
        least=["100 000 kr", ""], most=["400 000", ""], total=["", ""],
        currency=["SEK", "SEK"], of=["support", "support"],
    )  # fmt: skip

    assert desk.stored().amounts == (
        Amount(currency="SEK", least=Decimal(100000), most=Decimal(400000), of=MoneyKind.SUPPORT),
    )


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("title", {"title": " Clean   lakes "}, "Clean lakes"),
        ("status", {"status": "paused"}, Status.PAUSED),
        ("opens", {"opens": "2026-02-01"}, date(2026, 2, 1)),
        ("opens", {"opens": ""}, None),
        ("least_partners", {"least_partners": "3"}, 3),
        ("least_countries", {"least_countries": ""}, None),
        ("areas", {"areas": "Örebro län, SE125, örebro län"}, ("SE124", "SE125")),
        ("applicant_kinds", {"applicant_kinds": ["association", "x"]}, ("association",)),
        ("season", {"season": "hösten 2027"}, "hösten 2027"),
        ("text", {"text": "One.\nTwo."}, "One.\nTwo."),
        (
            "rates",
            {"share": ["33,5 %", ""], "whose": ["own", "own"], "bound": ["at_least", "exact"]},
            (Rate(co_funding_rate=Decimal("33.5"), bound=Bound.AT_LEAST),),
        ),
        (
            "rates",
            {"share": "40", "whose": "funder", "bound": "at_most"},
            (Rate(funding_rate=Decimal(40), bound=Bound.AT_MOST),),
        ),
    ],
)
def test_every_field_can_be_corrected(
    desk: Desk, field: str, typed: dict[str, Any], value: object
) -> None:
    answer = desk.do("correct", field, **typed)

    assert answer.status_code == 303, answer.text
    assert getattr(desk.stored(), field) == value


def test_the_slower_of_two_sees_both_and_loses_nothing(desk: Desk) -> None:
    seen = desk.seen("deadlines")
    desk.do("correct", **FIFTH)
    desk.leave()

    late = desk.do("correct", **{**FIFTH, "day": "2026-03-09"}, seen=seen)

    page = late.text.replace("\u00a0", " ")
    assert late.status_code == 409
    assert "Under tiden har det här ändrats." in page
    assert "5 mars 2026 kl. 15.00" in page
    assert "Rättat av Cleo" in page
    assert 'value="2026-03-09"' in page
    assert [each.day for each in desk.stored().dates] == [date(2026, 3, 5)]


def test_everybody_sees_the_sources_own_value_and_only_members_who_corrected_it(desk: Desk) -> None:
    desk.do("correct", **FIFTH)
    desk.leave()
    stranger, ada = desk.app.test_client(), visitor(desk.app, desk.people.ada)

    strange, member = (
        each.get(f"/calls/{desk.call.id}").text.replace("\u00a0", " ") for each in (stranger, ada)
    )

    for page in (strange, member):
        assert "5 mars 2026" in page or "5 March 2026" in page
        assert "1 mars 2026 kl. 12.00" in page or "1 March 2026, 12:00" in page
    assert "Cleo" not in strange
    assert "Corrected by Cleo" in member
    assert f"{desk.path}/deadlines" not in strange + member


def test_a_source_that_changed_its_mind_can_be_followed(desk: Desk) -> None:
    desk.do("correct", **FIFTH)
    call = desk.stored()
    later = draft_of(call)
    said = {name: getattr(later, name) for name in Draft.__struct_fields__}
    take_over(call, Draft(**{**said, "deadlines": (Deadline(day=date(2026, 3, 9)),)}))
    desk.leave()
    page = desk.cleo.get("/review").text.replace("\u00a0", " ")

    desk.do("follow")

    assert "Källan säger nu: " in page
    assert "9 mars 2026" in page
    assert [each.day for each in desk.stored().dates] == [date(2026, 3, 9)]


def test_a_doubtful_change_is_not_shown_as_one(desk: Desk) -> None:
    change = CallChange(call_id=desk.call.id, field="deadlines", old="[]", noticed_at=NOON)
    change.new, change.held = '[{"date": "2026-03-01"}]', True
    desk.session.add(change)
    desk.leave()

    page = desk.app.test_client().get(f"/calls/{desk.call.id}").text

    assert "1\u00a0mars" not in page


@pytest.mark.parametrize("path", ["/review", "/review/1/deadlines", "/review/1/same"])
def test_a_member_does_not_come_in(desk: Desk, path: str) -> None:
    ada = visitor(desk.app, desk.people.ada)

    assert ada.get(path).status_code == 403
    assert desk.app.test_client().get(path).status_code == 403
    assert "/review" not in ada.get("/calls").text


def test_the_project_group_comes_in(desk: Desk) -> None:
    eve = make_person("Eve", "club")
    eve.memberships.append(
        Membership(partner=Partner(name="Club", area="SE"), role=Role.PROJECT_GROUP)
    )
    desk.session.add(eve)
    desk.leave()

    assert visitor(desk.app, eve).get("/review").status_code == 200


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/review/99/deadlines", {"do": "confirm"}, 404),
        ("/review/1/uncertain", {"do": "confirm"}, 404),
        ("/review/1/deadlines", {"do": "forget"}, 400),
        ("/review/1/identifier", {"do": "correct", "identifier": "x"}, 400),
        ("/review/1/same", {"other": "99", "same": "yes"}, 404),
        ("/review/1/same", {"other": "1", "same": "perhaps"}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Desk, path: str, form: dict[str, str], status: int
) -> None:
    assert post(desk.cleo, path, "/review", **form).status_code == status


def test_a_way_back_leads_nowhere_else(desk: Desk) -> None:
    answer = desk.do("confirm", next="https://elsewhere.example/")

    assert answer.location.startswith("/#")


def test_the_queue_is_paged_and_comes_back_to_its_page(desk: Desk) -> None:
    other = make_source("other")
    for number in range(10, 20):
        desk.session.add(make_call(other, number, f"Call {number}", uncertain=(UNSURE,)))
    desk.leave()

    first, second = (desk.cleo.get(f"/review?page={page}").text for page in (1, 2))
    answer = desk.do("confirm", next="/review", page="2")

    assert (first.count("<article"), second.count("<article")) == (8, 3)
    assert len(first) < 60_000
    assert answer.location == f"/review?page=2&done={desk.call.id}-deadlines"


def test_an_error_page_asks_the_queue_nothing(desk: Desk) -> None:
    page = desk.cleo.get("/nowhere").text

    assert "/review" in page
    assert 'class="count"' not in page


def twin_of(desk: Desk) -> int:
    """Add a call that is the same under another name; return its number."""
    twin = make_call(make_source("other"), 9, "Cleaner waters", "Told at length")
    desk.session.add(twin)
    desk.session.commit()
    id = twin.id
    desk.session.close()
    return id


def test_two_calls_are_found_by_title_joined_and_parted(desk: Desk) -> None:
    twin = twin_of(desk)
    found = desk.cleo.get(f"{desk.path}/same?q=WATERS").text

    path = f"{desk.path}/same"
    answer = post(desk.cleo, path, f"{path}?q=waters", other=twin, same="yes")
    joined = desk.cleo.get(answer.location).text
    decided = desk.session.scalars(select(Sameness)).one()
    seen = decided.at.isoformat()
    desk.leave()
    post(desk.cleo, path, path, other=twin, same="no", seen=seen)

    assert "Cleaner waters" in found
    assert answer.location == f"/calls/{desk.call.id}#kin"
    assert "Cleo sa den" in joined
    assert "Inte samma" in joined
    assert desk.stored().alike == [desk.stored()]


def test_the_slower_of_two_looks_again_before_parting_calls(desk: Desk) -> None:
    twin = twin_of(desk)
    path = f"{desk.path}/same"
    post(desk.cleo, path, f"{path}?q=waters", other=twin, same="yes")

    late = post(desk.cleo, path, f"{path}?q=waters", other=twin, same="no", q="waters")

    assert late.status_code == 409
    assert "Under tiden har någon annan sagt" in late.text
    assert "Cleaner waters" in late.text


def test_answers_to_both_are_shown_with_either_and_stay_where_they_are(desk: Desk) -> None:
    twin = twin_of(desk)
    ada, ben = (visitor(desk.app, each) for each in (desk.people.ada, desk.people.ben))
    post(ada, f"/calls/{desk.call.id}/stance", "/calls", partner=1, answer="join")
    post(ben, f"/calls/{twin}/stance", "/calls", partner=2, answer="lead")
    post(desk.cleo, f"{desk.path}/same", f"{desk.path}/same?q=waters", other=twin, same="yes")

    pages = [ada.get(f"/calls/{id}").text for id in (desk.call.id, twin)]
    listed = ada.get("/calls?tab=open").text
    changed = answer_again(ben, desk.call.id)

    assert all("University" in page for page in pages)
    assert "University wants to be in" in listed
    assert changed.status_code == 303
    stances = desk.session.scalars(select(Stance).order_by(Stance.partner_id))
    assert [(each.call_id, each.answer) for each in stances] == [
        (desk.call.id, Answer.JOIN),
        (twin, Answer.SUPPORT),
    ]


def answer_again(ben: FlaskClient, call: int) -> TestResponse:
    """Change an answer that was given to the call's twin, on the page of the one shown."""
    return post(ben, f"/calls/{call}/stance", f"/calls/{call}", partner=2, answer="support", seen=1)
