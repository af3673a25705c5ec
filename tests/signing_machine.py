"""A machine of chance that signs, changes and takes back; and a plain model beside it.

The model knows no seals: it remembers of each part which words were signed, and whether that still
holds. After each step, the bid and the model have to say the same.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models import (
    Application,
    Call,
    Commitment,
    Deputy,
    Event,
    Partner,
    Person,
    Role,
    Stage,
)
from models.stage import BEFORE_SUBMITTED, STEPS
from tests.bids import JUST_NOW, World
from tests.conftest import NOON
from workflow import Conflict, Refused, audit
from workflow.applications import (
    commitments,
    declining,
    deputies,
    describing,
    opening,
    rivals,
    stages,
)
from workflow.applications.signing import SignedIn
from workflow.applications.terms import seal_of, signed, terms
from workflow.audit import Head
from workflow.overlaps.merging import merge
from workflow.refusals import Unproven

OLD = SignedIn(JUST_NOW.how, NOON - timedelta(hours=1))
LATER = NOON + timedelta(days=3)
SIGNER = {"Town": "Ada", "University": "Ben", "Association": "Dana"}
# What people do, the usual more often.
ACTS = (
    "propose", "propose", "sign", "sign", "sign", "sign_stale", "sign_twice", "sign_without_proof",
    "sign_for_others", "revoke", "decline", "describe", "deputise", "move", "move", "finish",
    "merge",
)  # fmt: skip


@dataclass
class Model:
    """What must hold: the stage, of each part the words that were signed, and who declined."""

    stage: Stage = Stage.GATHERING
    signed: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(SIGNER))
    declined: set[str] = field(default_factory=set)

    @property
    def open(self) -> bool:
        """Whether anything may still be changed."""
        return self.stage in BEFORE_SUBMITTED


class Machine:
    """One database and the bid that it works on; a new one when that has come to its end."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.dice = engine, random.Random()
        self.came: Counter[str] = Counter()
        self.steps = 0
        self.heads: list[tuple[str, Head]] = []
        with Session(engine) as session:
            world = World(session)
            world.university.memberships[0].known_by = "Rector 2025-17"
            world.town.memberships[0].known_by = "Council § 3"
            world.association.memberships[0].known_by = "Statutes § 9"
            world.person("Gil", world.university, Role.PROJECT_GROUP)
            session.commit()
        self.begin()

    def begin(self) -> None:
        """Open a bid of three partners, none of whom has signed; the one before is put aside."""
        with Session(self.engine) as session:
            alive = select(Application).where(Application.stage.in_(BEFORE_SUBMITTED))
            for bid in session.scalars(alive).all():
                by = self.person(session, SIGNER[bid.lead.name])
                stages.move(session, bid, "withdraw", by=by, now=NOON)
            self.bid = self.opened(session, "Town", "University", "Association").id
            session.commit()
        self.model = Model()

    def opened(self, session: Session, lead: str, *also: str) -> Application:
        """Open a bid to the one call."""
        partners = {each.name: each for each in session.scalars(select(Partner))}
        return opening.open(
            session, call=session.scalars(select(Call)).one(), lead=partners[lead], title="Lakes",
            summary="We clean lakes", answer_by=None, by=self.person(session, SIGNER[lead]),
            now=NOON, also=[partners[each] for each in also],
        )  # fmt: skip

    def person(self, session: Session, name: str) -> Person:
        return session.scalars(select(Person).filter_by(name=name)).one()

    def part(self, session: Session, name: str) -> Commitment:
        bid = session.get_one(Application, self.bid)
        return next(each for each in bid.commitments if each.partner.name == name)

    def step(self, rule: str, dice: random.Random) -> None:
        """Make one step by the dice, and look whether bid and model still agree."""
        self.dice = dice
        self.steps += 1
        getattr(self, rule)()
        self.agree(f"step {self.steps}: {rule}")

    def look_at_all(self) -> None:
        """Demand that nothing is wrong with the whole chain, its heads and all signatures."""
        with Session(self.engine) as session:
            assert list(audit.troubles(session, self.heads)) == []

    def attempt(self, act: Callable[[Session], object], expect: type[Refused] | None) -> object:
        """Do it in a transaction; it is done, or refused as expected and has left no event."""
        with Session(self.engine) as session:
            before = session.scalar(select(func.count(Event.id)))
            try:
                came = act(session)
                session.commit()
            except Refused as refused:
                session.rollback()
                if expect is None or not isinstance(refused, expect):
                    raise AssertionError(f"{refused!r}, not {expect}") from refused
                assert session.scalar(select(func.count(Event.id))) == before
                return None
            assert expect is None, f"done, though {expect.__name__} was due"
            return came

    def closed(self, wrong: type[Refused] | None = None) -> type[Refused] | None:
        """Return how an act is refused: always after submission, else only if it is wrong."""
        return wrong if self.model.open else Refused

    def propose(self) -> None:
        name, by = self.dice.choice(list(SIGNER)), self.dice.choice(["Ada", "own"])
        total, stale = self.dice.randrange(1, 4) * 100_000, self.dice.random() < 0.2
        with Session(self.engine) as session:
            part = self.part(session, name)
            same = part.total_cost == total and part.co_funding == total // 2
            lead = self.part(session, "Town").part == "lead"
        assert lead
        expect = self.closed(Conflict if stale and not same else None)

        def act(session: Session) -> None:
            part = self.part(session, name)
            commitments.change(
                session, part, total_cost=Decimal(total), co_funding=Decimal(total // 2),
                seen="x" if stale else seal_of(part), now=NOON,
                by=self.person(session, "Ada" if by == "Ada" else SIGNER[name]),
            )  # fmt: skip

        self.attempt(act, expect)
        if expect is None and not same:
            self.model.signed[name] = None
        self.came["changed" if expect is None else "change refused"] += 1

    def sign(self) -> None:
        name, binding = self.dice.choice(list(SIGNER)), self.dice.random() < 0.6
        expect = self.closed()

        def act(session: Session) -> str:
            part = self.part(session, name)
            signature = commitments.sign(
                session, part, seen=seal_of(part), by=self.person(session, SIGNER[name]), now=NOON,
                signed_in=JUST_NOW, binding=binding,
            )  # fmt: skip
            return signature.terms

        words = self.attempt(act, expect)
        if expect is None:
            self.model.signed[name] = str(words)
            self.model.declined.discard(name)
        self.came["signed" if expect is None else "signing refused"] += 1

    def sign_stale(self) -> None:
        """Look at the terms, let somebody else change them, and sign what was seen."""
        name = self.dice.choice(list(SIGNER))
        with Session(self.engine) as session:
            seen = seal_of(self.part(session, name))
        self.propose_to(name)
        with Session(self.engine) as session:
            moved = seal_of(self.part(session, name)) != seen

        def act(session: Session) -> str:
            return commitments.sign(
                session, self.part(session, name), seen=seen, now=NOON, signed_in=JUST_NOW,
                by=self.person(session, SIGNER[name]),
            ).terms  # fmt: skip

        expect = self.closed(Conflict if moved else None)
        words = self.attempt(act, expect)
        if expect is None:
            self.model.signed[name] = str(words)
            self.model.declined.discard(name)
        self.came["stale" if moved else "not stale"] += 1

    def propose_to(self, name: str) -> None:
        """Let the lead change the sums of a part, whatever they are."""
        expect = self.closed()

        def act(session: Session) -> None:
            part = self.part(session, name)
            commitments.change(
                session, part, total_cost=part.total_cost + 1, co_funding=Decimal(0),
                seen=seal_of(part), by=self.person(session, "Ada"), now=NOON,
            )  # fmt: skip

        self.attempt(act, expect)
        if expect is None:
            self.model.signed[name] = None

    def sign_twice(self) -> None:
        """Tap twice: the second signature is the first."""
        name = self.dice.choice(list(SIGNER))
        if not self.model.open:
            return

        def act(session: Session) -> tuple[int, str]:
            part = self.part(session, name)
            signature = commitments.sign(
                session, part, seen=seal_of(part), by=self.person(session, SIGNER[name]), now=NOON,
                signed_in=JUST_NOW, binding=True,
            )  # fmt: skip
            return signature.id, signature.terms

        first, again = self.attempt(act, None), self.attempt(act, None)
        assert first == again
        assert isinstance(first, tuple)
        self.model.signed[name] = first[1]
        self.model.declined.discard(name)
        self.came["double taps"] += 1

    def sign_without_proof(self) -> None:
        name = self.dice.choice(list(SIGNER))
        with Session(self.engine) as session:
            known = signed(self.part(session, name))
            settled = known is not None and known.binding
            has_signed = known.terms if known else None

        def act(session: Session) -> None:
            part = self.part(session, name)
            commitments.sign(
                session, part, seen=seal_of(part), by=self.person(session, SIGNER[name]), now=NOON,
                signed_in=OLD, binding=True,
            )  # fmt: skip

        self.attempt(act, self.closed(None if settled else Unproven))
        assert self.model.signed[name] == has_signed
        self.came["unproven"] += 1

    def sign_for_others(self) -> None:
        name, by = self.dice.choice(list(SIGNER)), self.dice.choice(["Cleo", "Finn", "Eve"])

        def act(session: Session) -> None:
            part = self.part(session, name)
            commitments.sign(
                session, part, seen=seal_of(part), by=self.person(session, by), now=NOON,
                signed_in=JUST_NOW,
            )  # fmt: skip

        self.attempt(act, Refused)
        self.came["for others"] += 1

    def revoke(self) -> None:
        name = self.dice.choice(list(SIGNER))
        with Session(self.engine) as session:
            holds = self.part(session, name).signature is not None
        expect = self.closed(None if holds else Refused)
        self.attempt(
            lambda session: declining.revoke(
                session, self.part(session, name), reason="No", now=NOON,
                by=self.person(session, SIGNER[name]),
            ),
            expect,
        )  # fmt: skip
        if expect is None:
            self.model.signed[name] = None
        self.came["taken back" if expect is None else "nothing to take back"] += 1

    def decline(self) -> None:
        name = self.dice.choice(list(SIGNER))
        expect = self.closed(Refused if name == "Town" else None)
        self.attempt(
            lambda session: declining.decline(
                session, self.part(session, name), reason="No time", now=NOON,
                by=self.person(session, SIGNER[name]),
            ),
            expect,
        )  # fmt: skip
        if expect is None and name not in self.model.declined:
            self.model.signed[name] = None
            self.model.declined.add(name)
        self.came["declined" if expect is None else "decline refused"] += 1

    def describe(self) -> None:
        """Change what nobody's signature is about."""
        words = f"We clean {self.dice.randrange(9)} lakes"

        def act(session: Session) -> None:
            bid = session.get_one(Application, self.bid)
            describing.describe(
                session, bid, title="Lakes", summary=words, seen=bid.version, now=NOON,
                by=self.person(session, "Ada"),
            )  # fmt: skip

        self.attempt(act, self.closed())
        self.came["described"] += 1

    def deputise(self) -> None:
        """Name a deputy, let them sign today and in three days, and end it."""

        def name(session: Session) -> int:
            partner = session.scalars(select(Partner).filter_by(name="University")).one()
            return deputies.name(
                session, partner, self.person(session, "Gil"), self.person(session, "Ben"),
                first=NOON.date(), last=NOON.date(), by=self.person(session, "Ben"), now=NOON,
            ).id  # fmt: skip

        def act(session: Session) -> str:
            part = self.part(session, "University")
            return commitments.sign(
                session, part, seen=seal_of(part), by=self.person(session, "Gil"), now=now,
                signed_in=JUST_NOW._replace(at=now), binding=True,
            ).terms  # fmt: skip

        def end(session: Session) -> None:
            found = session.get_one(Deputy, number)
            deputies.end(session, found, by=self.person(session, "Ben"), now=NOON)

        number = self.attempt(name, None)
        now = LATER
        self.attempt(act, Refused)
        now = NOON
        words = self.attempt(act, self.closed())
        if self.model.open:
            self.model.signed["University"] = str(words)
            self.model.declined.discard("University")
        self.attempt(end, None)
        self.attempt(act, Refused)
        self.came["deputies"] += 1

    def move(self) -> None:
        step = self.dice.choice([each for each in STEPS if each.verb != "merge"])
        knowing = self.dice.random() < 0.7
        with Session(self.engine) as session:
            bid = session.get_one(Application, self.bid)
            budget = any(each.total_cost for each in bid.parts)
            unsure = [each for each in bid.parts if (s := signed(each)) and not s.binding]
        allowed = self.model.stage in step.starts
        if step.verb == "ask for approval":
            allowed = allowed and budget
        if step.verb == "submit":
            whole = all(
                words is not None
                for name, words in self.model.signed.items()
                if name not in self.model.declined
            )
            allowed = allowed and whole and (knowing or not unsure)
        if step.verb == "withdraw" and self.dice.random() < 0.8:
            return

        def act(session: Session) -> None:
            stages.move(
                session, session.get_one(Application, self.bid), step.verb, now=NOON,
                by=self.person(session, "Ada"), reference="F-1", accepted_preliminary=knowing,
            )  # fmt: skip

        self.attempt(act, None if allowed else Refused)
        if allowed:
            self.model.stage = step.end
        self.came[step.verb if allowed else f"{step.verb} refused"] += 1

    def finish(self) -> None:
        """Let all who are in sign, and carry the bid to its submission."""
        if not self.model.open or self.dice.random() < 0.5:
            return
        with Session(self.engine) as session:
            bid, ada = session.get_one(Application, self.bid), self.person(session, "Ada")
            for name in SIGNER:
                if name in self.model.declined:
                    continue
                part = self.part(session, name)
                by = self.person(session, SIGNER[name])
                if not part.total_cost:
                    commitments.change(
                        session, part, total_cost=Decimal(900), co_funding=Decimal(450),
                        seen=seal_of(part), by=by, now=NOON,
                    )  # fmt: skip
                signature = commitments.sign(
                    session, part, seen=seal_of(part), by=by, now=NOON, signed_in=JUST_NOW,
                    binding=True,
                )  # fmt: skip
                self.model.signed[name] = signature.terms
            for verb in ("write", "ask for approval", "submit"):
                if bid.stage in stages.MOVES[verb].starts:
                    stages.move(session, bid, verb, by=ada, now=NOON, reference="F-1")
            session.commit()
        self.model.stage = Stage.SUBMITTED
        self.came["submit"] += 1

    def merge(self) -> None:
        """Let a bid of the association go into this one, or this one into that."""
        if not self.model.open or self.dice.random() < 0.5:
            return
        stays = self.dice.random() < 0.7
        with Session(self.engine) as session:
            call = session.scalars(select(Call)).one()
            leading = [each.lead.name for each in rivals.others_on(session, call)]
            if "Association" in leading:
                return
            rival = self.opened(session, "Association", "University")
            before = {name: terms(self.part(session, name)) for name in SIGNER}
            mine = session.get_one(Application, self.bid)
            goes, into = (rival, mine) if stays else (mine, rival)
            merge(session, goes, into, by=self.person(session, "Ada"), now=NOON)
            session.flush()
            after = {name: terms(self.part(session, name)) for name in SIGNER}
            if not stays:  # the rival is put aside, so that another can be opened
                stages.move(session, rival, "withdraw", by=self.person(session, "Dana"), now=NOON)
                self.model.stage = Stage.MERGED
            for name in SIGNER:
                came_back = stays and name in self.model.declined and name != "Town"
                if before[name] != after[name] or came_back:
                    self.model.signed[name] = None
                    self.model.declined.discard(name)
            session.commit()
        self.came["merged here" if stays else "merged away"] += 1

    def agree(self, after: str) -> None:
        """Compare the bid with the model."""
        with Session(self.engine) as session:
            bid = session.get_one(Application, self.bid)
            assert bid.stage == self.model.stage, after
            for part in bid.commitments:
                name, holds = part.partner.name, signed(part)
                assert (holds.terms if holds else None) == self.model.signed[name], (after, name)
                assert holds is None or holds.terms == terms(part), (after, name)
                assert (part.declined_at is not None) == (name in self.model.declined), after
                if bid.submitted_at and part.declined_at is None:
                    assert holds is not None, (after, name)
