# ruff: noqa: E501 (a pattern is read as one line)
"""Who may apply: the section under that heading, or the sentences that say so."""

import re
from collections.abc import Sequence
from itertools import takewhile

from scrapers.prose.sentences import Sentence

HEADINGS = re.compile(
    r"\b(?:vem|vilka) kan söka|vem riktar sig|typ av sökande|\bsökande$|hvem kan (?:søke|søge|ansøge)|hvem retter .{0,20} seg mot|ansøgerkreds\w*|ansøgere|kuka voi hakea|ketkä voivat hakea|kenelle|hakijat|kuka voi saada|who can apply|eligib\w*|eligible applicants|^partnership$|^participants$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"\bkan (?:inte |också |även )?(?:söka|ansöka)\b|\bfår (?:inte )?söka\b|typ av sökande|inte sökande|\bkan (?:ikke |også )?(?:søke|søge|ansøge|søges|ansøges)\b|\bvoi(?:vat|daan)? hakea\b|\bhakij(?:a|oi)na voi\w*|\b(?:sökande|søker\w*|ansøger\w*) (?:ska|må|skal|kan|måste) (?:vara|være)\b|(?:may|can|cannot) (?:not )?apply\b|not eligible|eligible applicants",
    re.IGNORECASE,
)
WHO = re.compile(
    r"organisation|förening|forening|stiftelse|yhdisty|säätiö|kunn|kunta|yrity|yhteisö|henkilö|institution|virksomhed|kommun|region\b|regioner|universitet|högskol|sektor|företag|juridisk|privatperson|aktör|bolag|kooperativ|studieförbund|authorit|associat|compan|universit|municipal|legal entit|persons",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"\d\s*(?:kr|kronor|kroner|euro|mio|milj|procent|prosent|pct|%)|\bEUR\b|\bbelopp\b",
    re.IGNORECASE,
)
LONGEST = 1500


def applicants(told: Sequence[Sentence]) -> str:
    """Return the words on who may apply, or nothing where the call does not say."""
    section = [each.words for each in told if HEADINGS.search(each.heading)]
    # Where no heading ends the section, the money does.
    found = list(takewhile(lambda words: not MONEY.search(words), section)) or [
        each.words
        for each in told
        if not each.is_heading and SENTENCE.search(each.words) and WHO.search(each.words)
    ]
    return " ".join(found)[:LONGEST].strip()
