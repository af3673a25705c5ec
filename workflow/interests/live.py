"""Which open calls would fit a text that is still being typed: by the epoch the clock has kept.

Loads scikit-learn: pages import it where they need it, not when they start.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session, selectinload

from lexicon.terms import Band, Eligibility, Phase, Reason, Verdict, summed
from matcher.asked import Asked
from matcher.bands import Bands, place, usual
from matcher.calibration import Calibrator
from matcher.epoch import take
from matcher.gist import Gist, gist
from matcher.phrases import Phrases
from matcher.ranking import Matcher
from matcher.reasons import told
from matcher.saved import Unusable, made_of
from models import Answer, Call, Interest, Matched, Partner, Stance
from workflow.calls.judging import judged
from workflow.interests.choosing import MOST_NEW, chosen
from workflow.interests.epochs import EPOCH, mark, newest

OTHERS, LOOKED_THROUGH = 4, 100
AT_ONCE = 12  # calls fetched together
WORDS = 4
FRESH = 30.0  # seconds, before it is looked whether anything has come
OPEN = (Phase.OPEN, Phase.UPCOMING, Phase.PLANNED)


class Hit(NamedTuple):
    """A call that would fit: how well, who may apply, if it was turned down, and by which words."""

    call: Call
    band: Band
    conditions: tuple[Eligibility, ...]
    turned_down: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def free(self) -> bool:
        """Say whether anything speaks for telling of it."""
        return not self.turned_down and summed(self.conditions) is not Verdict.NO


class Hits(NamedTuple):
    """What a letter would tell of an interest if all calls were new, and the best of the others.

    wide: whether the text has something in common with nearly every call.
    """

    told: list[Hit]
    others: list[Hit]
    wide: bool


def reasoned(asked: Asked[Any], at: int, hit: Hit) -> Hit:
    """Add the words that the call at a place is met by."""
    return hit._replace(reasons=tuple(islice(told(asked.fit_of(at).reasons), WORDS)))


class Fetched(Sequence[Any]):
    """Calls by their ids, fetched from the database when they are asked for."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = list(ids)
        self.session: Session | None = None
        self.at_hand: dict[int, Call] = {}

    def use(self, session: Session) -> None:
        """Ask this session from now on."""
        self.session, self.at_hand = session, {}

    def fetch(self, places: Sequence[int]) -> None:
        """Fetch some calls with their dates, in one go."""
        assert self.session is not None
        wanted = select(Call).where(Call.id.in_([self.ids[at] for at in places]))
        loaded = self.session.scalars(wanted.options(selectinload(Call.dates)))
        self.at_hand |= {each.id: each for each in loaded}

    def ask(self, wanted: Select[Any]) -> Iterable[Any]:
        """Ask the database of this session."""
        assert self.session is not None
        return self.session.scalars(wanted)

    def __getitem__(self, at: Any) -> Any:
        """Return the call at a place, if it was fetched."""
        return self.at_hand.get(self.ids[at])

    def __len__(self) -> int:
        return len(self.ids)

    def __iadd__(self, calls: Sequence[Call]) -> "Fetched":
        """Add calls."""
        self.ids += [each.id for each in calls]
        return self


@dataclass
class State:
    """An epoch as it was taken back: its matcher, and of each open call where and as what."""

    name: str
    matcher: Matcher[Any]
    calls: Fetched
    places: dict[int, int]
    marks: dict[int, str]
    bands: Bands = field(default_factory=Bands)


class Live:
    """The newest epoch in this process; its arrays are shared with all others on the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state: State | None = None
        self.using, self.looking = Lock(), Lock()
        self.looked_at = 0.0

    def hits(
        self, session: Session, interest: Interest, partner: Partner, now: datetime
    ) -> Hits | None:
        """Return what would fit an interest, which need not be stored; None before there is any."""
        with self.using:
            if self.state is None:
                return None
            self.state.calls.use(session)
            asked = self.state.matcher.ask(f"{interest.title}. {interest.text}", interest.language)
            among = usual(asked.usual())
            found = {
                at: band
                for at, score in asked.best(LOOKED_THROUGH)
                if (band := self.state.bands.band(place(score, among)))
            }
            fitting = dict(self._fitting(self.state, found, interest, partner, now))
            free = [at for at, hit in fitting.items() if hit.free]
            told = chosen(free, found.__getitem__, partner.told_from or Band.GOOD)[:MOST_NEW]
            others = [at for at in fitting if at not in told][:OTHERS]
            return Hits(
                [reasoned(asked, at, fitting[at]) for at in told],
                [reasoned(asked, at, fitting[at]) for at in others],
                among is not None and among.is_wide,
            )

    def _fitting(
        self, state: State, found: Mapping[int, Band], interest: Interest, partner: Partner,
        now: datetime,
    ) -> Iterator[tuple[int, Hit]]:  # fmt: skip
        """Yield as many as may be shown, each with its place."""
        wanted = Phrases(interest.requires, interest.excludes)
        no = select(Stance.call_id).filter_by(partner_id=partner.id, answer=Answer.NO)
        turned_down = set(state.calls.ask(no)) if partner.id else set()
        places, free, rest = list(found), 0, 0
        for start in range(0, len(places), AT_ONCE):
            if free >= MOST_NEW and free + rest >= MOST_NEW + OTHERS:
                return
            some = places[start : start + AT_ONCE]
            state.calls.fetch(some)
            for at in some:
                call = state.calls[at]
                if call is None or call.phase(now) not in OPEN:
                    continue
                if wanted.allow(state.matcher.passage(at)):
                    conditions = judged(call, partner, now, interest)
                    hit = Hit(call, found[at], conditions, call.id in turned_down)
                    free, rest = free + hit.free, rest + (not hit.free)
                    yield at, hit

    def gist(self, said: list[str], language: str, most: int) -> Gist | None:
        """Return the weightiest sentences, and how many were left out; None before there is any."""
        with self.using:
            if self.state is None:
                return None
            return gist(self.state.matcher, said, language, most)

    def refresh(self, session: Session) -> None:
        """Take the newest epoch, and what the clock has matched in it since."""
        self.looked_at = time.monotonic()
        epoch = newest(session)
        if epoch is None:
            return
        state = self.state
        if state is None or state.name != epoch.name:
            try:
                state = self._taken(epoch.name)
            except Unusable:
                return  # the clock is about to keep another one
        open_now = select(Matched.call_id, Matched.seal).where(Matched.call_id.is_not(None))
        marks = {id: said for id, said in session.execute(open_now) if id is not None}
        stale = [id for id, said in state.marks.items() if marks.get(id) != said]
        new = [id for id, said in marks.items() if state.marks.get(id) != said]
        calls = [call for id in new if (call := session.get(Call, id))]
        session.expunge_all()
        with self.using:
            state.matcher.remove([state.places.pop(id) for id in stale])
            first = len(state.matcher.calls_)
            state.matcher.partial_fit(calls)
            for id in stale:
                del state.marks[id]
            for at, call in enumerate(calls, first):
                state.places[call.id], state.marks[call.id] = at, marks[call.id]
            self.state = state

    def keep_fresh(self, engine: Engine) -> None:
        """Look in a thread of its own whether anything has come, if it is time."""
        if time.monotonic() - self.looked_at > FRESH and self.looking.acquire(blocking=False):
            Thread(target=self._look, args=(engine,), name="live", daemon=True).start()

    def _look(self, engine: Engine) -> None:
        try:
            with Session(engine) as session:
                self.refresh(session)
        except Exception:
            logging.getLogger(__name__).exception("What the clock has matched could not be taken")
        finally:
            self.looking.release()

    def _taken(self, name: str) -> State:
        matcher, beside = take(self.folder / EPOCH, name, Matcher[Any]())
        ids = beside["ids"].tolist()
        calls = matcher.calls_ = Fetched(ids)  # type: ignore[assignment]  # fetches what it has not
        marks = [mark(name, each.decode()) for each in beside["seals"].tolist()]
        state = State(
            name,
            matcher,
            calls,
            {id: at for at, id in enumerate(ids)},
            dict(zip(ids, marks, strict=True)),
        )
        learnt = self.folder / "calibration"
        with suppress(Unusable):  # too little was said of calls so far
            state.bands = Bands(Calibrator().load(learnt, made_of(learnt)))
        return state
