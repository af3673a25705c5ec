"""The web process: started beside the clock, watched, and ended with it."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

SECONDS = 30


class Busy(Exception):
    """Something else listens at the port."""


def demand_free(bind: str, port: int) -> None:
    """Refuse a port that is taken, with the way out."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
        except OSError as error:
            raise Busy(
                f"Port {port} at {bind} is not free ({error.strerror}). "
                f"Stop what uses it, or choose another with --port {port + 1}."
            ) from error


def pages(
    bind: str, port: int, workers: int, threads: int, *, environ: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start gunicorn as a process of its own."""
    command = [
        sys.executable, "-m", "gunicorn", f"--bind={bind}:{port}", f"--workers={workers}",
        f"--threads={threads}", "--worker-class=gthread", "--log-level=warning",
        "--no-control-socket", "web:create_app()",
    ]  # fmt: skip
    return subprocess.Popen(command, env=dict(environ))


def until_ready(web: subprocess.Popen[bytes], bind: str, port: int) -> None:
    """Wait until the pages answer; a web process that ended has said why."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and web.poll() is None:
        try:
            socket.create_connection((bind, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The pages did not start; see above.")


@contextmanager
def ending(web: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the web process when the clock ends, however that is asked for."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        web.terminate()
        web.wait()
