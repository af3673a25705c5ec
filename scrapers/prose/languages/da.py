# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Danish."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:pulje(?:n|r|rne)?|ansøgningsrunde(?:n|r)?|ansøgningspulje(?:n)?|opslag(?:et)?|indkaldelse(?:n)?|udbud(?:det)?|tilskudsordning(?:en)?|ordning(?:en)?)"
CUES = Cues(
    closes=words(r"""
        ansøgningsfrist(?:en|er|erne)?
        (?:sidste )?frist(?:en)? (?:for (?:at (?:ansøge|søge|indsende)(?: (?:en |din |jeres )?ansøgning\w*)?|ansøgning\w*|indsendelse(?: af ansøgning\w*)?)|er)
        der er frist
        tidsfrist(?:en|er)?
        frist(?=\s*:)
        deadline(?: for (?:at )?ansøg\w*)?(?! for)
        frist(?:en)? for (?:\w+ )?ansøgning\w*
        fristen er
        sidste (?:dag|frist|ansøgningsdag)(?: for (?:at (?:ansøge|søge)|ansøgning\w*))?
        (?:ansøg|ansøge|søg|søge|søges|ansøgning(?:en|er|erne)?) (?:\w+ ){0,6}?(?:senest|inden|indtil|frem til)
        (?:puljen|ansøgningsrunden|opslaget|ordningen) (?:lukker|lukkes)
        senest (?:den )?[^.]{0,25}skal (?:ansøgningen|ansøgninger)
        åben (?:for ansøgning\w* )?(?:frem til|indtil|til og med|til)
        interessetilkendegivelse\w* (?:\w+ ){0,4}?(?:senest|inden)
        """),
    ends=words(
        r"(?:lukker|lukkes|lukkede|lukket|inden|senest|indtil|til og med|t\.o\.m\.|frem til)\b"
    ),
    opens=words(r"(?:åbner|åbnes|åbnede|åbning\w*)\b"),
    period=words(
        r"(?:ansøgningsperiode(?:n)?|åben|åbent|ansøgning(?=\s*:\s*(?:den\s+)?\d{1,2}\.?(?:\s+\w+)?(?:\s+20\d\d)?\s*(?:–|-|till?\b))|søges? i perioden|(?:ansøgningsrunden|ansøgningsperioden) løber|modtager ansøgninger (?=fra|mellem)|søge (?:\w+ ){0,3}?(?:mellem|fra)|søges (?:\w+ ){0,3}?(?:mellem|fra))\b"
    ),
    other=words(r"""
        svar\b|ring\b|ringe\b|om (?:forlæng|ændring)\w*|vedligehold\w*|\w*portalen|systemet|afgørelse\w*|beslut\w*|tilsagn\w*|\w*møde\w*|webinar\w*|information\w*|projektstart\w*|projektperiode\w*|opstart\w*|starte\w*|tidligst
        afslut\w*|\w*rapport\w*|\w*regnskab\w*|\w*udbetal\w*|bekræfte\w*|vedrører\b|offentliggør\w*|opdater\w*|tilmeld\w*|spørgsmål|tidligere|forrige|seneste|kontakt\w*|\d+ (?:dage|uger|måneder) (?:efter|før)
        oprindelig\w*|kontor\w*|seminar\w*|gennemfør\w*|lov\b|bekendtgørelse\w*|ikrafttræd\w*|trådte|behandles|konference\w*|bedøm\w*|aftale\w*|oprette\w*|bilag\w*|partnersøg\w*
        """),
    call=words(rf"(?:{CALL}|ansøg\w*|søg(?:e|es|er)?)\b"),
    moved=words(r"(?:flytte\w*|forlænge\w*|udskudt|udskyde\w*|ændre\w*|rykke\w*)"),
    onwards=words(r"(?:derefter|dernæst|næste|øvrige|herefter|efterfølgende)"),
    several=words(
        r"(?:ansøgningsfristerne|ansøgningsfrister|frister|(?:to|tre|fire|fem|seks|flere) (?:gange|runder|årlige))"
    ),
    next=words(r"næste (?:ansøgnings)?frist\w*"),
    stage_1=words(
        r"(?:trin (?:én|en|et|1)|første (?:trin|fase|runde)|fase 1|skitse\w*|interessetilkendegivelse\w*|prækvalifikation\w*)"
    ),
    stage_2=words(
        r"(?:trin (?:to|2)|(?:andet|anden) (?:trin|fase|runde)|fase 2|(?:fuld|endelig|fuldstændig)\w* ansøgning\w*)"
    ),
    rolling=words(r"""
        (?:søg(?:e|es)?|ansøg\w*|puljen|ordningen)\b[^.]{0,50}?(?:løbende|når som helst|hele året|året rundt)
        (?:løbende|når som helst)\b[^.]{0,30}?(?:søge|søges|ansøg\w*)
        (?:ingen|ikke nogen) (?:faste? )?(?:ansøgningsfrist\w*|frist\w*)
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:er|blev|bliver|er blevet)\s+(?:nu\s+|desværre\s+|derfor\s+)*(?:annulleret|aflyst|trukket tilbage|tilbagekaldt|tilbagetrukket|ophævet)
        (?:aflyst|annulleret):? {CALL}
        """),
    paused=words(
        rf"{CALL}\s+(?:er|har)\s+(?:nu\s+|midlertidigt\s+|i øjeblikket\s+)*(?:sat på pause|sat i bero|stillet i bero|pauset|suspenderet|stoppet)"
    ),
    closed=words(
        rf"(?:{CALL} er (?:nu )?(?:lukket|afsluttet)|(?:ansøgnings)?fristen (?:er|har) (?:udløbet|overskredet))"
    ),
    perhaps=words(r"(?:kan|kunne|skulle|om|hvis|såfremt|eventuelt)\b"),
    planned=words(
        r"(?:planlagt\w* (?:pulje|opslag|ansøgningsrunde)\b|(?:puljen|ansøgningsrunden|opslaget) (?:er planlagt|planlægges|forventes (?:at åbne|åbnet|opslået))|kommende (?:pulje|opslag|ansøgningsrunde)\b|dato(?:en)? er (?:endnu )?ikke (?:fastsat|fastlagt|bestemt))"
    ),
    season=words(
        r"(?:(?:slutningen af |begyndelsen af |midten af |medio |ultimo |primo )?(?:foråret|sommeren|efteråret|vinteren|(?:første|andet|tredje|fjerde) kvartal|(?:[1-4])\. kvartal|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s+20\d\d)"
    ),
    starts=words(r"(?:åbner|åbnes|åbne|opslås|udmeldes|planlægges|planlagt|forventes)\b"),
)
