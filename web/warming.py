"""Load what takes long, once the first page is served, in a thread beside the pages.

A visitor never waits for scikit-learn: the web starts without it. A page that needs what is loaded
asks `current_app.extensions["warming"].result(seconds)`.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from threading import Lock, Thread
from typing import Generic, TypeVar

from flask import Flask, Response

T = TypeVar("T")


def matcher() -> object:
    """Load what ranks calls."""
    return import_module("matcher.ranking")


class Warming(Generic[T]):
    """Work that is done once, in a thread of its own, from when it is first asked to begin."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.begun = Lock()
        self.done: Future[T] = Future()

    def begin(self) -> None:
        """Begin, if nobody has; do not wait."""
        if self.begun.acquire(blocking=False):
            Thread(target=self._run, name="warming", daemon=True).start()

    def result(self, seconds: float | None = None) -> T:
        """Return what the work gave; wait no longer than this, then raise TimeoutError."""
        self.begin()
        return self.done.result(seconds)

    def _run(self) -> None:
        try:
            self.done.set_result(self.work())
        except Exception as error:
            logging.getLogger(__name__).exception("What pages need could not be loaded")
            self.done.set_exception(error)


def hang(app: Flask, work: Callable[[], object] = matcher) -> None:
    """Begin the work when the first page has been sent."""
    warming = app.extensions["warming"] = Warming(work)

    @app.after_request
    def begin(response: Response) -> Response:
        if not warming.begun.locked():
            response.call_on_close(warming.begin)
        return response
