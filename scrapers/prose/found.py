"""What the sentences of a call gave on its days, before it is added up."""

import datetime as dt
from dataclasses import dataclass, field

from lexicon.terms import Deadline, Doubt


@dataclass(frozen=True)
class Close:
    """A day on which applying ends, as read."""

    deadline: Deadline
    sentence: str
    quoted: str
    several: bool = False
    series: str = ""  # what it shares with the others of its list or of its numbered rounds
    cue: str = ""  # the words that say that it closes, alike in lines that are alike
    line: int = 0


@dataclass
class Days:
    """What the days of a call are for; `gone` are those that a closing was moved from.

    `dated` are the sentences that name a day at all, `opening` the words that name the first one.
    `undated` are the sentences on closing that name no day, and may name its hour.
    """

    opens: dt.date | None = None
    opening: str = ""
    closes: list[Close] = field(default_factory=list)
    gone: set[dt.date] = field(default_factory=set)
    dated: set[str] = field(default_factory=set)
    undated: list[str] = field(default_factory=list)
    uncertain: list[Doubt] = field(default_factory=list)

    def doubt(self, name: str, words: str, why: str) -> None:
        """Keep a doubt, once for each sentence."""
        if not any(each.field == name and each.words == words for each in self.uncertain):
            self.uncertain.append(Doubt(field=name, words=words, why=why))
