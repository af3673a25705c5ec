# ruff: noqa: E501 (a pattern is read as one line)
"""Percentages in the text of a call, only those whose share it is known to be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from lexicon.terms import Basis, Bound, Doubt, Evidence, Rate
from scrapers.prose.money import side
from scrapers.prose.sentences import Sentence

PERCENT = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,]\d+)?)(?:\s|\u00a0)*(?:%|procents?\b|prosents?\b|prosent(?:tia|in|ilta|iin)\b|per ?cent\b|pct\b)",
    re.IGNORECASE,
)
# Overhead, simplified costs, advances and how many applications succeed.
ASIDE = re.compile(
    r"betalar ut|betales ut|udbetales|utbetal\w*|paid out|maksetaan|schablon\w*|third part(?:y|ies)|of the (?:EU |maximum |total )?(?:funding|grant)|working time|project management|kiinteä\w*|palkkakustannu\w*|välilli\w*|lønudgift\w*|indirekte omkost\w*|sjablong\w*|flat[ -]rate\w*|overhead|indirekt\w* kost\w*|indirect costs?|personalkostn\w*|lönekostn\w*"
    r"|personalkostnad\w*|staff costs?|pre-?financ\w*|förskott\w*|forskudd\w*|advance|of the grant|av stödet\b"
    r"|av (?:alla |de )?ansökning\w*|av søknad\w*|af ansøgning\w*|hakemuksista|of (?:all )?(?:applications|proposals)|success rate|beviljandegrad\w*"
    r"|anställ\w*|tjänst\w*|sysselsätt\w*|kvinnor|män\b|utsläpp\w*|emission\w*",
    re.IGNORECASE,
)
PROJECTS = re.compile(
    r"medfinansiering\w*|egenfinansiering\w*|egen finansiering|(?:egna|egne) (?:medel|midler|pengar|penge|penger)|(?:from|with|of) (?:its|their|your|the applicant's) own (?:funds|resources|means|contribution)|omaa? rahoitu\w*|omilla varoilla|egen insats|egeninsats\w*|egenandel\w*|medfinansiering\w*|egenbetaling\w*|omarahoitu\w*|omavastuu\w*|själva (?:stå för|finansiera|bidra)|(?<!för )\b(?:partners?|partnerna|parterna|partnerne|applicants?|beneficiar(?:y|ies)|søkere?n?|søkerne|sökanden?|ansøgere?n?|projekteier|projektägaren|prosjekteier|prosjektet|projektet|hakija\w*|hakijan)\b[^.;,]{0,25}?(?:contribut\w*|cover\w*|pay\w*|provide\w*|financ\w*|bidra\w*|står? för|finansiera|betala|dekke\w*|dække\w*|finansiere\w*|katettava|rahoitettava|kattaa|maksaa)|match funding|co-?funding\b[^.;]*\b(?:from|by) (?:the |each )?(?:applicant|partner|project)|medfinansieringsgrad\w*"
    r"|(?:own|partner'?s?) co-?(?:financing|funding)|own contribution|co-?(?:funded|financed) by (?:the )?(?:applicant|partner|project)|co-?funding by the (?:applicant|project|partner)s?|match funding",
    re.IGNORECASE,
)
FUNDERS = re.compile(
    r"\b(?:EU|ERUF|ERDF|ESF|programme's|programme) co-?(?:financing|funding)|co-?(?:financing|funding) rate of the programme|(?:funding|grant|support|aid) rate"
    r"|(?:procent|%) i (?:stöd|bidrag)\b|\b(?:EU|Union) contribution\b|tukitaso\w*|\brahoitustaso\w*|\brahoitusosuu\w*|avustusprosent\w*|avustusosuu\w*|(?-i:\b(?!Sø[kg]|Pro[sj]|Part|Sök|Haki|Appl|Ansø|Egen|Own|The|Benef|De[nt]?\b)[A-ZÆØÅÄÖ][\w-]+) (?:dekker|täcker|finansierar|dækker|covers|funds|støtter|finansierer|kattaa|rahoittaa)|\b(?:finansieringsgrad|bidragsgrad|finansieringsandel|tukiprosent|tuki-intensiteet)\w*|(?:tukea|avustusta) voidaan myöntää|stödnivå\w*|stödandel\w*|stödgrad\w*|stödintensitet\w*|bidragsandel\w*|støtteandel\w*|tilskuddsandel\w*|støttesats\w*"
    r"|\b(?:vi|EU|fonden|stiftelsen|regionen|programmet|ERUF|myndigheten|midlene|\w+-midlene|\w+verket|\w+rådet)\b[^.;,]{0,25}?(?:finansiera\w*|støtter\b|stödjer\b|stöder\b|betalar\b|medfinansiera\w*|täck\w*|bidra\w*|dekk\w*|finansier\w*)"
    r"|(?:funders?|programme|EU|commission|we)\b[^.;,]{0,25}?(?:cover\w*|fund\w*|financ\w*|reimburse\w*)|andel av finansieringen"
    r"|(?:dekker|täcker|finansierar|covers) (?:vi|EU|fonden|stiftelsen|regionen|[\w-]+midlene)\b"
    r"|bevilja\w*[^.;]{0,20}(?:max|högst|upp till)|(?:grants?|support|funding)\b[^.;,]{0,25}?cover\w*|(?:tilskud\w*|støtten|puljen|fonden|EU-tilskuddet)\b[^.;,]{0,25}?(?:dække\w*|dekke\w*|udgør\w*|utgjør\w*|finansier\w*)|(?:avustus|tuki|rahoitus|tuen määrä|EU-tuki|rahoituksen osuus)\b[^.;,]{0,25}?(?:katta\w*|on\b|voi olla)|(?:\w+-)?stöd(?:et)? (?:ges|kan ges|är|uppgår|lämnas|beviljas)\b",
    re.IGNORECASE,
)
OF_COSTS = re.compile(
    r"^[^.;]{0,25}(?:stödberättigande|stödberättigade|totala|støtteberettigede|eligible)[^.;]{0,20}(?:kostn|cost)",
    re.IGNORECASE,
)
ASKED = re.compile(r"hur mycket|hvor mye|how much|upp till|stöd", re.IGNORECASE)
WHOSE = re.compile(r"^medfinans|^co-?f", re.IGNORECASE)
BARE = re.compile(r"co-?(?:financing|funding)", re.IGNORECASE)
MOST = re.compile(
    r"\b(?:högst|max\w*|upp till|inntil|opptil|op til|højst|enintään|korkeintaan|up to|limited to|at most|maks\w*|inte mer än|not exceed\w*)\b",
    re.IGNORECASE,
)
LEAST = re.compile(r"\b(?:minst|mindst|vähintään|lägst|at least|minimum)\b", re.IGNORECASE)
NOT_SURE = re.compile(
    r"\bbrukar\b|\bvanligen\b|\bnormalt\b|preliminär\w*|\busually\b|\bnormally\b|\bvanligvis\b|foreløpig",
    re.IGNORECASE,
)
AND = re.compile(r"\s(?:och|og|and|ja|samt|sekä)\s", re.IGNORECASE)
EACH = re.compile(r"each partner|varje part\b|per part\b|hver partner", re.IGNORECASE)
NOTHING = re.compile(
    r"\b(?:ingen|inga|inget|inte|ikke|intet)\b[^.]{0,30}\b(?:medfinansiering|egenfinansiering|egenandel)\b|(?:medfinansiering|egenfinansiering) (?:krävs|behövs|kreves) (?:inte|ej|ikke)"
    r"|no (?:requirement for )?(?:own )?co-?(?:financing|funding)(?: is (?:required|needed))?|co-?(?:financing|funding) is not (?:required|needed)|omarahoitusta ei (?:vaadita|edellytetä|tarvita)|egenfinansiering er ikke (?:et krav|nødvendig)",
    re.IGNORECASE,
)


@dataclass
class Shares:
    """Rates as read, and what was not sure."""

    rates: tuple[Rate, ...] = ()
    uncertain: list[Doubt] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def shares(told: Iterable[Sentence]) -> Shares:
    """Read the rates from a call's sentences: the funder's and the project's, by side."""
    result = Shares()
    read: dict[tuple[str, bool], Rate] = {}
    for sentence in told:
        rates = list(_rates(sentence, result))
        for rate in rates:
            key = (rate.side, rate.funding_rate is not None)
            known = read.setdefault(key, rate)
            if known is rate:
                result.evidence.append(Evidence(field="rates", words=sentence.quoted))
            elif (known.funding_rate, known.co_funding_rate) != (
                rate.funding_rate,
                rate.co_funding_rate,
            ):
                _doubt(result, sentence, "another share is also given")
    result.rates = tuple(read.values())
    return result


def _rates(sentence: Sentence, result: Shares) -> list[Rate]:
    words = sentence.words
    if NOTHING.search(words):
        return [Rate(co_funding_rate=Decimal(0), bound=Bound.AT_LEAST)]
    made: list[Rate] = []
    begin = 0
    hits = list(PERCENT.finditer(words))
    for at, hit in enumerate(hits):
        number = Decimal(hit["number"].replace(",", "."))
        right = re.search(r"[;,](?=\s)", words[hit.end() :])
        until = hit.end() + right.start() if right else len(words)
        if at + 1 < len(hits) and (turn := AND.search(words, hit.end(), hits[at + 1].start())):
            until = min(until, turn.start())
        left = max(begin, words.rfind("; ", 0, hit.start()) + 1)
        part = words[left:until]
        ahead, begin = words[left : hit.start()], hit.end()
        if number > 100 or ASIDE.search(part):
            continue
        funders = FUNDERS.search(ahead) or FUNDERS.search(part)
        projects = PROJECTS.search(part)
        if (
            not funders
            and not projects
            and OF_COSTS.search(words[hit.end() :])
            and ASKED.search(f"{sentence.heading} {part}")
        ):
            funders = OF_COSTS.search(words[hit.end() :])
        # Medfinansieringen är högst 40 procent: the fund's, rather, and nothing says so.
        turned = projects and not funders and MOST.search(ahead) and WHOSE.search(projects[0])
        if bool(funders) == bool(projects) or turned:
            if (
                funders
                or turned
                or BARE.search(part)
                or (made and not projects and MOST.search(ahead))
            ):
                _doubt(result, sentence, "whose share it is cannot be told")
            continue
        where = side(words, hit.start())
        bound = (
            Bound.AT_MOST
            if MOST.search(ahead)
            else Bound.AT_LEAST
            if LEAST.search(ahead)
            else Bound.EXACT
        )
        made.append(
            Rate(
                funding_rate=number if funders else None,
                co_funding_rate=number if projects else None,
                bound=bound,
                per=Basis.SIDE if where else Basis.PARTNER if EACH.search(words) else Basis.PROJECT,
                side=where,
                preliminary=bool(NOT_SURE.search(part)),
            )
        )
    return made


def _doubt(result: Shares, sentence: Sentence, why: str) -> None:
    doubt = Doubt(field="rates", words=sentence.words, why=why)
    if doubt not in result.uncertain:
        result.uncertain.append(doubt)
