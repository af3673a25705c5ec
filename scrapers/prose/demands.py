# ruff: noqa: E501 (a pattern is read as one line)
"""What a call asks of an organisation beside its kind: to wait for payment, to have existed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lexicon.terms import Evidence
from scrapers.prose.composition import NUMBERS
from scrapers.prose.sentences import Sentence

PAID = r"(?:(?:ut)?betal\w*|rekvirer\w*|(?:ut|ud)betal\w*|maks\w*|paid|payment\w*|disburs\w*|reimburs\w*)"
# Stödet betalas ut i efterskott: what it costs is paid by the project first.
ARREARS = re.compile(
    rf"\b{PAID}\b[^.;]{{0,80}}?\b(?:i efterskott|i etterskudd|etterskuddsvis|bagud|jälkikäteen|in arrears|on a reimbursement basis)\b"
    rf"|\b(?:i efterskott|i etterskudd|etterskuddsvis|bagud|jälkikäteen|in arrears)\b[^.;]{{0,60}}?\b{PAID}\b"
    r"|\b(?:inget|inte|inga|ikke|intet|ei|no|not)\b[^.;]{0,40}?(?:förskott\w*|forskudd\w*|forskud\w*|ennakko\w*|pre-?financ\w*|advance payments?)",
    re.IGNORECASE,
)
ADVANCE = re.compile(
    rf"\b{PAID}\b[^.;]{{0,60}}?\b(?:i förskott|på förskott|på forskudd|forskuddsvis|forud|som forskud|ennakkona|in advance|as pre-?financing)\b"
    r"|\b(?:förskott|forskudd|forskud|pre-?financing|advance payments?)\b[^.;]{0,40}?\b(?:lämnas|ges|utgår|betalas|gis|utbetales|udbetales|is paid|are paid|will be paid|is available)\b",
    re.IGNORECASE,
)
NUMBER = rf"(?P<number>{'|'.join(NUMBERS)}|ett|et|one|yhden|\d{{1,2}})"
LEAST = r"(?:minst|mindst|at least|a minimum of|vähintään|more than|mer än|mer enn|mere end|yli)"
YEARS = rf"{LEAST} (?:de senaste )?{NUMBER} (?:hela )?(?:år|years?|vuoden|vuotta)"
EXISTED = r"(?:verksam\w*|verksamhet|funnits|existerat|bildad\w*|registrer\w*|virksom\w*|bestått|eksister\w*|bestået|stiftet|toiminu\w*|rekisterö\w*|established|in operation|operat\w*|existed|existence|registered|active)"
EXISTING = (
    re.compile(rf"\b{EXISTED}\b[^.;]{{0,50}}?\b{YEARS}", re.IGNORECASE),
    re.compile(rf"\b{YEARS}\b[^.;]{{0,30}}?\b{EXISTED}", re.IGNORECASE),
)
# Projektet ska vara verksamt i minst tre år: that is how long it lasts.
OF_ANOTHER = re.compile(
    r"\b(?:projekt\w*|prosjekt\w*|projects?|hanke\w*|insats\w*|tiltak\w*|resultat\w*)\b[^.;]{0,40}?\b(?:ska|skall|måste|skal|må|shall|must|should|will|tulee)\b",
    re.IGNORECASE,
)
WHO = re.compile(
    r"organisa|förening|forening|stiftelse|yhdisty|säätiö|yrity|yhteisö|virksomhed|företag|foretak|bedrift|bolag|aktör|aktør|sökande|søker|ansøger|hakij|applicant|associat|compan|entit|enterprise",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class Demands:
    """Whether payment comes in arrears, and the years that one must have existed; with the words."""

    in_arrears: bool | None = None
    arrears_words: str = ""
    least_years: int | None = None
    years_words: str = ""

    def evidence(self) -> Iterator[Evidence]:
        """Yield the sentence behind each value."""
        if self.in_arrears is not None:
            yield Evidence(field="in_arrears", words=self.arrears_words)
        if self.least_years is not None:
            yield Evidence(field="least_years", words=self.years_words)


def demands(told: Sequence[Sentence]) -> Demands:
    """Read from a call's sentences what they ask; in Swedish, Norwegian, Danish, Finnish, English.

    What is partly paid in advance and partly in arrears is not known.
    """
    plain = [each.words for each in told if not each.is_heading]
    late = next((words for words in plain if ARREARS.search(words)), "")
    early = next(
        (words for words in plain if ADVANCE.search(words) and not ARREARS.search(words)), ""
    )
    years = [(int_of(number), words) for words, number in _existing(plain)]
    return Demands(
        in_arrears=bool(late) if bool(late) != bool(early) else None,
        arrears_words=late or early,
        least_years=max(years)[0] if years else None,
        years_words=max(years)[1] if years else "",
    )


def int_of(word: str) -> int:
    """Read a number that is written out, or in figures."""
    return NUMBERS.get(word.lower()) or (int(word) if word.isdecimal() else 1)


def _existing(plain: Sequence[str]) -> Iterator[tuple[str, str]]:
    for words in plain:
        if WHO.search(words) and not OF_ANOTHER.search(words):
            hits = (pattern.search(words) for pattern in EXISTING)
            yield from ((words, hit["number"]) for hit in hits if hit)
