"""A carrier of letters that is killed, again and again. Run it in a process of its own.

    python -m tests.carrying DATABASE PORT

Each line of its input is a lifetime in seconds and an offset of its clock. It forks a child that
posts what waits and kills it when its time has come, then prints how the child ended.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

from jobs.mailing import Mailer, Server
from jobs.post import post
from models.database import connect
from tests.mailing import DESK, SEAL


def carry(database: str, port: int, name: str, offset: timedelta) -> None:
    """Post what waits, by a clock of our own."""
    engine = connect(database)
    post(
        engine, Mailer(Server(host="127.0.0.1", port=port)), desk=DESK, seal=SEAL, name=name,
        clock=lambda: datetime.now(UTC) + offset,
    )  # fmt: skip


def main(database: str, port: int) -> None:
    """Do as each line says."""
    for number, line in enumerate(sys.stdin):
        lifetime, offset = map(float, line.split())
        child = os.fork()
        if not child:
            try:
                carry(database, port, f"carrier {number}", timedelta(seconds=offset))
            except BaseException as error:
                os.write(2, repr(error).encode())
                os._exit(1)
            os._exit(0)
        end = time.monotonic() + lifetime
        while True:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                break
            if time.monotonic() > end:
                os.kill(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                break
            time.sleep(0.001)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 (for whoever started it)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
