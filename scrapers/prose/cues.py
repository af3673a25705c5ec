# ruff: noqa: E501 (a pattern is read as one line)
"""The words that tell what a day, a season or a sentence of a call is about, by language.

A new language is one more `Cues`; its months and weekdays come from Babel.
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

    `closes` names the end of applying by itself; `ends` only beside a word of `call`. `other` is
    what else has a date: a meeting, a decision, a project's start.
    """

    closes: re.Pattern[str]
    ends: re.Pattern[str]
    opens: re.Pattern[str]
    period: re.Pattern[str]
    other: re.Pattern[str]
    call: re.Pattern[str]
    moved: re.Pattern[str]
    onwards: re.Pattern[str]
    several: re.Pattern[str]
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


SV_CALL = r"(?:utlysning(?:en|ar|arna)?|ansökningsomgång(?:en|ar)?|ansökningsperiod(?:en)?|bidraget|stödet|utdelningen)"
SV = Cues(
    closes=words(r"""
        sista (?:ansöknings|inlämnings|inskicknings)(?:dag|datum)(?:en|et)?
        sista (?:dag(?:en)?|datum(?:et)?|dagen) (?:för att|att|för) (?:ansök\w*|söka|lämna in|skicka in)(?: (?:er |din )?ansökan)?
        sista dag för inlämning
        ansökningstiden\w* (?:går|gick|slutar|löper) (?:ut|till)?
        (?:deadline|slutdatum|stängningsdatum)(?: för ansök\w+| (?:för )?att (?:söka|ansöka))?(?! (?:för|att))
        inlämningsdatum(?:et|en)?
        ansök(?:an|ningarna|ningar)? (?:\w+ ){0,6}?senast
        (?:ansök(?:an|ningar)|utlysning(?:en)?) stänger
        (?:söka|ansöka) (?:\w+ ){0,4}?(?:senast|fram till|till och med|t\.o\.m\.)
        (?:ansökan|ansökningar) tas emot (?:fram till|till och med|t\.o\.m\.)
        öppen (?:för ansök\w+ )?(?:fram till|till och med|t\.o\.m\.|till)
        """),
    ends=words(
        r"(?:stänger|stänga|stängs|stängde|stängd|senast|till och med|t\.o\.m\.|fram till)\b"
    ),
    opens=words(
        r"(?:öppnar|öppnas|öppnade|öppnats|öppna|öppningsdatum|startdatum för ansök\w+|ansökan öppen från)\b"
    ),
    period=words(
        r"(?:ansökningsperiod(?:en)?|ansökningstid(?:en)?|öppen|öppet|söka (?:\w+ ){0,3}?(?:mellan|från)|ansökan (?:kan göras|görs)|ansöka (?:\w+ ){0,3}?(?:mellan|från))\b"
    ),
    other=words(r"""
        beslut\w*|besked|meddelas|meddelande|informations?\w*|webbinari\w*|dialog\w*|\w*möte\w*|\w*träff(?:en|ar)?\b
        projektstart\w*|projektperiod\w*|projekttid\w*|starta\w*|startar|tidigast|påbörja\w*|pågå\w*|genomför\w*
        avsluta\w*|\w*rapport\w*|\w*redovis\w*|utbetal\w*|betalas|rekvi\w*|kostnad\w*
        publicera\w*|uppdatera\w*|ändring(?:ar)? skett|skett|anmäl\w*|inspel|synpunkter|frågor|komplett\w*|kompletter\w*|enkät\w*
        tidigare|ursprunglig\w*|gamla|förra|invigning\w*|kontor\w*|växeln|telefon\w*|semester\w*
        skriv till|bedöm\w*|gransk\w*|konferens\w*|seminari\w*|född\w*|fyll\w*|lag\b|förordning\w*|\w*avtal\w*|\w*intyg\w*|kontakta\w*|kontot?\b|skapa\w*|\d+ (?:dagar|veckor|månader) (?:efter|före|innan)|kungör\w*|lanser\w*
        """),
    call=words(rf"(?:{SV_CALL}|ansök\w*|söka|sökande|(?:idé)?skiss\w*)\b"),
    moved=words(r"(?:flytta\w*|förläng\w*|ändra\w*|senarelag\w*|senarelägg\w*|tidigarelag\w*)"),
    onwards=words(r"(?:därefter|sedan|följande|övriga|nästa|och därefter|för \w+ gäller)"),
    several=words(
        r"(?:inlämningsdatum|ansökningsdagar|(?:två|tre|fyra|fem|sex|flera) (?:gånger|omgångar|tillfällen)|omgång(?:ar|arna)|datumen)"
    ),
    next=words(r"nästa (?:inlämnings|ansöknings|stopp)\w*"),
    stage_1=words(r"(?:steg (?:ett|1)|första steget|fas 1|skiss\w*|idéskiss\w*|föranmäl\w*)"),
    stage_2=words(r"(?:steg (?:två|2)|andra steget|fas 2|fullständig\w* ansök\w*)"),
    rolling=words(
        r"""
        (?:söka|ansöka|ansökan|ansökningar|stödet|bidraget)\b[^.]{0,50}?(?:löpande|när som helst|året runt|hela året|året om)
        (?:löpande|när som helst)\b[^.]{0,30}?(?:söka|ansöka|ansökan|ansökningar)
        (?:ingen|inget|inga) (?:sista ansökningsdag\w*|sista dag|slutdatum|fasta? ansöknings\w*|deadline)
        """
    ),
    withdrawn=words(
        rf"""
        {SV_CALL}\s+(?:är|har|blev|blir)\s+(?:nu\s+|tyvärr\s+|därför\s+)*(?:återkalla[dts]\w*|återkallats|dragits tillbaka|inställ[dt]\w*|ställts in|avbruten|avbrutits|upphävd|upphävts|makulera\w*)
        (?:vi|\w+(?:en|et)) (?:återkallar|drar tillbaka|ställer in|avbryter) (?:denna |den här |hela )?(?:{SV_CALL})
        (?:återkallad|inställd|avbruten):? {SV_CALL}
        """
    ),
    paused=words(
        rf"""
        {SV_CALL}\s+(?:är|har)\s+(?:nu\s+|tillfälligt\s+|för närvarande\s+|tyvärr\s+)*(?:paus\w+|vilande|stoppa\w+)
        (?:pausa\w*|paus) under (?:20\d\d|våren|hösten|året)
        """
    ),
    closed=words(
        rf"(?:{SV_CALL} (?:är|har) (?:nu )?(?:stäng[dt]\w*|avsluta\w*)|(?:ansöknings)?(?:tiden|perioden) har (?:gått ut|löpt ut)|stängd\b)"
    ),
    perhaps=words(r"(?:kan|kunde|skulle|om|ifall|eventuellt|risk|brukar)\b"),
    planned=words(
        r"(?:planera\w* (?:utlysning\w*|öppna\w*|att öppna\w*|ansökningsomgång\w*)|utlysning(?:en|ar)? (?:är planerad\w*|planera\w*)|kommande utlysning\w*|(?:datum|ansökningsperiod) (?:\w+ )?(?:ej|inte) (?:bestämt|fastställt|beslutad\w*))"
    ),
    season=words(
        r"(?:(?:slutet av |början av |mitten av |tidig |sen )?(?:våren|vår|sommaren|hösten|höst|vintern|(?:första|andra|tredje|fjärde) kvartalet|kvartal [1-4]|årsskiftet|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+20\d\d(?:[/–-]\d{2,4})?)"
    ),
    starts=words(
        r"(?:öppna\w*|lyses ut|planera\w*|start- och slutdatum|ansökningsperiod\w*|utlysning\w*)"
    ),
)

NB_CALL = r"(?:utlysning(?:en|er|a)?|søknadsrunden?|ordningen|tilskuddet|tilskotet)"
NB = Cues(
    closes=words(r"""
        søknadsfrist(?:en|er|ene)?
        (?:siste )?frist(?:en)? (?:for å søke|for søknad\w*|er|for innsending)
        siste (?:dag|frist|søknadsdag)(?: for å søke| for søknad\w*)?
        (?:søk|søke|søknad(?:en|er)?) (?:\w+ ){0,6}?innen
        (?:utlysningen|søknaden|ordningen) (?:stenger|lukker|lukkes)
        åpen (?:for søk\w+ )?(?:frem til|fram til|til og med|til)
        """),
    ends=words(r"(?:stenger|stenges|stengt|lukkes|innen|senest|til og med|fram til|frem til)\b"),
    opens=words(r"(?:åpner|åpnes|åpnet|åpning)\b"),
    period=words(r"(?:søknadsperiode(?:n)?|åpen|åpent|søke (?:\w+ ){0,3}?(?:mellom|fra))\b"),
    other=words(r"""
        vedtak\w*|beslut\w*|svar\b|kunngjør\w*|\w*møte\w*|webinar\w*|informasjon\w*|oppstart\w*|prosjektstart\w*|starte\w*|tidligst
        avslutt\w*|rapport\w*|utbetal\w*|publiser\w*|oppdater\w*|påmeld\w*|meld\w*|innspill|spørsmål|tidligere|forrige|kontakt\w*|\d+ (?:dager|uker|måneder) (?:etter|før)|opprinnelig\w*|kontor\w*|seminar\w*|vare\b|gjennomfør\w*|lov\b|forskrift\w*
        """),
    call=words(rf"(?:{NB_CALL}|søk\w*)\b"),
    moved=words(r"(?:flytt\w*|forleng\w*|utsatt|utsett\w*|endr\w*)"),
    onwards=words(r"(?:deretter|dernest|neste|øvrige|påfølgende)"),
    several=words(
        r"(?:søknadsfristene|frister|(?:to|tre|fire|fem|seks|flere) (?:ganger|runder|omganger))"
    ),
    next=words(r"neste (?:søknads)?frist"),
    stage_1=words(r"(?:trinn (?:én|en|ett|1)|første trinn|steg 1|skisse\w*)"),
    stage_2=words(r"(?:trinn (?:to|2)|andre trinn|steg 2|fullstendig\w* søknad\w*)"),
    rolling=words(r"""
        (?:søke|søknad|søknader|søknadene|tilskuddet|ordningen)\b[^.]{0,50}?(?:løpende|når som helst|hele året|året rundt)
        (?:løpende|når som helst)\b[^.]{0,30}?(?:søke|søknad|søknader|søknadsfrist)
        ingen (?:søknadsfrist|frist)
        """),
    withdrawn=words(rf"""
        {NB_CALL}\s+(?:er|ble|blir|har blitt)\s+(?:nå\s+|dessverre\s+)*(?:trukket|avlyst|kansellert|tilbakekalt|innstilt)
        (?:avlyst|trukket):? {NB_CALL}
        """),
    paused=words(
        rf"{NB_CALL}\s+(?:er|har)\s+(?:nå\s+|midlertidig\s+)*(?:satt på pause|pauset|stanset|stoppet)"
    ),
    closed=words(
        rf"(?:{NB_CALL} er (?:nå )?(?:stengt|avsluttet|lukket)|fristen (?:er|har) (?:gått ut|utløpt))"
    ),
    perhaps=words(r"(?:kan|kunne|skulle|om|dersom|hvis|eventuelt)\b"),
    planned=words(
        r"(?:planlagt\w* utlysning\w*|utlysning(?:en)? (?:er planlagt|planlegges)|kommende utlysning\w*|dato(?:en)? er ikke (?:bestemt|fastsatt))"
    ),
    season=words(
        r"(?:(?:slutten av |begynnelsen av )?(?:våren|sommeren|høsten|vinteren|(?:første|andre|tredje|fjerde) kvartal|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s+20\d\d)"
    ),
    starts=words(r"(?:åpner|åpnes|åpne|lyses ut|planlegges|planlagt)\b"),
)

EN_CALL = r"(?:call(?: for (?:proposals|applications|projects))?|scheme|funding round|competition)"
EN = Cues(
    closes=words(r"""
        deadlines?\b(?! (?:for|to) (?!appl|submi|the|your|full|proj|prop))|closing date|cut-?off(?: date)?s?|call closes|applications? closes?
        apply (?:\w+ ){0,4}?(?:before|by|no later than|until)
        (?:submit(?:ted)?|hand(?:ed)? in|sent?|received?)\b[^.;]{0,60}?\b(?:by|before|no later than)
        applications? (?:must|should|are to|have to|can)\b[^.;]{0,60}?\b(?:by|before|until|no later than)
        last (?:day|date) (?:to apply|for applications?|for submission)
        open (?:for applications )?until
        due (?:by|on|date)
        """),
    ends=words(r"(?:closes|closing|closed on|until|no later than|before|by)\b"),
    opens=words(
        r"(?:opens?(?: for appl\w+)?(?: on)?|opening(?: date| of the call)?|opened|launch(?:ed|es)?)\b"
    ),
    period=words(
        r"(?:application period|submission period|open (?:from|between)|apply (?:from|between))\b"
    ),
    other=words(r"""
        decision\w*|results?\b|notif\w*|announc\w*|information|info ?(?:day|session)s?|sessions?\b|webinar\w*|meeting\w*|workshop\w*|consultation\w*
        projects? (?:may|must|can|should|shall)? ?(?:start|begin|end|run)\w*|start(?:s|ing|ed)?\b|kick-?off|earliest|no earlier than|reports?\b|payments?\b|publish\w*|updat\w*|regist\w*|questions?\b|evaluat\w*
        previous\w*|originally|formerly|old deadline|last (?:call|round|year)|\d+ (?:days|weeks|months) (?:after|before)|event\w*|expected|adopted|regulation\w*|draft\w*|office\w*|signed?\b|signature\w*|born|aged?\b|eligib\w*
        """),
    call=words(
        rf"(?:{EN_CALL}|applications?|applicants?|apply|applying|submissions?|proposals?)\b"
    ),
    moved=words(r"(?:moved|postponed|extended|changed|prolonged|brought forward)"),
    onwards=words(r"(?:thereafter|then|followed by|the next|subsequent)"),
    several=words(
        r"(?:deadlines|cut-?off dates|cut-?offs|(?:two|three|four|five|six) (?:times|rounds|deadlines|cut-?offs))"
    ),
    next=words(r"next (?:deadline|cut-?off|closing date)"),
    stage_1=words(
        r"(?:step (?:one|1)|first (?:stage|step)|stage (?:one|1)|concept notes?|idea form|outline proposals?|pre-?proposals?)"
    ),
    stage_2=words(
        r"(?:step (?:two|2)|second (?:stage|step)|stage (?:two|2)|full (?:application|proposal)s?)"
    ),
    rolling=words(r"""
        (?:apply|applications?|proposals?)\b[^.]{0,50}?(?:at any time|all year round|throughout the year|continuously|on a rolling basis)
        rolling (?:call|basis|deadline|applications?)
        no (?:fixed |set |application )?deadlines?\b
        """),
    withdrawn=words(rf"""
        {EN_CALL}\s+(?:is|has been|was)\s+(?:now\s+|hereby\s+)*(?:withdrawn|cancell?ed|revoked|terminated)
        (?:withdrawn|cancell?ed):? {EN_CALL}
        """),
    paused=words(
        rf"{EN_CALL}\s+(?:is|has been|was)\s+(?:now\s+|temporarily\s+|currently\s+)*(?:paused|suspended|on hold)"
    ),
    closed=words(rf"{EN_CALL} (?:is|has) (?:now )?closed"),
    perhaps=words(r"(?:may|might|can|could|would|if|should)\b"),
    planned=words(
        r"(?:planned calls?|call is planned|upcoming call|forthcoming call|(?:is|are) planned to open|dates? (?:is|are|to be) (?:not yet (?:set|decided|known)|confirmed|announced))"
    ),
    season=words(
        r"(?:(?:early |late |mid-)?(?:spring|summer|autumn|winter|(?:first|second|third|fourth) quarter of|Q[1-4]|January|February|March|April|May|June|July|August|September|October|November|December)\s+20\d\d)"
    ),
    starts=words(r"(?:opens?|open|be launched|launches|planned)\b"),
)

CUES = {"sv": SV, "nb": NB, "no": NB, "en": EN}
