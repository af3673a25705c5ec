"""Opening with or without a call, coming in late, outside partners, and the gaps of a group."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.group import group
from lexicon.terms import Doubt, Evidence, Verdict
from models import (
    Application,
    Grouping,
    Interest,
    Invitation,
    Latecomer,
    LatecomerState,
    Letter,
    Overlap,
    Partner,
    Person,
    Role,
    Stage,
    Talk,
)
from tests.bids import Rivals, World, part_of
from tests.conftest import NOON
from workflow import Refused, can, visible_to
from workflow.access import roles_to_give, within
from workflow.applications import coming_in, finding_call, grouping, inviting, opening
from workflow.applications.composed import composed
from workflow.interests import changing
from workflow.letters.readers import members
from workflow.partners import invitations, outside
from workflow.refusals import Incomplete
from workflow.visible import known_to

ABROAD = {
    "name": "Ajuntament de Vic", "country": "ES", "kind": "municipality", "contact": "Núria",
    "email": "nuria@vic.example", "language": "en",
}  # fmt: skip


def told(session: Session, kind: str) -> list[str]:
    """Return who gets letters of a kind, by name."""
    letters = select(Person.name).join(Letter, Letter.person_id == Person.id)
    return sorted(session.scalars(letters.where(Letter.kind == kind)))


def idea(session: Session, world: World, *, own: bool = False) -> Application:
    """Open an idea that looks for its call."""
    return opening.open(
        session, call=None, lead=world.town, title="Night library", summary="Soup and books",
        answer_by=None, by=world.ada, now=NOON, own=own,
    )  # fmt: skip


def come(session: Session, world: World, bid: Application) -> Latecomer:
    """Let the association ask to come in."""
    return coming_in.ask(session, bid, world.association, "We have boats", by=world.dana, now=NOON)


# Opening


def test_an_idea_is_opened_without_a_call_and_gets_one_later_with_everyone_told(
    session: Session, world: World
) -> None:
    bid = idea(session, world)
    inviting.invite(session, bid, world.university, by=world.ada, now=NOON)

    finding_call.find(session, bid, world.lakes, by=world.ada, now=NOON)

    assert bid.call is world.lakes
    assert told(session, "found_call") == ["Ben"]
    finding_call.find(session, bid, world.lakes, by=world.ada, now=NOON)  # a second tap
    assert told(session, "found_call") == ["Ben"]


def test_an_idea_does_not_take_a_call_to_which_its_lead_applies_already(
    session: Session, world: World, bid: Application
) -> None:
    other = idea(session, world)

    with pytest.raises(Refused, match="Town already has an application"):
        finding_call.find(session, other, world.lakes, by=world.ada, now=NOON)
    with pytest.raises(Refused):
        finding_call.find(session, other, world.lakes, by=world.ben, now=NOON)


def test_ones_own_asks_nobody_and_nobody_comes_in(session: Session, world: World) -> None:
    world.bid(world.university, "Clear lakes")

    own = opening.open(
        session, call=world.lakes, lead=world.association, title="Our lakes", summary="",
        answer_by=None, by=world.dana, now=NOON, own=True,
    )  # fmt: skip

    assert [each.partner.name for each in own.parts] == ["Association"]
    with pytest.raises(Refused, match="one partner's own"):
        inviting.invite(session, own, world.firm, by=world.dana, now=NOON)
    with pytest.raises(Refused, match="Association applies alone"):
        coming_in.ask(session, own, world.firm, "", by=world.finn, now=NOON)


def test_a_bid_with_others_in_it_is_nobodys_own(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="Others are in already"):
        coming_in.make_room(session, bid, places=None, own=True, by=world.ada, now=NOON)


def test_a_coordinator_may_note_an_idea_for_a_partner_and_it_is_asked(
    session: Session, world: World
) -> None:
    bid = opening.open(
        session, call=None, lead=world.town, title="An idea", summary="", answer_by=None,
        by=world.cleo, now=NOON,
    )  # fmt: skip

    assert bid.lead is world.town
    assert told(session, "opened") == ["Ada"]


def test_all_in_the_partnership_know_of_a_bid_and_only_those_in_it_see_it(
    session: Session, world: World, bid: Application
) -> None:
    assert can(world.finn, "know", bid)
    assert not can(world.finn, "see", bid)
    assert list(session.scalars(known_to(world.finn))) == [bid]
    assert list(session.scalars(visible_to(world.finn, Application))) == []

    bid.stage, bid.submitted_at = Stage.SUBMITTED, NOON

    assert not can(world.finn, "know", bid)
    assert list(session.scalars(known_to(world.finn))) == []
    assert list(session.scalars(known_to(world.ben))) == [bid]


# Talks


def test_a_talk_is_noted_with_its_day_by_who_speaks_for_a_party(
    session: Session, world: World, bid: Application
) -> None:
    said = {"who": "Ben", "whom": "The desk", "words": "Write it shorter"}

    finding_call.note(session, bid, day=NOON.date(), said=said, by=world.ben, now=NOON)

    (talk,) = finding_call.talks(session, bid)
    assert (talk.who, talk.whom, talk.words) == ("Ben", "The desk", "Write it shorter")
    with pytest.raises(Refused):
        finding_call.note(session, bid, day=NOON.date(), said=said, by=world.finn, now=NOON)


def test_a_talk_of_next_week_of_nobody_or_too_long_is_no_talk(
    session: Session, world: World, bid: Application
) -> None:
    later = NOON.date() + dt.timedelta(days=7)
    said = {"who": " ", "whom": "x" * 201, "words": "y" * 5001}

    with pytest.raises(Incomplete) as refused:
        finding_call.note(session, bid, day=later, said=said, by=world.ada, now=NOON)

    assert {field for field, _ in refused.value.errors} == {"who", "whom", "words", "day"}
    assert session.scalars(select(Talk)).all() == []


# Late joiners


def test_a_late_joiner_is_let_in_and_everyone_is_told(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    assert told(session, "asks_in") == ["Ada"]
    assert come(session, world, bid) is late  # a second tap

    coming_in.accept(session, late, by=world.ada, now=NOON)

    assert part_of(bid, world.association).declined_at is None
    assert told(session, "came_late") == ["Ben"]
    assert "Dana" in told(session, "opened")
    with pytest.raises(Refused, match="already answered"):
        coming_in.accept(session, late, by=world.ada, now=NOON)


def test_a_late_joiner_that_is_kept_out_is_told_why_and_so_are_those_who_are_in(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    with pytest.raises(Refused, match="in a few words why"):
        coming_in.decline(session, late, "  ", by=world.ada, now=NOON)

    coming_in.decline(session, late, "The budget is full", by=world.ada, now=NOON)

    assert (late.state, late.said) == (LatecomerState.DECLINED, "The budget is full")
    assert told(session, "kept_out") == ["Ben", "Dana"]
    letter = session.scalars(select(Letter).filter_by(kind="kept_out")).first()
    assert letter is not None
    assert "The budget is full" in letter.text
    assert come(session, world, bid) is not late  # one may ask again


def test_only_the_lead_lets_in_and_only_who_speaks_for_a_partner_asks(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)

    for person in (world.ben, world.dana, world.cleo):
        with pytest.raises(Refused):
            coming_in.accept(session, late, by=person, now=NOON)
    with pytest.raises(Refused):
        coming_in.ask(session, bid, world.firm, "", by=world.dana, now=NOON)
    with pytest.raises(Refused, match="already asked"):
        coming_in.ask(session, bid, world.university, "", by=world.ben, now=NOON)


def test_nobody_comes_in_when_the_places_are_taken_or_it_is_too_late(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    with pytest.raises(Refused, match="2 parties are in already"):
        coming_in.make_room(session, bid, places=1, own=False, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="at most 200"):
        coming_in.make_room(session, bid, places=10**9, own=False, by=world.ada, now=NOON)

    coming_in.make_room(session, bid, places=2, own=False, by=world.ada, now=NOON)

    assert bid.places_left == 0
    with pytest.raises(Refused, match="All 2 places are taken"):
        coming_in.accept(session, late, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="All places are taken"):
        coming_in.ask(session, bid, world.firm, "", by=world.finn, now=NOON)
    bid.stage = Stage.WITHDRAWN
    with pytest.raises(Refused, match="no longer be changed"):
        coming_in.decline(session, late, "Over", by=world.ada, now=NOON)


def test_who_was_invited_meanwhile_no_longer_waits(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    inviting.invite(session, bid, world.association, by=world.ada, now=NOON)

    assert coming_in.waiting(session, bid) == []
    coming_in.accept(session, late, by=world.ada, now=NOON)
    assert len([each for each in bid.commitments if each.partner is world.association]) == 1


def test_asking_is_taken_back(session: Session, world: World, bid: Application) -> None:
    late = come(session, world, bid)

    coming_in.take_back(session, late, by=world.dana, now=NOON)

    assert coming_in.waiting(session, bid) == []
    with pytest.raises(Refused, match="already answered"):
        coming_in.take_back(session, late, by=world.dana, now=NOON)


# Outside partners


def brought(session: Session, world: World, bid: Application) -> Partner:
    """Ask Vic into the bid, and let Núria come in."""
    partner = outside.bring(session, bid, ABROAD, by=world.ada, now=NOON).partner
    invitation = session.scalars(select(Invitation).filter_by(partner_id=partner.id)).one()
    invitations.accept(session, invitation, by=invitation.person, now=NOON)
    session.flush()
    session.expire_all()
    return partner


def test_an_outside_partner_is_asked_by_letter_and_its_people_see_this_bid_alone(
    session: Session,
) -> None:
    rivals = Rivals(session)
    vic = brought(session, rivals.world, rivals.blue)
    (nuria,) = vic.people

    assert not within(nuria)
    assert list(session.scalars(visible_to(nuria, Application))) == [rivals.blue]
    assert list(session.scalars(known_to(nuria))) == [rivals.blue]
    assert list(session.scalars(visible_to(nuria, Overlap))) == []
    assert not can(nuria, "see_overlap", rivals.overlap)
    assert not can(nuria, "know", rivals.clear)
    assert can(nuria, "sign", part_of(rivals.blue, vic))
    for action, thing in (("answer", vic), ("open", vic), ("receive", None), ("review", None)):
        assert not can(nuria, action, thing)
    assert told(session, "asked_in") == ["Núria"]


def test_an_outside_partner_is_in_no_list_and_its_people_get_no_digests(
    session: Session, world: World, bid: Application
) -> None:
    vic = brought(session, world, bid)

    assert vic.people[0] not in members(session)
    assert world.ada in members(session)
    with pytest.raises(Refused):
        changing.add(session, vic, {"text": "Water"}, by=world.cleo, now=NOON, zone="UTC")


def test_nobody_outside_is_given_a_role_that_reaches_into_the_partnership(
    session: Session, world: World, bid: Application
) -> None:
    vic = brought(session, world, bid)

    assert set(roles_to_give(world.cleo, vic)) == {Role.REPRESENTATIVE, Role.SIGNATORY}
    with pytest.raises(Refused):
        invitations.invite(
            session, vic, name="Pol", email="pol@vic.example", roles=[Role.COORDINATOR],
            by=world.cleo, now=NOON,
        )  # fmt: skip


def test_the_same_outside_partner_is_kept_once(
    session: Session, world: World, bid: Application
) -> None:
    first = outside.bring(session, bid, ABROAD, by=world.ada, now=NOON)
    again = outside.bring(
        session, bid, {**ABROAD, "name": "AJUNTAMENT  DE VIC"}, by=world.ada, now=NOON
    )

    assert again is first
    assert told(session, "asked_in") == ["Núria"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"country": "Atlantis"}, "country"),
        ({"kind": "pirates"}, "kind"),
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"contact": ""}, "contact"),
        ({"email": "ada@example.org"}, "email"),
    ],
)
def test_what_is_wrong_with_an_outside_partner_is_told_by_its_field(
    session: Session, world: World, bid: Application, wrong: dict[str, str], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        outside.bring(session, bid, {**ABROAD, **wrong}, by=world.ada, now=NOON)

    assert [where for where, _ in refused.value.errors] == [field]


def test_one_of_the_partnership_is_not_brought_from_outside(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="Firm is of the partnership"):
        outside.bring(session, bid, {**ABROAD, "name": "firm"}, by=world.ada, now=NOON)
    with pytest.raises(Refused):
        outside.bring(session, bid, ABROAD, by=world.ben, now=NOON)


# Rules and gaps


def test_a_calls_own_rules_come_with_its_sentences_and_doubts_are_unknown(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.least_partners, world.lakes.least_countries = 3, 2
    world.lakes.evidence = (
        Evidence(field="least_partners", words="At least three organisations.", value="3"),
    )
    world.lakes.uncertain = (Doubt(field="least_countries", words="two or three"),)

    partners, countries = composed(bid, NOON)

    assert (partners.verdict, partners.rule.words) == (
        Verdict.NO, "At least three organisations.",
    )  # fmt: skip
    assert partners.missing[0].id == "One more party"
    assert (countries.verdict, countries.gaps) == (Verdict.UNKNOWN, ())


def test_what_the_call_says_itself_its_programme_does_not_say_again(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.funder, world.lakes.least_partners = "Interreg Aurora", 5

    kinds = [str(each.rule.kind) for each in composed(bid, NOON)]

    assert kinds.count("least_partners") == 1
    assert {"least_countries", "member_states", "one_lead"} <= set(kinds)


def test_without_a_call_there_are_no_rules(session: Session, world: World) -> None:
    assert composed(idea(session, world), NOON) == []


def test_a_gap_is_filled_by_who_is_from_there_be_they_of_the_partnership_or_not(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.funder = "Interreg Sverige-Norge"
    world.firm.area = "NO060"
    session.add(Partner(name="Trondheim", country="NO", outside=True, about="Clean lakes"))
    session.add(Partner(name="Gone", country="NO", left_at=NOON))
    for partner in (world.association, world.region):
        partner.interests.append(Interest(title="W", text="Water quality in lakes", language="en"))
    session.commit()

    group(session, NOON)

    found = grouping.candidates(session, bid).suggestions
    lacking = {each.partner.name for each in found if not each.of_all}
    best = {each.partner.name for each in grouping.for_bid(session, bid).suggestions}
    assert "Trondheim" in lacking
    assert {"Firm"} <= lacking | best
    assert "Trondheim" not in best  # whom nobody lacks is looked for in the partnership
    assert "Gone" not in {each.partner.name for each in found}
    assert session.scalars(select(Grouping)).all()


def test_whoever_is_in_many_bids_comes_after_one_who_is_in_none(
    session: Session, world: World
) -> None:
    for partner in (world.association, world.firm):
        partner.interests.append(Interest(title="W", text="Water quality in lakes", language="en"))
    for number in range(3):
        world.bid(world.association, f"Roads {number}", call=world.call(f"Roads {number}"))
    bid = world.bid(world.town, "Blue lakes")

    group(session, NOON)

    order = [each.partner.name for each in grouping.for_bid(session, bid).suggestions]
    assert order.index("Firm") < order.index("Association")
    assert grouping.workload(session)[world.association.id] == 3


def test_ones_own_bid_looks_for_nobody(session: Session, world: World) -> None:
    idea(session, world, own=True)

    assert group(session, NOON) == 0


def test_two_who_settle_at_once_settle_once(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    session.commit()
    answers: list[Callable[[], None]] = [
        lambda: coming_in.accept(session, late, by=world.ada, now=NOON),
        lambda: coming_in.decline(session, late, "Full", by=world.ada, now=NOON),
    ]
    answers[0]()

    with pytest.raises(Refused, match="already answered"):
        answers[1]()
    assert late.state is LatecomerState.ACCEPTED
