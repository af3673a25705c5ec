"""An idea that somebody pastes: read from a form, met with the open calls, and kept nowhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lexicon.areas import areas
from lexicon.language import likely
from lexicon.sectors import sector_of
from models import Interest, Partner
from papers.wording import Message
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors
from workflow.refusals import Incomplete

FIELDS = ("text", "kind", "area", "without")
MOST = 5000  # characters
SENTENCES = 2
LONG = 150  # characters: as much as two sentences, whatever stands between them
WITHOUT = 20  # words
ENDED = re.compile(r"[.!?…]+(?:\s|$)|\n+")
WORDY = re.compile(r"\w+\W+\w+")


@dataclass(frozen=True)
class Idea:
    """What somebody wants to do, as far as they say who and where they are."""

    text: str
    language: str
    kind: str = ""
    area: str = ""
    without: tuple[str, ...] = ()

    @property
    def interest(self) -> Interest:
        """Return the idea as an interest that nobody stores."""
        return Interest(
            title="", text=without(self.text, self.without), language=self.language,
            requires=(), excludes=(), currency="",
        )  # fmt: skip

    @property
    def bearer(self) -> Partner:
        """Return who would apply, as far as it was said; no partner that is registered."""
        return Partner(name="", kind=self.kind, area=self.area)


def read(said: Mapping[str, str], language: str) -> Idea:
    """Read a form; what is missing is told by its field."""
    text = tidy(said["text"])
    errors: Errors = []
    if len(text) > MOST:
        much = Message(
            "It is longer than {most} characters. Keep what matters most.", {"most": MOST}
        )
        errors.append(("text", much))
    elif not enough(text):
        little = Message(
            "Write at least two sentences: what do you want to do, for whom, and where?"
        )
        errors.append(("text", little))
    if errors:
        raise Incomplete(errors)
    return Idea(
        text=text,
        language=likely(text, language),
        kind=said["kind"] if said["kind"] in sector_of() else "",
        area=said["area"] if said["area"] in areas() else "",
        without=tuple(filter(None, map(str.strip, said["without"].split(","))))[:WITHOUT],
    )


def enough(text: str) -> bool:
    """Say whether that is two sentences of two words or more, or as long as they are."""
    sentences = [each for each in ENDED.split(text) if WORDY.search(each)]
    return len(sentences) >= SENTENCES or (bool(sentences) and len(text) >= LONG)


def without(text: str, words: tuple[str, ...]) -> str:
    """Return the text without words that shall not count, each as it is written there."""
    for each in words:
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
