"""A source that is a file of the installation's own, and no site."""

import zlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from scrapers.fetching import Answer
from scrapers.site import JSON, Unreachable

HOME = Path(__file__).parents[1]


@dataclass(kw_only=True)
class FileSite:
    """One file, named by its path; a path that is not whole begins at the installation's folder."""

    start: str
    today: date
    answers: list[Answer] = field(default_factory=list, init=False)

    def get(self, url: str) -> bytes:
        """Return the file; no other is given out, whatever a reader asks for."""
        if url != self.start:
            raise Unreachable(f"{url} is not the file that the source names")
        try:
            body = (HOME / self.start).read_bytes()
        except OSError as error:
            raise Unreachable(f"{self.start}: {error.strerror}") from error
        self.answers.append(
            Answer(
                question=url, packed=zlib.compress(body), etag=None, last_modified=None,
                unchanged=False,
            )
        )  # fmt: skip
        return body

    def post(self, url: str, body: bytes, media_type: str = JSON) -> bytes:
        """Take nothing: a file does not answer."""
        raise Unreachable(f"{url} is a file, which takes no questions")
