"""Tell hooks what happened: each thing once, through the one way out, and again if need be."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Errand
from models.hook import claim_errand
from papers.hooks import body_of, secret_of, signed
from scrapers.guarded import Ask, BadStatus, fetch
from scrapers.limits import Limits
from scrapers.site import Unreachable
from workflow.outlets.happenings import Site, gather
from workflow.outlets.hooks import GONE, done, failed

LEASE = timedelta(minutes=2)
LIMITS = Limits(seconds=15, connect=5, read=10, wire_bytes=64 << 10, bytes=64 << 10, redirects=0)

Clock = Callable[[], datetime]

log = structlog.get_logger()


def hooks(
    engine: Engine, site: Site, secret: bytes, *, agent: str, name: str, clock: Clock,
    limits: Limits = LIMITS,
) -> int:  # fmt: skip
    """Lay out what is new, and tell what waits; return how much was told."""
    with Session(engine) as session, session.begin():
        gather(session, site, clock())
    told = 0
    while True:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            errand = claim_errand(session, name, clock(), LEASE)
            if errand is None:
                return told
            hook = errand.hook
            key = secret_of(secret, hook.id, hook.salt)
            body = body_of(errand.said)
        headers = signed(key, f"errand_{errand.id}", body, clock())
        answer, status = asked(Ask(url=hook.url, agent=agent, body=body, headers=headers), limits)
        with Session(engine) as session, session.begin():
            held = session.get_one(Errand, errand.id, with_for_update=True)
            if held.carrier != name:
                continue
            if 200 <= status < 300:
                done(held, answer, clock())
                told += 1
            else:
                log.warning("a hook was not told", hook=hook.id, why=answer)
                failed(session, held, answer, clock(), gone=status == GONE)


def asked(ask: Ask, limits: Limits) -> tuple[str, int]:
    """Return what came of it: words, and a status, which is 0 where nobody answered."""
    try:
        return "200", fetch(ask, limits).status
    except BadStatus as error:
        return str(error.status), error.status
    except Unreachable as error:
        return str(error)[:300], 0
