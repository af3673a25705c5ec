"""The words that tell what a day, a season or a sentence of a call is about, by language.

A new language is one more file in languages/; its months and weekdays come from Babel.
"""

import re
from dataclasses import dataclass


def words(text: str) -> re.Pattern[str]:
    """Compile alternatives, one per line, each beginning where a word begins."""
    lines = "|".join(line.strip() for line in text.strip().splitlines())
    return re.compile(rf"\b(?:{lines})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Cues:
    """What to look for in one language.

    `closes` names the end of applying by itself. `limits` (deadline, sista dag) does so unless
    another matter is spoken of; `ends` (senast, stänger) only beside a word of `applying`, a verb
    of closing also beside one of `call`. `other` is what else has a date: a meeting, a decision,
    a project's start.
    """

    closes: re.Pattern[str]
    limits: re.Pattern[str]
    ends: re.Pattern[str]
    opens: re.Pattern[str]
    period: re.Pattern[str]
    other: re.Pattern[str]
    applying: re.Pattern[str]
    call: re.Pattern[str]
    moved: re.Pattern[str]
    onwards: re.Pattern[str]
    several: re.Pattern[str]
    numbered: re.Pattern[str]
    next: re.Pattern[str]
    stage_1: re.Pattern[str]
    stage_2: re.Pattern[str]
    rolling: re.Pattern[str]
    withdrawn: re.Pattern[str]
    paused: re.Pattern[str]
    closed: re.Pattern[str]
    perhaps: re.Pattern[str]
    planned: re.Pattern[str]
    season: re.Pattern[str]
    starts: re.Pattern[str]
