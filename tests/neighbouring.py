"""What the neighbours' funders answer, read."""

import datetime as dt
import json

from scrapers import Draft, Reading, all_sources

TODAY = dt.date(2026, 11, 21)


class Answering:
    """A site that gives its answers in their order, whatever is asked."""

    def __init__(self, start: str, *answers: bytes) -> None:
        self.start = start
        self.today = TODAY
        self.answers = list(answers)
        self.asked: list[str] = []

    def get(self, url: str) -> bytes:
        self.asked.append(url)
        return self.answers.pop(0)

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        return self.get(url)


def read(slug: str, body: object, url: str = "https://x.example/1") -> Reading:
    saved = body if isinstance(body, bytes) else json.dumps(body).encode()
    return all_sources()[slug].read_answer(saved, url)


def only(reading: Reading) -> Draft:
    assert reading.suspicion is None
    (draft,) = reading.drafts
    return draft


def doubts(draft: Draft) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.why) for doubt in draft.uncertain]
