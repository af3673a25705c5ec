# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Danish."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:\w*pulje(?:n|r|rne|ns)?|ansøgningsrunde(?:n|r)?|ansøgningspulje(?:n)?|runde(?:n)?|opslag(?:et|ets)?|indkaldelse(?:n)?|udbud(?:det)?|tilskudsordning(?:en)?|ordning(?:en)?|tilskud(?:det)?|støtteordning(?:en)?|program(?:met)?|fonden|legat(?:et)?)"
APPLICATION = r"(?:(?:projekt|hoved|tilskuds|støtte)?ansøgning(?:en|er|erne|sskema\w*|smateriale\w*)?|(?:projekt|idé)?skitse(?:n|r|rne)?|projektforslag\w*|forslag(?:et|ene)?|interessetilkendegivelse\w*)"
SUBMITTING = r"(?:ansøgnings|indsendelses|indleverings|afleverings|indsende)"
UNTIL = r"(?:(?:helt )?(?:frem |fremme )?(?:indtil|til)(?: og med)?|t\.?\s?o\.?\s?m\b\.?)"
DAY = r"(?:den )?\d{1,2}(?:\.?\s?(?:–|-|til)\s?\d|\.\d|\. (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
CUES = Cues(
    closes=words(rf"""
        søge(?: \w+){0, 3} helt (?:frem )?til
        søge(?: \w+){0, 3} helt (?:frem )?til
        (?:(?:ny|sidste|næste|udskudt|forlænget|endelig) )*{SUBMITTING}(?:frist|deadline|dato|dag)(?:en|er|erne)?\b
        (?:(?:sidste|ny) )?frist(?:en)? (?:for (?:at (?:ansøge|søge|indsende|sende)(?: (?:en |din |jeres )?ansøgning\w*)?|(?:\w+ )?ansøgning\w*|indsendelse(?: af (?:\w+ )?ansøgning\w*)?))
        der er (?:ansøgnings)?frist
        deadline for (?:at )?(?:\w+ )?ansøg\w*
        sidste (?:dag|frist|chance|mulighed|ansøgningsdag)(?:en)?(?: for (?:at (?:ansøge|søge|indsende)|ansøgning\w*))
        (?:\w*puljen|ansøgningsrunden|opslaget|ordningen|{APPLICATION}) (?:lukker|lukkes)
        (?:vi )?lukker for ansøgning\w*
        senest (?:den )?[^.]{{0,25}}skal (?:ansøgningen|ansøgninger)
        ansøgningsperioden (?:udløber|slutter|lukker|ophører|afsluttes)
        """),
    limits=words(r"""
        (?<!om )(?:(?:ny|nye|næste|sidste|udskudt|forlænget|endelig|absolut) )*(?:tids)?(?:frist|deadline)(?:en|er|erne|s)?\b(?: er)?
        sidste (?:dag|dato|chance|mulighed)(?:en)?\b
        (?:slut|lukke)dato(?:en)?\b
        """),
    ends=words(
        rf"(?:lukker|lukkes|lukkede|lukket(?! fra)|slutter|udløber|inden|senest|{UNTIL} (?=(?:og med )?(?:den |d\. |kl\w*\.? |\w+dag )?\d)|{UNTIL}\s*$|indtil|til og med|t\.o\.m\.|frem til|før(?= den \d| \d| kl)|nu (?=den \d|\d)|(?:forlæng|udskudt|udskyd|flytt|rykk|udvid)\w* (?:\w+ ){{0,4}}?til)\b"
    ),
    opens=words(
        r"(?:åbner|åbnes|åbnede|åbnet|åbne|åbning(?:en)?|åbningsdato(?:en)?|åben for ansøgning(?:er)? fra|åbent for ansøgning(?:er)? fra|første ansøgningsdag|ansøgningsstart)\b"
    ),
    period=words(
        rf"(?:(?:ansøgnings|indsendelses)(?:periode|vindue|runde)(?:n|t|r|rne)?(?: \d)?|åben(?!t hus)|åbent(?! hus| møde)|{APPLICATION}(?=\s*:\s*(?:den\s+)?\d{{1,2}}\.?(?:\s+\w+)?(?:\s+20\d\d)?\s*(?:–|-|til\b))|mellem(?= (?:den |the )?(?:\d|[A-Z][a-z]+ \d))|(?<!\w )i perioden|(?:første|anden|andet|tredje|fjerde) (?:ansøgnings)?(?:periode|runde)(?:n)?(?= er)|søges? i perioden|(?:søges?|søger) (?={DAY})|(?:ansøgningsrunden|ansøgningsperioden|runden) løber|modtager {APPLICATION} (?=fra|mellem|i)|{APPLICATION} modtages (?=fra|mellem|i perioden)|søges? (?:(?!for\b|til\b)\w+ ){{0,3}}?(?:mellem|fra)|ansøge (?:(?!for\b|til\b)\w+ ){{0,3}}?(?:mellem|fra))\b"
    ),
    other=words(r"""
        invitation(?:er|en)?\b
        jobsamtale\w*|samtalerne\b|interview\w*
        besked\w*|tilbagemelding\w*|\w*svar(?:tid\w*|et)?\b|anbefale\w*|opfordre\w*|at ændre|ændret|ring\b|ringe\b|om (?:forlæng|ændring)\w*|vedligehold\w*|utilgængelig\w*|lukket (?:for|på grund)(?! ansøg)|nede\b|\w*afgørelse\w*|beslut\w*|tilsagn\w*|\w*møde\w*|\w*webinar\w*|\w*information\w*|\w*kursus\w*|\w*kurser\w*|\w*workshop\w*|\w*seminar\w*|\w*konference\w*|\w*temadag\w*|\w*vejledning(?!en\b)\w*
        projektstart\w*|projektslut\w*|projektperiode\w*|tilskudsperiode\w*|støtteperiode\w*|opstart\w*|starte\w*|begynde\w*|tidligst\w*|afslut\w*|færdig\w*|gennemfør\w*|forbrug\w*|brug(?:es|t)\b|anvend\w*|\w*rapport\w*|\w*regnskab\w*|\w*udbetal\w*|tilbagebetal\w*|bekræfte\w*|vedrører\b|udmønt\w*|budgetår\w*|kalenderår\w*
        offentliggør\w*|opdater\w*|\w*tilmeld\w*|\w*spørgsmål\w*|tidligere|forrige|seneste|kontakt\w*|(?:\d+|en|to|tre|fire|fem|seks|nogle) (?:hver|arbejds)?(?:dage?|uger?|måned(?:er)?) (?:efter|før)|oprindelig\w*|i stedet for|kontor\w*|telefon\w*|lov(?:en|forslag\w*)?\b|bekendtgørelse\w*|direktiv\w*|ikrafttræd\w*|trådte|træder i kraft|høring\w*|behandl\w*\b(?! \w+ gange)|bedøm\w*|vurder\w*|\w*aftale\w*|kontrakt\w*|oprette\w*|bilag\w*|partnersøg\w*|klage\w*|eftersend\w*|sidste år\b
        kollega\w*|medarbejder\w*|refusion\w*|lærling\w*|praktikplads\w*|optagel\w*|uddannelse(?:n|r)?\b|stilling(?:en|er)?\b|job(?:bet|s)?\b|ansættel\w*|nyhedsbrev\w*|rådgiv\w*|medlem(?:mer|stal\w*|skab\w*)|faktura\w*|født\b|fyld(?:t|er)\b|cvr\S*|registrere(?:t|r|s)?\b|eksisteret|stiftet|vedtaget|udkast\w*|nominer\w*|\w*prisen\b|underskr\w*|igangsat|påbegynd\w*
        """),
    applying=words(
        r"(?:\w*ansøg(?!ningskurs|ningsmøde)\w*|søg(?:e|es|er|te)?\b|\w*skitse\w*|\w*forslag\w*|interessetilkendegivelse\w*|indsend(?:else|es)\w*)"
    ),
    call=words(rf"(?:{CALL}|\w*portalen|\w*systemet|skemaet)\b"),
    moved=words(
        r"(?:rette\w*|korriger\w*|erstatt\w*|flytte\w*|forlænge\w*|udskudt|udskyde\w*|ændre\w*|rykke\w*|udvide\w*|fremrykke\w*)"
    ),
    onwards=words(r"(?:derefter|dernæst|næste|øvrige|herefter|efterfølgende)"),
    several=words(
        r"(?:\w*fristerne|\w*frister\b|\w*deadlines|ansøgningsrunder(?:ne)?|ansøgningsperioder(?:ne)?|(?:to|tre|fire|fem|seks|flere|\d) (?:\w+ )?(?:gange|runder|årlige|frister|ansøgningsfrister|perioder))"
    ),
    numbered=words(
        r"(?:\d\. (?:halvår|kvartal)\w*|(?:(?:\w*runde|\w*periode|\w*frist|opslag|pulje) (?:\d|én|to|tre)\b|(?:første|anden|andet|tredje|fjerde) (?:\w*runde|\w*frist|\w*periode)|\d\. (?:\w*runde|\w*frist|\w*periode)|(?:forår|efterår|sommer|vinter)(?:et|en)?(?: 20\d\d)?\s*:))"
    ),
    next=words(r"næste (?:ansøgnings|indsendelses)?(?:frist\w*|runde|deadline|periode)"),
    stage_1=words(
        r"(?:1\. (?:trin|fase)\w*|(?:trin (?:én|en|et|1)|første (?:trin|fase)|fase (?:1|én|en)|\w*skitse\w*|interessetilkendegivelse\w*|prækvalifikation\w*|forhåndsansøgning\w*))"
    ),
    stage_2=words(
        r"(?:2\. (?:trin|fase)\w*|(?:trin (?:to|2)|(?:andet|anden) (?:trin|fase)|fase (?:2|to)|(?:fuld|endelig|fuldstændig|komplet)\w* (?:\w+ )?ansøgning\w*|hovedansøgning\w*))"
    ),
    rolling=words(r"""
        (?:søg(?:e|es)?|ansøg\w*|puljen|ordningen)\b[^.]{0,50}?(?:løbende|når som helst|hele året|året rundt|kontinuerligt)
        (?:løbende|når som helst|hele året)\b[^.]{0,30}?(?:søge|søges|ansøg\w*)
        (?:ansøgnings)?frist(?:en)?\s*:?\s*(?:er )?(?:løbende|ingen)
        (?:ingen|ikke nogen|uden|ikke en) (?:faste? |bestemt\w* )?(?:ansøgningsfrist\w*|frist\w*)
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:er|blev|bliver|er blevet)\s+(?:nu\s+|desværre\s+|derfor\s+)*(?:annulleret|aflyst|trukket tilbage|tilbagekaldt|tilbagetrukket|ophævet)
        (?:vi|\w+(?:en|et)) (?:annullerer|aflyser|trækker|tilbagekalder) (?:denne |hele )?{CALL}
        (?:aflyst|annulleret):? {CALL}
        """),
    paused=words(rf"""
        {CALL}\s+(?:er|har)\s+(?:nu\s+|midlertidigt\s+|i øjeblikket\s+|foreløbig\s+|indtil videre\s+|desværre\s+)*(?:sat på pause|sat i bero|stillet i bero|pauset|suspenderet|stoppet)
        (?:vi|\w+(?:en|et)) har (?:nu |midlertidigt )?(?:sat|pauset|suspenderet) (?:denne )?{CALL}
        (?:i øjeblikket|indtil videre|for tiden|for øjeblikket) (?:modtager|tager) (?:vi|\w+) ikke (?:nye )?(?:imod )?(?:nye )?ansøgninger
        (?:modtager|tager) (?:i øjeblikket |indtil videre |for tiden )?ikke (?:imod )?(?:nye )?ansøgninger (?:i øjeblikket|indtil videre|for tiden|lige nu|for øjeblikket)
        """),
    closed=words(
        rf"(?:{CALL}(?: for [^.,]{{2,40}}?)? er (?:nu |allerede )?(?:lukket|afsluttet)|(?:ansøgnings)?fristen (?:er|har) (?:udløbet|overskredet|passeret)|ansøgningsperioden er (?:slut|udløbet|afsluttet|ovre)|(?:modtager|tager) ikke længere (?:imod )?ansøgninger|det er ikke længere muligt at (?:søge|ansøge)|lukket for ansøgninger|^lukket (?=(?:den )?\d))"
    ),
    perhaps=words(r"(?:kan|kunne|skulle|om|hvis|såfremt|eventuelt)\b"),
    planned=words(
        r"(?:planlagt\w* (?:pulje|opslag|ansøgningsrunde)\b|(?:puljen|ansøgningsrunden|opslaget) (?:er planlagt|planlægges|forventes (?:at åbne|åbnet|opslået))|kommende (?:pulje|opslag|ansøgningsrunde)\b|dato(?:en)? er (?:endnu )?ikke (?:fastsat|fastlagt|bestemt))"
    ),
    season=words(
        r"(?:(?:begyndelsen|starten|slutningen|midten) af 20\d\d|(?:slutningen af |begyndelsen af |midten af |medio |ultimo |primo )?(?:foråret|sommeren|efteråret|vinteren|(?:første|andet|tredje|fjerde) kvartal|(?:[1-4])\. kvartal|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s+20\d\d)"
    ),
    starts=words(r"(?:åbner|åbnes|åbne|opslås|udmeldes|planlægges|planlagt|forventes|kommer)\b"),
)
