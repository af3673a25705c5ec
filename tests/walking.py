"""Who gets in where, written by hand: every route, every role, in one's own partner or another.

A letter is a role: r representative, s signatory, p project group, a adviser, c coordinator,
o operator; - is a stranger, x somebody who has left, g a guest: of a partner abroad that was asked
into the bid; where GUESTS does not say so, a guest is a stranger. Own is the town, which leads the
bid of the tests, is in the overlap and holds the invitation; other is a firm that has nothing to do
with them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

MEMBERS, ALL = "rspaco", "-xrspaco"
STAFF, REVIEWERS, SPEAKERS, SIGNERS = "co", "pco", "rsp", "rs"


class Row(NamedTuple):
    """Who gets in, from one's own partner and from another, and what refused members meet."""

    own: str
    other: str
    refused: tuple[int, ...] = (403,)
    form: Mapping[str, Any] = MappingProxyType({})
    query: str = ""
    hidden: bool = False  # it is not there for members whom it does not concern: always 404


def thing(own: str, other: str = "", /, **form: Any) -> Row:
    """Return the row of something that is some partner's, and not there for others."""
    return Row(own, other, (403, 404, 409), form, hidden=True)


def by_role(letters: str, **form: Any) -> Row:
    """Return the row of what a role opens, in whichever partner one has it."""
    return Row(letters, letters, (403,), form)


def mine(own: str) -> Row:
    """Return the row of what one person has sent, and nobody else sees."""
    return Row(own, "", (403, 404))


# The organisations' own sign-in, without settings for it; an address that was never given out.
NOT_SET_UP = Row("", "", (404,))
NEW_CALL: dict[str, Any] = {
    "title": "A new one",
    "funder": "F",
    "when": "rolling",
    "language": "sv",
}
SIGNED: dict[str, Any] = {
    "part": "lead",
    "total_cost": "4",
    "co_funding": "2",
    "work": "",
    "binding": "no",
}
GROUP = {"name": "A group", "purpose": "", "seen": 1}
MEETING: dict[str, Any] = {"body": "The board", "days": "2026-05-05", "papers": ""}
ASKED: dict[str, Any] = {
    "organisation": "New", "municipality": "Laxå", "name": "Gil", "email": "gil@new.example",
    "wants": "Something for the young people of the town",
}  # fmt: skip
ROSTER: dict[str, Any] = {
    "name": "Somebody",
    "email": "somebody@new.example",
    "roles": "representative",
}

# Where somebody of an outside partner is somebody: their application, their account, the door.
GUESTS = {
    "GET applications.every", "GET applications.one", "GET group.one", "GET funder.one",
    "POST funder.note", "GET joining.join", "POST joining.check", "POST joining.confirm",
    "GET joining.done", "GET joining.decline", "POST joining.decline", "GET joining.again",
    "GET joining.revoke", "POST joining.revoke", "GET history.one", "GET receipts.day",
    "GET signing_in.more", "POST signing_in.show_second", "POST signing_in.fresh",
    "GET account.one", "POST account.end", "POST account.out_everywhere",
    "POST account.add_passkey", "POST account.remove_passkey", "GET account.app",
    "POST account.begin_app", "POST account.prove_app", "POST account.remove_app",
    "POST account.new_codes", "GET money.one", "POST money.save", "GET documents.every",
    "GET documents.file", "GET documents.bundle", "GET texts.every", "POST texts.add",
    "POST texts.begin_as", "GET texts.one", "POST texts.mark", "POST texts.give",
    "POST texts.shape", "POST texts.remove", "POST texts.comment", "POST writing.begin",
    "POST writing.stop", "GET writing.write", "POST writing.save", "GET writing.both",
    "POST writing.settle", "GET writing.history",
    "POST unsaved.keep", "POST unsaved.drop", "GET working.every", "POST working.comment",
    "POST working.add", "POST working.change", "POST working.finish", "POST working.remove",
    "GET annexes.every", "POST annexes.send", "GET annexes.one", "POST annexes.remove",
}  # fmt: skip
AID: dict[str, Any] = {
    "day": "2025-05-05", "giver": "The region", "amount": "1000", "currency": "EUR",
}  # fmt: skip

ROWS: dict[str, Row] = {
    # Calls: read by all, settled by who reviews, answered by who speaks for a partner.
    "GET home.one": by_role(ALL),
    "GET calls.every": by_role(ALL),
    "GET calls.one": by_role(ALL),
    "GET calls.then": Row(ALL, ALL, query="?at=2027-01-01"),
    "POST calls.answer": Row("rspc", "c", (409,), {"partner": 1, "answer": "watch", "seen": 1}),
    "POST calls.take_back": Row("rspc", "c", (409,), {"partner": 1}),
    "POST several.ask": Row("pc", "pc", (403,), {"beside": 3}),
    "POST several.group": Row("pc", "pc", (403,), {"beside": 3}),
    "GET entering.new": by_role(REVIEWERS),
    "POST entering.enter": by_role(REVIEWERS, **NEW_CALL),
    "GET entering.edit": by_role(REVIEWERS),
    "POST entering.amend": by_role(REVIEWERS, **NEW_CALL),
    "GET importing.new": by_role(REVIEWERS),
    "GET importing.pattern": by_role(REVIEWERS),
    "POST importing.send": by_role(REVIEWERS),
    "GET importing.one": mine("c"),
    "POST importing.confirm": mine("c"),
    "GET reviewing.every": by_role(REVIEWERS),
    "GET reviewing.one": by_role(REVIEWERS),
    "POST reviewing.settle": by_role(REVIEWERS, do="confirm"),
    "GET reviewing.alike": by_role(REVIEWERS),
    "POST reviewing.say": by_role(REVIEWERS, other=2, same="no"),
    "POST wishes.say": Row("rspc", "c", (409,), {"interest": 1, "wish": "more"}),
    "POST wishes.undo": Row("rspc", "c", (409,), {"interest": 1}),
    "POST live.hits": Row("rspc", "c", (403,), {"text": "Cleaner lakes"}),
    # Ideas: anybody's, and kept nowhere.
    "GET ideas.new": by_role(ALL),
    "POST ideas.ask": by_role(ALL, text="Cleaner lakes. For our town."),
    # Tips: given by members, taken by who reviews.
    "GET tips.every": by_role(MEMBERS),
    "GET tips.new": by_role(MEMBERS),
    "POST tips.new": by_role(MEMBERS, url="https://river.example/1"),
    "GET tips.one": by_role(MEMBERS),
    "POST tips.take": by_role(REVIEWERS, title="A call"),
    "POST tips.drop": by_role(REVIEWERS, said="Not for us"),
    # Bids: for those who are asked into them, and coordinators.
    "GET applications.every": by_role(MEMBERS),
    "GET applications.one": thing(MEMBERS, "c"),
    "POST applications.move": thing("rsp", verb="revise"),
    "GET applications.submit": thing("rsp"),
    "POST applications.submit": thing("rsp", reference="F-1"),
    "GET opening.new": by_role(MEMBERS),
    "POST opening.open": Row("rspc", "c", (422,), {
        "title": "Green lakes", "summary": "Green", "lead": "1", "answer_by": "2026-02-01",
    }, "?call=2"),
    "GET opening.describe": thing("rspc", "c"),
    "POST opening.describe": thing("rspc", "c", title="Blue lakes", summary="Bluer"),
    "GET opening.whom": thing("rspc", "c"),
    "POST opening.invite": thing("rspc", "c", partner=3),
    # The group: seen by who is in; who is not may know of it, and ask to come in.
    "GET group.one": thing(MEMBERS, "c"),
    "POST group.room": thing("rspc", "c", places="9", own="no"),
    "POST group.settle": thing("rsp", answer="yes"),
    "POST handing_over.hand_over": thing("rsp", partner=2, reason="We lead two others"),
    "GET group.bring": thing("rspc", "c"),
    "POST group.bring": thing("rspc", "c", name="Ajuntament", country="ES"),
    "GET group.come_in": by_role(MEMBERS),
    "POST group.come_in": Row("rspc", "", (403,), {"partner": 1}),
    "GET funder.one": thing(MEMBERS, "c"),
    "POST funder.note": thing("rspc", "c", who="Ada", whom="The desk", words="Yes"),
    "POST funder.find": thing("rspc", "c", call=2),
    # Offers from outside: all of the partnership's.
    "GET offers.every": by_role(MEMBERS),
    "GET offers.one": by_role(MEMBERS),
    "POST offers.answer": Row("rspc", "", (403,), {"partner": 1, "answer": "watch"}),
    "POST offers.take_up": Row("rspc", "c", (422,), {"contact": "Núria", "email": "n@cat.example"}),
    "POST offers.put_aside": Row("c", "c", (422,), {"why": "Nobody can"}),
    "GET recording.new": by_role(MEMBERS),
    "POST recording.new": by_role(MEMBERS, name="Ajuntament"),
    "GET recording.edit": by_role("c"),
    "POST recording.edit": by_role("c", name="Ajuntament"),
    "GET joining.join": thing("rspc", "c"),
    "POST joining.check": thing("rspc", "c", **SIGNED),
    "POST joining.confirm": thing("rspc", "c", **SIGNED),
    "GET joining.done": thing("rspc", "c"),
    "GET joining.decline": thing("rs"),
    "POST joining.decline": thing("rs", reason="No time"),
    "GET joining.again": thing("rspc", "c"),
    "GET joining.revoke": thing("rs"),
    "POST joining.revoke": thing("rs", reason="No time"),
    "GET history.one": thing(MEMBERS, "c"),
    "GET history.take": thing("rspc", "c"),
    "GET receipts.day": thing(MEMBERS, "c"),
    # Their money: seen by who sees the bid, typed by who may set terms, proven by one's own.
    "GET money.one": thing(MEMBERS, "c"),
    "POST money.save": thing("rspc", "c"),
    "POST money.choose": thing("rspc", "c", flat_rate="15"),
    "GET budgets.sheet": thing("rspc", "c"),
    "POST budgets.save": thing("rspc", "c", currency="SEK"),
    "POST budgets.record": thing("rsp"),
    # Papers of a bid: seen by who sees it, made by who may change what they are of.
    "GET documents.every": thing(MEMBERS, "c"),
    "POST documents.make": thing("rspc", "c", kind="brief"),
    "GET documents.file": thing(MEMBERS, "c"),
    "GET documents.bundle": thing(MEMBERS, "c"),
    "GET after.decision": thing("rsp"),
    "POST after.decision": thing("rsp", answer="no", day="2026-01-12"),
    "GET after.results": thing("rspc", "c"),
    "POST after.results": thing("rspc", "c", words="Cleaner water"),
    # Their text, work and files: seen by all who see a bid, written by who speaks for a part.
    "GET texts.every": thing(MEMBERS, "c"),
    "POST texts.add": thing("rspc", "c", title="Risks"),
    "POST texts.begin_as": thing("rspc", "c", family="esf"),
    "GET texts.one": thing(MEMBERS, "c"),
    "POST texts.mark": thing("rspc", "c", state="done", seen=1),
    "POST texts.give": thing("rspc", "c", owner="1"),
    "POST texts.shape": thing("rspc", "c", title="Aims", most="2000", most_source="The form"),
    "POST texts.remove": thing("rspc", "c"),
    "POST texts.comment": thing("rspc", "c", text="Whose lakes?"),
    "POST writing.begin": thing("rspc", "c"),
    "POST writing.stop": thing("rspc", "c"),
    "GET writing.write": thing("rspc", "c"),
    "POST writing.save": thing("rspc", "c", text="Clean lakes", seen=1),
    "GET writing.both": thing(MEMBERS, "c"),
    "POST writing.settle": thing("rspc", "c", text="Clean lakes", seen=1),
    "GET writing.history": thing(MEMBERS, "c"),
    "POST unsaved.keep": thing("rspc", "c", text="Cleaner lakes", seen=1, window="a"),
    "POST unsaved.drop": thing(MEMBERS, "c", window="a"),
    "GET working.every": thing(MEMBERS, "c"),
    "POST working.aim": thing("rspc", "c", target="2026-02-01", seen=""),
    "POST working.comment": thing("rspc", "c", text="Who asks the board?"),
    "POST working.add": thing("rspc", "c", title="Ask the board", owner="1", due="2026-02-01"),
    "POST working.change": thing("rspc", "c", title="Ask it", owner="1", due="", seen=1),
    "POST working.finish": thing("rspc", "c", done="no"),
    "POST working.remove": thing("rspc", "c"),
    "GET annexes.every": thing(MEMBERS, "c"),
    "POST annexes.send": thing("rspc", "c", kind="statutes"),
    "GET annexes.one": thing(MEMBERS, "c"),
    "POST annexes.remove": thing("rspc", "c"),
    # Overlaps: found for coordinators, seen by who sees a bid, replied to by leads.
    "GET overlaps.every": by_role("c"),
    "GET limits.every": by_role("c"),
    "POST limits.say": by_role("c", of="call:1", places="1", words="p. 4"),
    "GET staffing.one": thing("rspc", "c"),
    "POST staffing.save": thing("rspc", "c"),
    "POST leading.say": thing("rsco", STAFF, leads="2"),
    "POST overlaps.note": by_role("c", a=1, b=2, words="Heard"),
    "GET overlaps.one": thing(MEMBERS, "c"),
    "POST settling.propose": by_role("c", proposal="coexist", message="Both", seen=1),
    "GET settling.answer": thing(MEMBERS, "c"),
    "POST settling.reply": thing("rsp", "c", member=1, agrees="no", words="No", seen=1),
    "POST settling.undo": thing("rsp", "c"),
    "POST settling.step_aside": by_role("c"),
    "POST settling.put_before": by_role("c", meeting=1),
    "GET overview.one": by_role("pc"),
    # A call's interest period.
    "GET intents.one": by_role(MEMBERS),
    "POST intents.begin": by_role("c", until="2026-01-20", places=1, criteria="Need"),
    "POST intents.file": thing("rspc", "c", partner=1, title="Lakes", statement="Clean"),
    "POST intents.ask": by_role("c", person=1),
    "POST intents.score": by_role(MEMBERS, intent=1),
    "POST intents.choose": by_role("c", words="Why"),
    # Partners: read by all, kept by their own and by who keeps the register.
    "GET partners.every": by_role(ALL),
    "GET partners.one": by_role(ALL),
    "GET profiles.new": by_role(STAFF),
    "POST profiles.new": by_role(STAFF, name="New"),
    "GET profiles.edit": thing("rsco", STAFF),
    "POST profiles.edit": thing("rsco", STAFF, name="Town", seen=1),
    "GET profiles.leave": by_role(STAFF),
    "POST profiles.leave": by_role(STAFF),
    "POST profiles.come_back": by_role(STAFF),
    "GET aids.every": thing("rsco", STAFF),
    "POST aids.declare": thing("rsco", STAFF, **AID),
    "POST aids.limit": thing("rsco", STAFF, most="1000", most_in="SEK"),
    "POST aids.remove": thing("rsco", STAFF),
    "GET letterheads.one": thing("rsco", STAFF),
    "POST letterheads.put": thing("rsco", STAFF),
    "POST letterheads.remove": thing("rsco", STAFF),
    "GET letterheads.usual": thing("rsco", STAFF),
    "GET letterheads.example": thing("rsco", STAFF),
    "GET importing_partners.new": by_role(STAFF),
    "GET importing_partners.pattern": by_role(STAFF),
    "POST importing_partners.send": by_role(STAFF),
    "GET importing_partners.one": mine("c"),
    "POST importing_partners.confirm": mine("c"),
    # What partners want funding for: read by members, written by who speaks for them.
    "GET interests.every": by_role(MEMBERS),
    "GET interests.new": thing("rspc", "c"),
    "POST interests.new": thing("rspc", "c", text="Cleaner lakes"),
    "GET interests.one": thing("rspc", "c"),
    "GET interests.edit": thing("rspc", "c"),
    "POST interests.edit": thing("rspc", "c", text="Cleaner lakes", seen=1),
    "GET interests.remove": thing("rspc", "c"),
    "POST interests.remove": thing("rspc", "c"),
    "POST interests.bring_back": thing("rspc", "c"),
    "GET beginnings.begin": thing("rspc", "c"),
    "POST beginnings.begin": thing("rspc", "c", do="old", old="We measure the water of lakes."),
    # People: asked in by their own, the register kept by few.
    "GET members.every": by_role(STAFF),
    "GET members.invite": thing("rsco", STAFF),
    "POST members.invite": thing("rsco", STAFF, **ROSTER),
    "GET members.edit": thing("rsco", STAFF),
    "POST members.edit": thing("rsco", STAFF, roles="representative"),
    "POST members.leave": thing("rsco", STAFF),
    "POST members.resend": thing("rsco", STAFF),
    "POST members.take_back": thing("rsco", STAFF),
    "GET arriving.look": by_role(ALL),
    "POST arriving.answer": by_role(ALL, answer="yes"),
    "GET newcomers.ask": by_role(ALL),
    "POST newcomers.send": by_role(ALL, **ASKED),
    "GET newcomers.thanks": by_role(ALL),
    "GET newcomers.every": by_role(STAFF),
    "GET newcomers.one": by_role(STAFF),
    "POST newcomers.accept": by_role(STAFF),
    "POST newcomers.decline": by_role(STAFF, words="Not now"),
    "GET groups.every": by_role(MEMBERS),
    "GET groups.new": by_role(STAFF),
    "POST groups.new": by_role(STAFF, **GROUP),
    "GET groups.edit": by_role(STAFF),
    "POST groups.edit": by_role(STAFF, **GROUP),
    "POST groups.dissolve": by_role(STAFF),
    "GET meetings.every": by_role(MEMBERS),
    # A meeting of the partnership: its page, and what it decides.
    "GET deciding.agenda": by_role("pc"),
    "POST deciding.decide": by_role("pc", **{"say-1-1": "watch", "seen-1-1": 1}),
    "GET meetings.together": by_role(STAFF),
    "POST meetings.together": by_role(STAFF, **MEETING),
    "GET deputies.every": thing("rs"),
    "POST deputies.every": thing("rs", first="2026-02-01", last="2026-02-28"),
    "POST deputies.end": thing("rs", deputy=1),
    "GET meetings.of_partner": thing("rsco", STAFF),
    "POST meetings.of_partner": thing("rsco", STAFF, **MEETING),
    "POST meetings.remove": thing("rsco", STAFF),
    # The door, and what stands on every page.
    "GET people.door": by_role(ALL),
    "POST people.enter": by_role(ALL),
    "GET people.ask": by_role(ALL),
    "POST people.confirm": by_role(ALL, partner=1, answer="watch", seen=1),
    "GET people.weigh": by_role(ALL),
    "POST people.ask_for": by_role(ALL),
    "POST people.leave": by_role(ALL),
    "POST people.speak": by_role(ALL, language="en"),
    "GET privacy.one": by_role(ALL),
    "GET accessibility.one": by_role(ALL),
    "POST accessibility.report": by_role(ALL, what="I cannot read it"),
    "GET static": by_role(ALL),
    "GET signing_in.form": by_role(ALL),
    "POST signing_in.ask": by_role(ALL, email="ada@example.org"),
    "GET signing_in.code_form": by_role(ALL),
    "POST signing_in.code": by_role(ALL, code="123456"),
    "GET signing_in.link": by_role(ALL),
    "POST signing_in.use": by_role(ALL),
    "GET signing_in.more": by_role(MEMBERS),
    "POST signing_in.show_second": by_role(MEMBERS, code="123456"),
    "POST signing_in.fresh": by_role(MEMBERS),
    "GET organisation.leave": NOT_SET_UP,
    "GET organisation.back": NOT_SET_UP,
    # One's own account; what another session's number does is told in its own tests.
    "GET account.one": by_role(MEMBERS),
    "POST account.end": by_role(MEMBERS),
    "POST account.out_everywhere": by_role(MEMBERS),
    "POST account.add_passkey": by_role(MEMBERS, credential="{}"),
    "POST account.remove_passkey": by_role(MEMBERS),
    "GET account.app": by_role(MEMBERS),
    "POST account.begin_app": by_role(MEMBERS),
    "POST account.prove_app": by_role(MEMBERS, code="123456"),
    "POST account.remove_app": by_role(MEMBERS),
    "POST account.new_codes": by_role(MEMBERS),
    "POST account.new_link": by_role(MEMBERS),
    "POST account.end_link": by_role(MEMBERS),
    "POST account.newsletter": by_role(MEMBERS, wanted="no"),
    # The newsletter: read by all, made by coordinators; asked for and left by whoever has a link.
    "GET newsletters.every": by_role(ALL),
    "GET newsletters.one": by_role(ALL),
    "GET newsletters.new": by_role("c"),
    "POST newsletters.new": by_role("c", since="2026-01-01", language="en"),
    "GET newsletters.edit": by_role("c"),
    "POST newsletters.edit": by_role("c", title="News", greeting="", seen=1),
    "GET newsletters.preview": by_role("c"),
    "GET newsletters.look": by_role("c"),
    "POST newsletters.send": by_role("c", seen=1),
    "POST newsletters.drop": by_role("c"),
    "GET subscribing.ask": by_role(ALL),
    "POST subscribing.send": by_role(ALL, email="kim@outside.example"),
    "GET subscribing.thanks": by_role(ALL),
    "GET subscribing.look": by_role(ALL),
    "POST subscribing.confirm": by_role(ALL),
    "GET subscribing.offer": by_role(ALL),
    "POST subscribing.leave": by_role(ALL),
    # The calendar; who has the address of one sees it, and an address of none opens nothing.
    "GET calendar.every": by_role(ALL),
    "GET calendar.shared": by_role(ALL),
    "GET calendar.feed": NOT_SET_UP,
    # How often one is written to: a letter's ticket is enough.
    "GET letters.one": by_role(MEMBERS),
    "POST letters.choose": by_role(MEMBERS, pace="daily", days_before="14, 3"),
    "GET letters.preview": Row("o", "o", query="?person=1&day=2026-01-20"),
    "GET letters.look": Row("o", "o", query="?person=1&day=2026-01-20"),
    "POST letters.send": by_role("o", person=1, day="2026-01-20"),
    # What runs the whole.
    "GET settings.every": by_role("o"),
    "GET mail.every": by_role("o"),
    "POST mail.test": by_role("o"),
    "GET sources.every": by_role(MEMBERS),
    "GET sources.one": by_role(MEMBERS),
    "GET sources.raw": by_role("o"),
    "POST sources.read": by_role("o"),
    "POST sources.accept": by_role("o"),
    "GET adding.new": by_role("o"),
    "POST adding.new": by_role("o", url="https://river.example/"),
    "GET adding.choose": by_role("o"),
    "POST adding.save": by_role("o", do="try", way="0"),
    "POST adding.attempt": by_role("o", way="0"),
    "GET adding.edit": by_role("o"),
    "POST adding.edit": by_role("o", do="try"),
    "POST adding.attempt_again": by_role("o"),
    "GET styleguide.one": by_role("o"),
    "GET styleguide.letter": by_role("o"),
    "POST account.lift": by_role(MEMBERS),
    "GET outbox.every": by_role("o"),
    "POST outbox.lift": by_role("o"),
    "GET outbox.one": by_role("o"),
    "GET outbox.look": by_role("o"),
    "GET hooks.every": by_role("o"),
    "POST hooks.add": by_role("o", name="Chat", url="https://c.example/x", happenings="several"),
    "GET hooks.one": by_role("o"),
    "POST hooks.test": by_role("o"),
    "POST hooks.new_secret": by_role("o"),
    "POST hooks.switch": by_role("o", on="no"),
    "POST hooks.remove": by_role("o"),
    # What programs read and send: by what stands in the address, whoever asks.
    "GET feeds.every": by_role(ALL),
    "GET feeds.newsletters": by_role(ALL),
    "GET feeds.own": by_role(ALL),
    "GET leaving.ask": by_role(ALL),
    "POST leaving.leave": by_role(ALL),
    "POST returns.bounces": by_role(ALL),
}  # fmt: skip
