"""What sources were recorded to say, and a site that says one thing."""

from datetime import date
from pathlib import Path

RECORDINGS = Path(__file__).parent / "recordings"
DAY = date(2026, 11, 21)


class Saying:
    """A site that gives one answer to everything."""

    today = DAY

    def __init__(self, start: str, answer: bytes) -> None:
        self.start = start
        self.answer = answer

    def get(self, url: str) -> bytes:
        return self.answer

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        return self.answer
