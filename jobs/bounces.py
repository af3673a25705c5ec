"""Read what came back of letters, and leave addresses alone that take none."""

from datetime import datetime

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from jobs.mailbox import opened
from jobs.mailing import Server
from papers.returned import read
from workflow.letters.bounces import take

log = structlog.get_logger()


def bounces(engine: Engine, server: Server, folder: str, secret: bytes, now: datetime) -> int:
    """Deal with each mail that nobody has dealt with; return how many were about letters of ours.

    It is marked as seen after the commit: a crash between reads one again, which does no harm.
    """
    ours = 0
    with opened(server, folder) as mailbox:
        for number, mail in mailbox.unseen():
            returned = read(mail)
            with Session(engine) as session, session.begin():
                known = take(session, secret, returned, now)
            mailbox.mark(number)
            log.info("a mail came back", fate=returned.fate.value, known=known)
            ours += known
    return ours
