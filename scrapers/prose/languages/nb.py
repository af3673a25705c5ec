# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Norwegian, Bokmål and the commonest of Nynorsk."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:(?:del)?utlysning(?:en|er|a|ane|s|ens)?|utlysing(?:a|en|ar)?|søknadsrunden?|søknadsomgang(?:en)?|runden?|ordningen?|tilskuddsordning(?:en|a)?|tilskudd(?:et)?|tilskot(?:et)?|stipend(?:et|ene)?|programmet|fondet|støtten)"
APPLICATION = r"(?:(?:prosjekt|hoved|tilskudds|støtte)?søknad(?:en|er|ene|ar|ane|sskjema\w*)?|(?:prosjekt|idé)?skisse(?:n|r|ne)?|forslag(?:et|ene)?|prosjektforslag\w*|interessemelding\w*)"
SUBMITTING = r"(?:søknads|innleverings|innsendings|innsendelses|innsende|skisse|utlysnings)"
UNTIL = r"(?:(?:helt )?(?:frem |fram )?til(?: og med)?|t\.?\s?o\.?\s?m\b\.?)"
DAY = r"(?:den )?\d{1,2}(?:\.?\s?(?:–|-|til)\s?\d|\.\d|\. (?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des))"
CUES = Cues(
    closes=words(rf"""
        søke(?: \w+){0, 3} helt (?:fram )?til
        søke(?: \w+){0, 3} helt (?:fram )?til
        (?:(?:ny|siste|neste|utsatt|forlenget|endelig|ordinær) )*{SUBMITTING}(?:frist|deadline|dato|dag)(?:en|a|er|ene|ane)?\b
        (?:siste |ny )?frist(?:en)? (?:for å søke|for å (?:sende|levere)(?: inn)? (?:en |din )?søknad\w*|for søknad\w*|for innsending|for innlevering)(?: av (?:\w+ )?søknad\w*)?
        frist(?:en)? for (?:å (?:sende|levere) )?(?:\w+ )?(?:søknad\w*|skisse\w*)
        siste (?:dag|frist|sjanse|mulighet|søknadsdag)(?: til| for)? (?:å søke|for å søke|for søknad\w*|å sende (?:inn )?søknad\w*)
        (?:utlysningen|utlysinga|{APPLICATION}|ordningen) (?:stenger|lukker|lukkes)
        søknadsperioden (?:er over|avsluttes|slutter|utløper|går ut)
        """),
    limits=words(r"""
        (?<!om )(?:(?:ny|neste|siste|utsatt|forlenget|absolutt|endelig) )*(?:frist|deadline|tidsfrist)(?:en|er|ene|s)?\b(?: er)?(?: går ut)?
        siste (?:dag|dato|sjanse|mulighet)(?:en)?\b
        (?:slutt|stenge)dato(?:en)?\b
        """),
    ends=words(
        rf"(?:innan|(?:stenger|stenges|stengt(?! fra)|stengte|lukker|lukkes|lukket|utløper|innen|senest|seinast|{UNTIL} (?=(?:og med )?(?:den |kl\w*\.? |\w+dag )?\d)|{UNTIL}\s*$|til og med|fram til|frem til|før(?= den \d| \d| kl)|nå (?=den \d|\d)|går ut|(?:forleng|utsatt|utsett|utvid|flytt)\w* (?:\w+ ){{0,4}}?til)\b)"
    ),
    opens=words(
        r"(?:åpner|åpnes|åpnet|åpna|åpne|åpning(?:en)?|åpningsdato(?:en)?|åpen for søknad(?:er)?(?! (?:til|fram|frem|fra))|åpent for søknad(?:er)?(?! (?:til|fram|frem|fra))|oppstart for søknad\w*|opnar|opna|(?:bli|blir|vert) utlyst|lyses ut|utlyses|første søknadsdag)\b"
    ),
    period=words(
        rf"(?:{APPLICATION}(?=\s*:\s*(?:den\s+)?\d{{1,2}}\.?(?:\s+\w+)?(?:\s+20\d\d)?\s*(?:–|-|til\b))|mellom(?= (?:den |the )?(?:\d|[A-Z][a-z]+ \d))|(?<!\w )i perioden|(?:første|andre|tredje|fjerde) (?:søknads)?(?:periode|runde|omgang)(?:n|en)?(?= er)|(?:søkes?|søkast) i perioden|(?:søkes?|søker) (?={DAY})|(?:søknads|utlysnings)(?:periode|vindu|runde|omgang)(?:n|en|et|r|ne)?(?: \d)?|åpen(?! dag| time)|åpent(?! møte| hus| webinar)|(?:ta|tar|tek) imot {APPLICATION} (?=fra|mellom|i perioden)|søkes? (?:(?!for\b|til\b)\w+ ){{0,3}}?(?:mellom|fra))\b"
    ),
    other=words(r"""
        invitasjon\w*
        intervju\w*
        vedtak\w*|beskjed\w*|tilbakemelding\w*|oppfordre\w*|anbefale\w*|\w*regnskap\w*|rekneskap\w*|\w*årsmelding\w*|årsmøte\w*|å endre|å akseptere|ring\b|ringe\b|om (?:forleng|endring)\w*|vedlikehold\w*|utilgjengelig\w*|nede for\b|stengt for\b|beslut\w*|svar(?!t)\w*|kunngjør\w*|\w*møte\w*|\w*webinar\w*|\w*informasjon\w*|\w*kurs(?:et|er|ene)?\b|\w*seminar\w*|\w*workshop\w*|\w*samling(?:en|a)?\b|\w*konferanse\w*|\w*opplæring\w*
        oppstart(?!s?\w*(?:midler|midlar|støtte))\w*|prosjektstart\w*|prosjektslutt\w*|prosjektperiode\w*|tilskuddsperiode\w*|starte\w*|tidligst\w*|avslutt\w*|ferdig\w*|ferdigstil\w*|fullfør\w*|gjennomfør\w*|pågå\w*|bruk(?:es?|t|ast)\b|benyttes|tilbakebetal\w*|betales|\w*rapport\w*|\w*utbetal\w*|gjelder (?:kostnader|perioden|fra)|støttebrev\w*|tilsagn\w*|tildel\w*
        publiser\w*|oppdater\w*|\w*påmeld\w*|påmelding\w*|\bmeld\w*|registrer\w* (?:deg|dere)|innspill|høring\w*|\w*spørsmål\w*|klage\w*|ettersend\w*|tidligere|forrige|kontakt\w*|(?:\d+|en|én|to|tre|fire|fem|seks|noen) (?:virke|arbeids)?(?:dag(?:er)?|uker?|måned(?:er)?) (?:etter|før)|opprinnelig\w*|i stedet for|istedenfor|i staden for|kontor\w*|vare\b|lov(?:en)?\b|\w*forskrift\w*|direktiv\w*|trådte|trer i kraft|i fjor\b
        kollega\w*|medarbeider\w*|refusjon\w*|lærling\w*|læreplass\w*|opptak\w*|studie(?:plass|r)\w*|stilling(?:en|er)?\b|jobb\w*|ansette\w*|nyhetsbrev\w*|rådgiv\w*|veiled\w*|medlem(?:mer|stall\w*|skap\w*)|avtale\w*|kontrakt\w*|faktura\w*|behandl\w*\b(?! \w+ ganger)|vurder\w*|(?:født|fyl(?:t|ler))\b|opprett\w*|bekreft\w*|attest\w*|partnersøk\w*|utkast\w*|registrert i (?:\w+registeret|Brønnøysund)|stift(?:et|a)\b|nominer\w*|\w*prisen\b
        """),
    applying=words(
        r"(?:\w*søknad(?!skurs|smøte|swebinar)\w*|søk\b|søke\w*|søkj\w*|\w*skisse\w*|\w*forslag\w*|interessemelding\w*|innsending\w*|innlever\w*)"
    ),
    call=words(
        rf"(?:{CALL}|\w*portalen|\w*systemet|skjemaet|utlys\w*|midl(?:er|ene)(?= (?:stenger|lukkes|lukker|kan)))\b"
    ),
    moved=words(
        r"(?:rett(?:es|et|a)\w*|korriger\w*|erstatt\w*|(?:flytt\w*|forleng\w*|utsatt|utsett\w*|utvid\w*|endr\w*|framskynd\w*))"
    ),
    onwards=words(r"(?:deretter|dernest|neste|øvrige|påfølgende)"),
    several=words(
        r"(?:søknadsfristene|fristene|\w*frister\b|\w*fristar\b|søknadsrunder|søknadsomganger|søknadsperioder|deadlines|(?:to|tre|fire|fem|seks|flere|\d) (?:\w+ )?(?:ganger|runder|omganger|frister|perioder|søknadsfrister))"
    ),
    numbered=words(
        r"(?:\d\. (?:halvår|kvartal)\w*|(?:(?:\w*runde|\w*omgang|\w*periode|\w*frist|utlysning) (?:\d|én|to|tre)\b|(?:første|andre|tredje|fjerde) (?:\w*runde|\w*omgang|\w*frist|\w*periode|utlysning)|(?:vår|høst|sommer|vinter)(?:en)?(?:runde\w*)?(?: 20\d\d)?\s*:))"
    ),
    next=words(
        r"(?:neste (?:søknads|innleverings|innsendings|skisse)?(?:frist|runde|omgang|periode|deadline)|for neste (?:søknads)?runde)"
    ),
    stage_1=words(
        r"(?:1\. (?:trinn|fase|steg)\w*|(?:trinn (?:én|en|ett|1)|første trinn|steg (?:1|én|en|ett)|fase (?:1|én|en)|første fase|\w*skisse\w*|interessemelding\w*|prekvalifisering\w*|forhåndssøknad\w*))"
    ),
    stage_2=words(
        r"(?:2\. (?:trinn|fase|steg)\w*|(?:trinn (?:to|2)|andre trinn|steg (?:2|to)|fase (?:2|to)|andre fase|(?:full|fullstendig|endelig|komplett)\w* (?:\w+ )?søknad\w*|hovedsøknad\w*))"
    ),
    rolling=words(r"""
        (?:søk|søke|søkes|søknad|søknader|søknadene|tilskuddet|ordningen)\b[^.]{0,50}?(?:løpende|fortløpende|når som helst|hele året|året rundt|kontinuerlig)
        (?:løpende|fortløpende|når som helst|hele året)\b[^.]{0,30}?(?:søke|søkes|søknad|søknader|søknadsfrist)
        (?:søknads)?frist(?:en)?\s*:?\s*(?:er )?(?:løpende|fortløpende|ingen)
        (?:ingen|ikke noen|uten|ikke) (?:fast\w* |bestemt\w* )?(?:søknadsfrist\w*|frist\w*)
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:er|ble|blir|har blitt)\s+(?:nå\s+|dessverre\s+|derfor\s+)*(?:trukket|avlyst|kansellert|tilbakekalt|innstilt|annullert)
        (?:vi|\w+(?:et|en)) (?:trekker|avlyser|kansellerer|tilbakekaller) (?:denne |hele )?{CALL}
        (?:avlyst|trukket):? {CALL}
        """),
    paused=words(rf"""
        {CALL}\s+(?:er|har)\s+(?:nå\s+|midlertidig\s+|foreløpig\s+|inntil videre\s+|dessverre\s+|for tiden\s+)*(?:satt på pause|pauset|stanset|stoppet|stilt i bero)
        (?:vi|\w+(?:et|en)) har (?:nå |midlertidig )?(?:satt|pauset|stanset) (?:denne )?{CALL}
        (?:tar|tek) (?:vi )?(?:for tiden |foreløpig |inntil videre |nå )?ikke imot (?:nye )?søknader (?:nå|for tiden|for øyeblikket|inntil videre|akkurat nå)
        (?:for tiden|inntil videre|for øyeblikket) tar (?:vi|\w+) ikke imot (?:nye )?søknader
        """),
    closed=words(
        rf"(?:{CALL}(?: for [^.,]{{2,40}}?)? er (?:nå |allerede )?(?:stengt|avsluttet|lukket)|søknadsfristen (?:er|har) (?:gått ut|utløpt|passert)|fristen (?:er|har) (?:gått ut|utløpt)|søknadsperioden er (?:over|avsluttet|utløpt)|tar ikke lenger imot (?:nye )?søknader|det er ikke lenger mulig å søke|stengt for søknader|^stengt (?=\d))"
    ),
    perhaps=words(r"(?:kan|kunne|skulle|om|dersom|hvis|eventuelt)\b"),
    planned=words(
        r"(?:planlagt\w* utlysning(?:en)?\b|utlysning(?:en)? (?:er planlagt|planlegges)|kommende utlysning(?:en)?\b|dato(?:en)? er ikke (?:bestemt|fastsatt))"
    ),
    season=words(
        r"(?:(?:begynnelsen|starten|slutten|midten) av 20\d\d|(?:slutten av |begynnelsen av |midten av )?(?:våren|sommeren|høsten|vinteren|(?:første|andre|tredje|fjerde) kvartal|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\s+20\d\d)"
    ),
    starts=words(
        r"(?:åpner|åpnes|åpne|opnar|lyses ut|neste utlysning|legges ut|kommer|planlegges|planlagt|forventes)\b"
    ),
)
