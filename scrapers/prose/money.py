# ruff: noqa: E501 (a pattern is read as one line)
"""Amounts in the text of a call: what one project may get, and what the whole call has."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lexicon.terms import Amount, Doubt, Evidence, MoneyKind
from scrapers.prose.sentences import Sentence

SPACE = " \u00a0\u202f"
NUMBER = rf"\d{{1,3}}(?:[{SPACE}.,]\d{{3}})+(?:[.,]\d{{2}})?(?!\d)|\d+(?:[.,]\d+)?"
SCALES = {
    "miljarder": 9, "miljard": 9, "mdkr": 9, "billion": 9, "milliarder": 9,
    "miljoner": 6, "miljon": 6, "millioner": 6, "million": 6, "mill": 6, "mio": 6, "miljoonaa": 6, "miljoona": 6,
    "milj": 6, "mnkr": 6, "mkr": 6, "msek": 6, "mnok": 6, "mdkk": 6, "meur": 6, "m": 6, "mia": 9, "miljardia": 9, "tuhatta": 3, "tusind": 3, "tusen": 3, "tkr": 3, "ksek": 3, "thousand": 3,
}  # fmt: skip
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
CURRENCY = r"(?:svenska|norska|danska|svenske|norske|danske|Swedish|Norwegian|Danish) (?:kronor|kroner|crowns)|kronor|kroner|kr|SEK|NOK|DKK|euroa|eurolla|euron|euros|euro|EUR|€|£|GBP|USD"
WHOSE = re.compile(r"SV|NO(?=RSK)|DA|SW|NO(?=RWE)")
WHOSE_CROWNS = {"SV": "SEK", "SW": "SEK", "NO": "NOK", "DA": "DKK"}
CROWNS = {"sv": "SEK", "nb": "NOK", "no": "NOK", "da": "DKK"}
TO = r"(?:–|—|-|till|til|to|och|og|and|ja)"
UPTO = r"(?:högst|max(?:imalt|imum)?|upp till|maks(?:imalt|imum)?|inntil|opp til|højst|op til|enintään|up to|at most|a maximum of)"
MONEY = re.compile(
    rf"(?:(?P<before>EUR|€|SEK|NOK|DKK|£|USD)\s*)?"
    rf"(?:(?<![\d.,])(?P<low>{NUMBER})\s*(?P<lowscale>{SCALE})?\.?\s*(?:{CURRENCY})?\s*{TO}\s*(?:{UPTO}\s+)?(?:EUR|€|SEK|NOK|DKK|£|USD)?\s*)?"
    rf"(?<![\d.,])(?P<number>{NUMBER})\s*(?:(?P<scale>{SCALE})\b\.?)?\s*(?P<after>{CURRENCY})?(?!\w)",
    re.IGNORECASE,
)
WHOLE = {"mkr", "mnkr", "tkr", "mdkr", "msek", "mnok", "mdkk", "ksek", "meur"}
# An average, an hour's worth, a lump sum, an advance or a limit of state aid is nothing to ask for.
ASIDE = re.compile(
    r"per (?:timme|timma|time|hour|person|deltagare|deltaker|deltager|participant|månad|måned|month|dag|day)\b|i timmen|i timen|tunnilta|tunnissa|henkilöä kohti|päivältä"
    r"|genomsnitt\w*|typisk\w*|typical\w*|tyypilli\w*|medeltal|i snitt|medelbelopp|gjennomsnitt\w*|gennemsnit\w*|keskimäärin|average|vanligen får|brukar få"
    r"|engångsbelopp|schablon\w*|klumpsum|engangsbeløp|engangsbeløb|kertakorvau\w*|ennakko\w*|lump sum|förskott|forskudd|forskud|advance|pre-?financ\w*"
    r"|varav|hvorav|of which|försumbart|vähämerkity\w*|de minimis|third part(?:y|ies)|FSTP|sub-?grant\w*|per vessel|start-?ups?\b|follow-on|additional (?:funding|grant)|prizes?\b|work packages?|remuneration|of investments?\b|regeringen|kapitalanskaffning\w*|investeringsrunda\w*|bagatell\w*|omsätt\w*|omsetning|omsætning|liikevaihto\w*|turnover|preparation costs|vite\b|särskilt paket"
    r"|ungdomsprojekt\w*|småprojekt\w*|förstudie\w*|forstudie\w*|tidigare (?:år|omgång)|i fjol|delte vi ut|fördelade vi|vi fördelade|delades ut|beviljade vi|i fjor|sidste år|viime vuonna|last year",
    re.IGNORECASE,
)
CALL = re.compile(
    r"utlys(?:t|ta|te|tes) (?:belopp|medel|beløp|midler|budsjett|ramme)|utlysningens (?:totala )?(?:budget|ram)|(?:tillgängliga|disponibla|tilgjengelige|disponible) (?:medel|midler)|til rådighed|(?:samlet|samlede|total\w*|sammanlagd\w*) (?:bevilling|budsjett|budsjettramme|utlysningsramme|pott)\b|(?:vi|som) fördelar (?:totalt|sammanlagt)|(?:det er|er) (?:satt av|avsatt)|satt av (?:totalt|inntil)|(?:fordeles|fordeler|uddeles|uddeler) (?:totalt|i alt|til sammen|inntil)|(?:budget|ram|belopp)\w* för (?:hela )?utlysning\w*"
    r"|utlysning\w*[^.]{0,25} (?:omfattar|har en (?:total )?(?:budget|ramme|ram)|omsluter)|total\w* stödbelopp|totalt (?:finns|avsätt\w*|utlys\w*)"
    r"|att fördela|(?:utlysning|omgång|runde|pulje)\w*[^.]{0,15} (?:fördelas|fordeles|uddeles)|avsatt\w*|utlysningens (?:ramme|budsjett)|(?:overall|total|indicative) (?:budget|funding|amount)(?: available)? (?:of|for|in|under) (?:the|this) (?:call|round|scheme|fund)|(?:is|are) available (?:for|in|under) (?:the|this) (?:call|round)|total (?:funding|budget|amount) available|total\w* ramme|til fordeling"
    r"|(?:budget|funds?) (?:of|for|available (?:for|in|under)) (?:the|this) call|total budget of the call|call budget|available (?:budget|funds)"
    r"|the call has a budget|indicative (?:topic )?budget|total size of (?:the )?grant scheme|total budget\b[^.;]*\bfor (?:the|this) (?:call|topic)"
    r"|puljen (?:er )?på (?:i alt )?|i alt afsat|afsat\b|puljens (?:ramme|størrelse)|samlede? ramme|til uddeling"
    r"|jaettavana|on varattu yhteensä|budsjettramme\w*|on haettavana|jaettavissa|jaossa|haettavana on|haettavissa on|määräraha\w*|haussa (?:on|jaetaan)|haun (?:kokonais)?(?:budjetti|rahoitus)|käytettävissä(?:än)?(?: on)?\b|voi(?:daan)? käyttää\b|kokonaisrahoitus\w*|jaetaan yhteensä|osoitettu yhteensä|myönnetään yhteensä"
    r"|^\W*budget\b",
    re.IGNORECASE,
)
# Vi utlyser högst 30 miljoner kronor: unless it is said what one project may get.
ANNOUNCED = re.compile(
    r"\b(?:yhteensä (?:enintään|noin)?|utlyser|lyser ut|utlyses)\b(?:(?!\b(?:söka|få|får|där|kan|per|varje|projekt|søke|hver)\b)[^.;])*$",
    re.IGNORECASE,
)
LEAST = re.compile(
    r"\b(?:minst|lägst|mindst|minimum|at least|no less than|fra|vähintään|minsta|mindste|minste|pienin)\b[^.\d]{0,25}$",
    re.IGNORECASE,
)
MOST = re.compile(
    r"\b(?:högst|maxbelopp\w*|maksbeløp\w*|maksimumsbeløb\w*|högsta belopp\w*|høyeste beløp|max(?:imalt|imum)?\.?|upp till|inntil|opp til|opptil|op til|højst|højest|enintään|korkeintaan|up to|at most|som mest|maks(?:imalt|imum)?\.?"
    r"|inte (?:överstiga|mer än)|ikke over(?:stige)?|(?:not|cannot|never) exceed(?:ing)?|maximum grant is|no more than|maksimal\w*|maximal\w*|enimmäismäärä\w*|tak\w* (?:är|på))(?!\w)[^.\d]{0,40}$",
    re.IGNORECASE,
)
SPAN = re.compile(r"\b(?:mellan|mellom|mellem|between|från|fra|from)\s*$", re.IGNORECASE)
PROVIDED = re.compile(r"[\s,;–]*(?:dock|dog|however|but|men|kuitenkin|though)\b", re.IGNORECASE)
# Bidrag, upp till max. 50 000 kr, kan sökas.
INSERTED = re.compile(rf"[\s,–]*{UPTO}", re.IGNORECASE)
COST = re.compile(
    r"total\w* budget|total\w* kostnad\w*|totalkostnad\w*|projektbudget\w*|prosjektbudsjett|total\w* (?:project )?costs?|budsjett på|full economic cost|project costs?\b|kokonaiskustannu\w*",
    re.IGNORECASE,
)
SUPPORT = re.compile(
    r"\b(?:stöd\w*|bidrag\w*|söka?\b|få\b|får|beviljas|støtte\w*|tilskudd\w*|tilskud\w*|søke|søge?s?\b|avustu\w*|tuen\b|tuki\b|tukea|rahoitu\w*|grants?\b|support|funding|contribution\b|per pro[sj]?jekt\b|pr\. projekt\b|per project\b|hanketta kohden|awards?\b|søknadsbeløp|request\w*|apply|receiv\w*|granted|bevilj\w*|bevilg\w*|tildel\w*|tilldel\w*|myön\w*|saada|saavat|ansök\w*|ansøg\w*|søknad\w*|hakea|finansiering\w*|modtage\w*|be sought)|\b(?:max|maks\w*|högsta |høyeste |højeste |minste |minsta |mindste )(?:belopp|beløp|beløb)|søknadsbeløp\w*|\bsökt belopp",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"hur mycket|hvor mye|hvor meget|kuinka paljon|paljonko|kuinka suur\w+|hur stor\w*|hvor stor\w*|how much|belopp|beløb|støttegrenser|beløp|budget|stödnivå",
    re.IGNORECASE,
)
PROBABLY = re.compile(
    r"preliminär\w*|foreløpig|foreløbig|alustav\w*|preliminary|provisional|indicative|would allow",
    re.IGNORECASE,
)
SIDES = {"SE": re.compile(r"\bsvensk\w* sid(?:a|an|e|en)\b|\bSwedish side", re.IGNORECASE),
         "NO": re.compile(r"\bnorsk\w* sid(?:a|an|e|en)\b|\bNorwegian side", re.IGNORECASE)}  # fmt: skip


@dataclass
class Money:
    """Amounts as read, and what was not sure."""

    amounts: tuple[Amount, ...] = ()
    uncertain: list[Doubt] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class Value:
    """A number of money, or a span of two, where it stands in its sentence."""

    currency: str
    low: Decimal | None
    high: Decimal
    start: int
    end: int


@dataclass
class _Pot:
    """What was read for one currency and side."""

    least: Decimal | None = None
    most: Decimal | None = None
    total: Decimal | None = None
    of: MoneyKind = MoneyKind.UNKNOWN
    preliminary: bool = False


def money(told: Iterable[Sentence], *, language: str) -> Money:
    """Read the amounts from a call's sentences."""
    result = Money()
    pots: dict[tuple[str, str], _Pot] = {}
    last: _Pot | None = None
    for sentence in told:
        values = list(found(sentence.words, language))
        if not values and last and PROBABLY.search(sentence.words) and "elopp" in sentence.words:
            last.preliminary = True
        for value in values:
            if ASIDE.search(clause(sentence.words, value.start, value.end)):
                continue
            pot = pots.setdefault((value.currency, side(sentence.words, value.start)), _Pot())
            if _read(value, sentence, pot, result):
                last = pot
                pot.preliminary = pot.preliminary or bool(PROBABLY.search(sentence.words))
    result.amounts = tuple(
        Amount(
            currency=currency, least=pot.least, most=pot.most, total=pot.total, of=pot.of,
            side=where, preliminary=pot.preliminary,
        )
        for (currency, where), pot in pots.items()
        if (pot.least, pot.most, pot.total) != (None, None, None)
    )  # fmt: skip
    return result


def _read(value: Value, sentence: Sentence, pot: _Pot, result: Money) -> bool:
    """Put a value where its words say; say whether they did."""
    words = sentence.words
    before = words[: value.start]
    part = clause(words, value.start, value.end)
    under = sentence.heading
    spanned = value.low is not None
    bound = spanned or LEAST.search(before) or MOST.search(before)
    if CALL.search(part) or ANNOUNCED.search(before) or (CALL.search(under) and not bound):
        _set(pot, "total", value.high, sentence, result)
        return True
    if not bound:
        if ASKED.search(under):
            result.uncertain.append(
                Doubt(field="amounts", words=words, why="no word says what it is")
            )
        return False
    if PROVIDED.match(part) or INSERTED.match(part):
        part = words
    if not (SUPPORT.search(part) or COST.search(part) or ASKED.search(under)):
        return False
    pot.of = (
        MoneyKind.TOTAL_COST
        if COST.search(part)
        else MoneyKind.SUPPORT
        if SUPPORT.search(part) or SUPPORT.search(under)
        else pot.of
    )
    if spanned:
        _set(pot, "least", value.low, sentence, result)
    if spanned or MOST.search(before):
        _set(pot, "most", value.high, sentence, result)
    else:
        _set(pot, "least", value.high, sentence, result)
    return True


def _set(pot: _Pot, name: str, value: Decimal | None, told: Sentence, result: Money) -> None:
    """Keep the first value; another one for the same thing is a doubt."""
    known = getattr(pot, name)
    if known is None:
        setattr(pot, name, value)
        result.evidence.append(Evidence(field="amounts", words=told.quoted))
    elif known != value:
        result.uncertain.append(
            Doubt(field="amounts", words=told.words, why="another amount is also given")
        )


def found(words: str, language: str) -> Iterator[Value]:
    """Find the sums of money in a sentence, spans as one."""
    for hit in MONEY.finditer(words):
        scale = (hit["scale"] or "").lower()
        named = hit["before"] or hit["after"] or ("kr" if scale in WHOLE else "")
        if not named:
            continue
        low = None
        high = number(hit["number"], scale)
        if hit["low"]:
            low = number(hit["low"], (hit["lowscale"] or "").lower() or scale)
            if low >= high or (hit["lowscale"] is None and scale and "000" in hit["low"]):
                low = number(hit["low"], "")
            low = low if low < high else None
        yield Value(currency(named, scale, language), low, high, hit.start(), hit.end())


def number(digits: str, scale: str) -> Decimal:
    """Read a number; a mark with exactly three digits after it parts thousands."""
    plain = re.sub(rf"[{SPACE}]", "", digits)
    if not scale or len(re.findall(r"[.,]", plain)) > 1:
        plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", plain)
    value = Decimal(plain.replace(",", ".")).scaleb(SCALES.get(scale, 0))
    return Decimal(f"{value.normalize():f}")  # written out: 3000000, never 3E+6


def currency(named: str, scale: str, language: str) -> str:
    """Return the currency's code; a crown is that of the text's language."""
    named = named.upper()
    if named in ("€", "EURO", "EUROA", "EUROLLA", "EURON", "EUROS") or scale == "meur":
        return "EUR"
    if scale[1:] in ("sek", "nok", "dkk"):
        return scale[1:].upper()
    if said := WHOSE.match(named):
        return WHOSE_CROWNS[said[0][:2]]
    if named in ("KR", "KRONOR", "KRONER"):
        return "SEK" if named == "KRONOR" else CROWNS.get(language, "SEK")
    return {"£": "GBP"}.get(named, named)


def clause(words: str, start: int, end: int) -> str:
    """Return the words around a value, up to the nearest semicolon or comma with a space."""
    left = max((words.rfind(mark, 0, start) for mark in ("; ", ", ", " – ")), default=-1)
    rights = [at for mark in (";", ", ", " – ") if (at := words.find(mark, end)) >= 0]
    return words[left + 1 : min(rights, default=len(words))]


def side(words: str, at: int) -> str:
    """Say which country's side the words before a value speak of, the nearest if of both."""
    named = [(hit.end(), code) for code, each in SIDES.items() for hit in each.finditer(words[:at])]
    return max(named, default=(0, ""))[1]
