# ruff: noqa: E501 (a pattern is read as one line)
"""Who a project may consist of: kinds of applicants, and how many partners and countries at least."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lexicon.organisation_types import kinds_named
from lexicon.terms import Doubt, Evidence
from scrapers.prose.applicants import HEADINGS, MONEY
from scrapers.prose.sentences import Sentence

# Kommuner kan söka stöd för företag: who applies stands before the verb, in Finnish on both sides.
VERB = re.compile(
    r"\bkan(?: \w+){0,4}? (?:söka|ansöka)\b|\bfår(?: \w+){0,2}? (?:söka|ansöka)\b|\bkan(?: \w+){0,4}? (?:søke|søge|ansøge)\b"
    r"|\b(?:may|can|cannot)(?: \w+){0,2}? apply\b|\b(?:is|are) (?:not )?eligible\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\bkan (?:sökas|søkes|søges) (?:av|af)\b|\b(?:öppen|åpen|åben) for (?=alle|alla|søk)|\bopen to\b|\b(?:utlysningen|bidraget|stödet|erbjudandet|utlysningen|puljen|ordningen) (?:vänder|riktar|retter|henvender) (?:sig|seg) (?:till|mot|til)\b|\bsökande (?:ska|måste|kan|får) vara\b|\bsøker\w* (?:må|skal|kan) være\b|\bansøger\w* (?:skal|kan) være\b|\bapplicants (?:must|can|may|should) be\b|\beligible applicants(?: are|:| include)|\b(?:behöriga|möjliga|aktuella|aktuelle|mulige) (?:sökande|søkere|ansøgere)(?: är| er|:)|\bansøgerkredsen (?:er|består af|omfatter)|\bhakukelpoisia ovat|\bavustuskelpoisia ovat|\bvoi(?:vat|daan)? hakea\b|\bhakijoina voivat olla\b|\bhakijana voi olla\b",
    re.IGNORECASE,
)
FINNISH = re.compile(r"\b(?:eivät |ei )?voi(?:vat)? hakea\b|\bhakij(?:a|oi)na\b", re.IGNORECASE)
# Stöd ges till kommuner: those who get it are those who apply, where they are named at once.
GIVEN = re.compile(
    r"\b(?:stöd|bidrag|medel|tilskudd|tilskud|støtte|midler|stipend\w*)(?:et|en)? (?:kan )?(?:endast |kun |bara )?(?:(?:inte|ikke|ej) )?(?:ges|gis|gives|lämnas|beviljas|ydes|tildeles|bevilges)(?: (?:inte|ikke|ej|endast|kun|bara))? (?:till?|til)\b"
    r"|\bder (?:kan )?(?:ydes|gives) (?:ikke )?(?:støtte|tilskud) til\b|\b(?:grants|funding|support) (?:is|are|can be|may be) (?:only |not )?(?:awarded|given|available|granted) (?:only )?(?:to|for)\b"
    r"|\b(?:avustu(?:sta|ksia)|tukea|rahoitusta) (?:ei )?(?:voidaan )?myön(?:netään|netä|tää)\b",
    re.IGNORECASE,
)
NOT_THESE = re.compile(
    r"\((?:ej|inte|ikke|not|ei|utom|except|excluding|undtagen|unntatt)\s+(?P<these>[^()]*)\)",
    re.IGNORECASE,
)
# Föreningar i våra kommuner: where they are, and no kind of its own.
WHERE = re.compile(
    r"\b(?:i|inom|från|in|from|within|fra|innen|inden for)\s+(?:(?:våra?|vårt|alla|deltagande|hela|alle|våre|vores|our|all|the|these|dessa|disse|følgende|följande)\s+)+[\w-]+",
    re.IGNORECASE,
)
AT_ONCE = 45
LABEL = re.compile(r"^([^:]{3,60}):\s+(?=\S)")
NOT = re.compile(
    r"\b(?:inte|ej|ikke|not|cannot|eivät|ei)\b|\bundantag\w*|\bexcluded\b", re.IGNORECASE
)
# Who may be a partner, or only not the lead, is another matter than who may apply.
PARTNER = re.compile(
    r"samarbets?part\w*|samverkanspart\w*|projektpart\w*|medsökande|huvudsökande|samarbeidspart\w*|samarbejdspart\w*|projekt?partner\w*"
    r"|kumppan\w*|associated|lead partner|project partners?",
    re.IGNORECASE,
)
CLAUSE = re.compile(r";|\s(?:men|but|mutta)\s", re.IGNORECASE)
AIM = re.compile(r"\b(?:som|för att|for å|for at|which|that|who|jotka|der)\b", re.IGNORECASE)
NUMBERS = {
    "två": 2, "to": 2, "two": 2, "kaksi": 2, "kahdesta": 2, "tre": 3, "three": 3, "kolme": 3, "kolmesta": 3,
    "fyra": 4, "fire": 4, "four": 4, "neljä": 4, "neljästä": 4, "fem": 5, "five": 5, "viisi": 5, "viidestä": 5,
    "sex": 6, "seks": 6, "six": 6, "kuusi": 6, "ten": 10, "tio": 10, "ti": 10,
}  # fmt: skip
NUMBER = rf"(?P<number>{'|'.join(NUMBERS)}|\d{{1,2}})"
LEAST = r"(?:minst|mindst|at least|a minimum of|minimum|vähintään|no fewer than)"
PARTNERS = re.compile(
    rf"\b{LEAST} {NUMBER} (?P<more>andra |andre |other |muuta )?(?:(?!olika|different|länder)[\w-]+ ){{0,3}}?"
    r"(?:(?:projekt|samverkans|samarbets)?part(?:er|ners?|nere|nerne)?\b|organisation(?:er|s)?\b|organisasjoner\b|aktör(?:er)?\b|aktører\b|sökande\b"
    r"|applicants?\b|legal entities\b|entities\b|participants\b|beneficiaries\b|juridiska personer\b|projektparter\b|kumppania\b|organisaatiota\b|toimijaa\b|hakijaa\b|osapuolta\b)",
    re.IGNORECASE,
)
COUNTRIES = re.compile(
    rf"\b(?:(?:from|established in|with|från|fra|med|mellan|mellom) (?:{LEAST} )?|(?=\w+ (?:eri )?\w*maasta)){NUMBER} (?P<more>andra |andre |other |muusta )?(?:(?:eri|olika|ulike|forskellige|different|eligible|nordiska|nordiske|nordic|baltic|partner|EEA|EØS|EES|deltagande|deltakende|deltagende|programme|participating|European|EU) ){{0,3}}"
    r"(?:länder|land|lande|countries|member states|maasta|pohjoismaasta)\b",
    re.IGNORECASE,
)
DIFFERENT = re.compile(
    r"\b(?:from different (?:countries|member states)|från olika länder|fra ulike land|fra forskellige lande|eri maista)\b",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"part(?:er|ner)|organisa|aktör|aktør|entit|applicant|consorti|konsorti|kumppan|toimij|samarbete|samarbeid|samarbejde|participa|delta|söka",
    re.IGNORECASE,
)
# What the project hands on to others has its own rules.
HANDED_ON = re.compile(r"third part(?:y|ies)|FSTP|sub-?grant\w*|cascade", re.IGNORECASE)
WISHED = re.compile(
    r"\b(?:prioriter\w*|gärna|gjerne|gerne|mielellään|prefer\w*|priority|welcome\w*|encourag\w*|möjlig\w*|om ni|if|hvis|jos)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Kind:
    """A kind of organisation (a code of lexicon/organisation_types.csv) and the sentence on it."""

    code: str
    words: str


@dataclass(frozen=True)
class Minimum:
    """How many there must be at least, and the sentence that says so."""

    number: int
    words: str


@dataclass(frozen=True)
class Composition:
    """Who may apply, who may not, and how many must do so together. Not said is not known."""

    kinds: tuple[Kind, ...] = ()
    excluded: tuple[Kind, ...] = ()
    partners: Minimum | None = None
    countries: Minimum | None = None
    uncertain: tuple[Doubt, ...] = ()

    def evidence(self) -> Iterator[Evidence]:
        """Yield the sentence behind each value."""
        for field, kinds in (("applicant_kinds", self.kinds), ("excluded_kinds", self.excluded)):
            for kind in kinds:
                yield Evidence(field=field, words=kind.words, value=kind.code)
        for field, least in (
            ("least_partners", self.partners),
            ("least_countries", self.countries),
        ):
            if least:
                yield Evidence(field=field, words=least.words, value=str(least.number))


def composition(told: Sequence[Sentence], language: str) -> Composition:
    """Read from a call's sentences who may apply; in Swedish, Norwegian, Danish, Finnish, English."""
    may: dict[str, Kind] = {}
    may_not: dict[str, Kind] = {}
    for words, allowed, named in _named(told, language):
        for code in named:
            (may if allowed else may_not).setdefault(code, Kind(code, words))
    doubts = [
        Doubt(field="applicant_kinds", words=may_not[code].words, why="elsewhere they may apply")
        for code in may_not
        if code in may
    ]
    partners = list(_least(told, PARTNERS))
    countries = list(_least(told, COUNTRIES))
    for field, found in (("least_partners", partners), ("least_countries", countries)):
        doubts += [
            Doubt(field=field, words=each.words, why="another number is also given")
            for each in found[1:]
            if each.number != found[0].number
        ]
    return Composition(
        kinds=tuple(kind for code, kind in may.items() if code not in may_not),
        excluded=tuple(kind for code, kind in may_not.items() if code not in may),
        partners=partners[0] if partners else None,
        countries=countries[0] if countries else None,
        uncertain=tuple(doubts),
    )


def _named(told: Sequence[Sentence], language: str) -> Iterator[tuple[str, bool, dict[str, str]]]:
    """Yield each sentence on applicants, whether they may apply, and the kinds it names."""
    section = list(
        takewhile(
            lambda each: not MONEY.search(each.words),
            (each for each in told if HEADINGS.search(each.heading)),
        )
    )
    for sentence in told:
        if sentence.is_heading:
            continue
        # Företag (ej enskilda firmor), kommuner: what the brackets say is of those before them.
        for aside in NOT_THESE.finditer(sentence.words):
            yield sentence.words, False, kinds_named(aside["these"], language)
        for clause in CLAUSE.split(WHERE.sub(" ", NOT_THESE.sub(" ", sentence.words))):
            if PARTNER.search(clause) or HANDED_ON.search(sentence.words):
                continue
            refused = bool(NOT.search(clause))
            if subject := _subject(clause, language):
                yield sentence.words, not refused, kinds_named(subject, language)
            elif sentence in section and not refused:
                named = kinds_named(AIM.split(clause)[0], language)
                yield sentence.words, True, named or kinds_named(clause, language)


def _subject(clause: str, language: str) -> str:
    """Return the part of a clause that names who applies, if it says that anybody does."""
    if language == "fi" and FINNISH.search(clause):
        return clause
    if (label := LABEL.match(clause)) and HEADINGS.search(label[1]):
        return AIM.split(clause[label.end() :])[0]
    if given := GIVEN.search(clause):
        after = AIM.split(clause[given.end() :])[0]
        return after if kinds_named(after[:AT_ONCE], language) else ""
    if passive := PASSIVE.search(clause):
        return AIM.split(clause[passive.end() :])[0]
    verb = VERB.search(clause)
    return clause[: verb.end()] if verb else ""


def _least(told: Sequence[Sentence], pattern: re.Pattern[str]) -> Iterator[Minimum]:
    """Yield the least numbers that are demanded, not merely wished for."""
    for sentence in told:
        words = sentence.words
        if (
            sentence.is_heading
            or HANDED_ON.search(words)
            or WISHED.search(words)
            or not TOGETHER.search(words)
        ):
            continue
        hits = list(pattern.finditer(words))
        if pattern is COUNTRIES and not hits and DIFFERENT.search(words):
            yield Minimum(2, words)
        for hit in hits:
            number = NUMBERS.get(hit["number"].lower()) or int(hit["number"])
            more = hit["more"]
            if number + bool(more) > 1:
                yield Minimum(number + bool(more), words)
