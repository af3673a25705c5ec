"""Learn what words weigh, for a week at a time, and take it back from the data folder."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import VERSION
from matcher.bands import RECENT
from matcher.bridge import Bridge, built_in
from matcher.epoch import keep, take
from matcher.languages import heard
from matcher.material import Material
from matcher.ranking import Matcher
from matcher.saved import Unusable, fingerprint
from matcher.texts import passage_of
from matcher.words import Passage
from models import Call, Epoch, Interest
from workflow.interests.epochs import EPOCH, newest, seal

# Any stands for Call: mypy does not see in an annotation that its columns make it a Text.
WEEK = timedelta(weeks=1)
GROWN = 0.1  # of the texts it was learnt from: then it is learnt anew before its time
BRIDGE = "bridge"


def holding(session: Session, now: datetime, material: Material, texts: int) -> Epoch | None:
    """Return the newest epoch, if it still holds."""
    last = newest(session)
    if last is None or last.of != basis(material):
        return None
    young = timedelta() <= now - last.made_at < WEEK
    return last if young and abs(texts - last.texts) <= GROWN * last.texts else None


def basis(material: Material) -> str:
    """Return a fingerprint of what an epoch is learnt with, beside the texts that are stored."""
    return fingerprint(VERSION, material)


def begin(
    session: Session, now: datetime, matcher: Matcher[Any], interests: Iterable[Interest],
    material: Material, kept: Path, texts: int,
) -> Epoch:  # fmt: skip
    """Store that an epoch begins, and keep its arrays."""
    epoch = Epoch(made_at=now, of=basis(material), texts=texts)
    session.add(epoch)
    session.flush()
    for language in sorted({heard(passage_of(each)).language for each in interests}):
        list(matcher.index_.ways(language))  # made now, to be kept
    calls: Sequence[Call] = matcher.calls_
    keep(
        kept / EPOCH, epoch.name, matcher,
        ids=np.array([each.id for each in calls], np.int64),
        seals=np.array([seal(each) for each in calls], "S32"),
    )  # fmt: skip
    return epoch


def resumed(kept: Path, epoch: Epoch, calls: Mapping[int, Call]) -> Matcher[Any]:
    """Take an epoch's matcher back, for the calls that are open now; raise Unusable.

    What came or changed since is weighed as in the epoch; what is open no more is left out.
    """
    matcher, beside = take(kept / EPOCH, epoch.name, Matcher[Any](), [])
    ids = [int(each) for each in beside["ids"]]
    matcher.calls_ = [calls.get(id) for id in ids]
    old = {
        id
        for id, was in zip(ids, beside["seals"].tolist(), strict=True)
        if id in calls and seal(calls[id]) == was.decode()
    }
    matcher.remove([place for place, id in enumerate(ids) if id not in old])
    return matcher.partial_fit([call for id, call in calls.items() if id not in old])


def current(
    session: Session, now: datetime, calls: Mapping[int, Call], known: Iterable[Call],
    interests: Sequence[Interest], material: Material, kept: Path | None, epoch: Epoch | None,
    texts: int,
) -> tuple[Matcher[Any], str]:  # fmt: skip
    """Return a matcher of the open calls and the name of its epoch; a new one where none holds."""
    if kept and epoch:
        try:
            return resumed(kept, epoch, calls), epoch.name
        except Unusable:
            pass  # made anew: what is broken or of another machine is never trusted
    matcher = learnt([*calls.values()], known, interests, material, kept)
    if kept is None:
        return matcher, ""
    return matcher, begin(session, now, matcher, interests, material, kept, texts).name


def learnt(
    calls: Sequence[Call], known: Iterable[Call], interests: Sequence[Interest],
    material: Material, kept: Path | None,
) -> Matcher[Any]:  # fmt: skip
    """Learn of calls and interests.

    known: all calls, open and past. Past ones teach what words weigh, and the last of them what
    scores are usual; those worded in several languages what words are called in another.
    """
    shown = {call.id for call in calls}
    past = [call for call in known if call.id not in shown]
    worded = [wordings(each) for each in (*calls, *past) if each.wordings]
    parallel, bridge = [*worded, *material.parallel], built_in()
    if parallel or material.labels:
        bridge = Bridge(kept=kept and kept / BRIDGE).fit(parallel, material.labels)
    asked = [passage_of(interest) for interest in interests]
    passed = [passage_of(each) for each in sorted(past, key=lambda call: call.found_at)]
    background = [*passed, *material.background]
    return Matcher[Call](bridge=bridge).fit(calls, background, asked, passed[-RECENT:])


def wordings(call: Call) -> dict[str, str]:
    """Return the call's own text and its others, by language."""
    others = {each.language: f"{each.title}. {each.text}" for each in call.wordings}
    return others | {call.language: passage_of(call).text}


def texts(session: Session) -> list[Passage]:
    """Return all calls and interests ever seen: they teach how common a word is."""
    calls = session.scalars(select(Call)).all()
    interests = session.scalars(select(Interest)).all()
    return [passage_of(each) for each in calls] + [passage_of(each) for each in interests]
