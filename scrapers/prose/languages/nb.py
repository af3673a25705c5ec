# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Norwegian."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:utlysning(?:en|er|a)?|søknadsrunden?|ordningen|tilskuddet|tilskotet)"
CUES = Cues(
    closes=words(r"""
        søknadsfrist(?:en|er|ene)?
        (?:siste )?frist(?:en)? (?:for å søke|for å (?:sende|levere)(?: inn)? søknad\w*|for søknad\w*|er|for innsending)
        frist(?:en)? for (?:å (?:sende|levere) )?(?:\w+ )?(?:søknad\w*|skisse\w*)
        deadline(?! for)
        frist(?:en)? for (?:innlevering|innsending)(?: av søknad\w*)?
        fristen går ut
        (?:neste|siste) frist
        har frist
        (?:skisse|innleverings)frist(?:en)?
        siste (?:dag|frist|søknadsdag)(?: for å søke| for søknad\w*)?
        (?:søk|søke|søknad(?:en|er)?) (?:\w+ ){0,6}?innen
        (?:utlysningen|søknaden|ordningen) (?:stenger|lukker|lukkes)
        åpen (?:for søk\w+ )?(?:frem til|fram til|til og med|til)
        """),
    ends=words(
        r"(?:stenger|stenges|stengt|lukker|lukkes|innen|senest|til og med|fram til|frem til)\b"
    ),
    opens=words(r"(?:åpner|åpnes|åpnet|åpning)\b"),
    period=words(
        r"(?:søknad(?=\s*:\s*(?:den\s+)?\d{1,2}\.?(?:\s+\w+)?(?:\s+20\d\d)?\s*(?:–|-|till?\b))|søkes? i perioden|søknadsperiode(?:n)?|åpen|åpent|(?:ta|tar|tek) imot søknader (?=fra|mellom|i perioden)|søke (?:\w+ ){0,3}?(?:mellom|fra))\b"
    ),
    other=words(r"""
        vedtak\w*|ring\b|ringe\b|om (?:forleng|endring)\w*|vedlikehold\w*|\w*portalen|systemet|beslut\w*|svar\b|kunngjør\w*|\w*møte\w*|webinar\w*|informasjon\w*|oppstart\w*|prosjektstart\w*|starte\w*|tidligst
        avslutt\w*|rapport\w*|\w*utbetal\w*|gjelder (?:kostnader|perioden)|støttebrev\w*|publiser\w*|oppdater\w*|påmeld\w*|meld\w*|innspill|spørsmål|tidligere|forrige|kontakt\w*|\d+ (?:dager|uker|måneder) (?:etter|før)|opprinnelig\w*|kontor\w*|seminar\w*|vare\b|gjennomfør\w*|lov\b|forskrift\w*
        """),
    call=words(rf"(?:{CALL}|søk\w*)\b"),
    moved=words(r"(?:flytt\w*|forleng\w*|utsatt|utsett\w*|endr\w*)"),
    onwards=words(r"(?:deretter|dernest|neste|øvrige|påfølgende)"),
    several=words(
        r"(?:søknadsfristene|frister|(?:to|tre|fire|fem|seks|flere) (?:ganger|runder|omganger))"
    ),
    next=words(r"(?:neste (?:søknads)?frist|for neste (?:søknads)?runde)"),
    stage_1=words(r"(?:trinn (?:én|en|ett|1)|første trinn|steg 1|skisse\w*)"),
    stage_2=words(r"(?:trinn (?:to|2)|andre trinn|steg 2|fullstendig\w* søknad\w*)"),
    rolling=words(r"""
        (?:søke|søknad|søknader|søknadene|tilskuddet|ordningen)\b[^.]{0,50}?(?:løpende|når som helst|hele året|året rundt)
        (?:løpende|når som helst)\b[^.]{0,30}?(?:søke|søknad|søknader|søknadsfrist)
        ingen (?:søknadsfrist|frist)
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:er|ble|blir|har blitt)\s+(?:nå\s+|dessverre\s+)*(?:trukket|avlyst|kansellert|tilbakekalt|innstilt)
        (?:avlyst|trukket):? {CALL}
        """),
    paused=words(
        rf"{CALL}\s+(?:er|har)\s+(?:nå\s+|midlertidig\s+)*(?:satt på pause|pauset|stanset|stoppet)"
    ),
    closed=words(
        rf"(?:{CALL} er (?:nå )?(?:stengt|avsluttet|lukket)|fristen (?:er|har) (?:gått ut|utløpt))"
    ),
    perhaps=words(r"(?:kan|kunne|skulle|om|dersom|hvis|eventuelt)\b"),
    planned=words(
        r"(?:planlagt\w* utlysning(?:en)?\b|utlysning(?:en)? (?:er planlagt|planlegges)|kommende utlysning(?:en)?\b|dato(?:en)? er ikke (?:bestemt|fastsatt))"
    ),
    season=words(
        r"(?:(?:slutten av |begynnelsen av )?(?:våren|sommeren|høsten|vinteren|(?:første|andre|tredje|fjerde) kvartal|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s+20\d\d)"
    ),
    starts=words(r"(?:åpner|åpnes|åpne|lyses ut|legges ut|kommer|planlegges|planlagt)\b"),
)
