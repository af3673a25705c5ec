# ruff: noqa: E501 (a pattern is read as one line)
"""The small words that hold a sentence together, of all five languages: none is another's big one."""

import re

# What parts a sentence, so that a new subject may follow; a colon parts a label from its value.
SPLITS = re.compile(
    r"[,;:(|]|\b(?:och|og|and|ja|men|mutta|but|samt|while|medan|mens)\b", re.IGNORECASE
)
SUBORDINATE = re.compile(
    r"^[,(]?\s*(?:om|ifall|innan|for at|så att|if|before|so that|hvis|før|inden|dersom|jos|ennen|jotta)\b",
    re.IGNORECASE,
)
# Hur länge har vi på oss att söka? När ska jag söka? What is answered is when applying ends.
HOW_LONG = re.compile(
    r"(?:hur länge|hvor (?:lenge|længe)|how long|kuinka kauan|(?:senast )?när|når|hvornår|milloin|(?:by )?when)\b.*\?",
    re.IGNORECASE,
)
# Den stänger redan den 22 januari: what it is was said just before.
PRONOUN = re.compile(
    r"(?:den|det|de|it|they|this|se|sen|ne|vi (?:behöver|vill|måste) (?:ha|få) den|inför|we need it|we must (?:have|receive) it|hele|den (?:skal|må))\b",
    re.IGNORECASE,
)
# Contact us by 1 March if you want to apply.
ASKED = re.compile(
    r"\b(?:om|ifall|innan|för att|if|before|so that|in order|hvis|før|inden|for at|dersom|jos|ennen|jotta|som|who|which|that|der|jotka)\b",
    re.IGNORECASE,
)
# What Finnish says after the day, and others now and then: 30.3.2027 asti.
AFTERWARDS = re.compile(r"\W*(?:mennessä|saakka|asti|at the latest)\b", re.IGNORECASE)
# A programme ends, too; only a round of applying is closed when it does.
RUNS_OUT = re.compile(
    r"slut|går|gick|gik|løp|löp|udløb|utløp|utgår|upphör|loppu|end|avslut|afslut|avslutt",
    re.IGNORECASE,
)
ROUNDS = re.compile(
    r"\w*(?:utlys|omgång|runde|runda|pulje|opslag|indkaldelse|haku|hau[nt]|kierro|\bcalls?\b|\bround|competition|jakso)",
    re.IGNORECASE,
)
# The applicant must have moved there by 1 March; who wants to apply must be a member by then.
PERSON = re.compile(
    r"sökande|medsökande|søkere?n?e?\b|søkarar|ansøgere?n?e?\b|hakijo?\w*|hakija\w*|applicants?",
    re.IGNORECASE,
)
WISHES = re.compile(
    r"\b(?:vill|önskar|planerar|tänker|avser att|ønsker(?: å| at)?|vil|planlegger å|wish(?:es)? to|want(?:s)? to|intend(?:s)? to|plan(?:s)? to|haluaa|haluavat|aikoo|aikovat|den som|de som|som|who|those who|der|joka|jotka)\s+$",
    re.IGNORECASE,
)
SHUTS = re.compile(
    r"stän|sten|luk|päät|sulk|sulj|umpe|clos|nu\b|nå\b|nyt\b|(?:is )?now\b|förläng|forleng|forlæng|utsatt|utsett|udskudt|udskyd|extended|postponed|moved|prolonged|pushed|flytt|senarel|skjut|utvid|udvid|rykk",
    re.IGNORECASE,
)
# The portal closes for maintenance, or opens again: that is not the call that opens and closes.
MAINTENANCE = re.compile(
    r"(?:portal|system|e-tjänst|formulär|skjema|skema|lomake|palvelu|asiointi|mina sidor)\w*\b.*\b(?:igen|igjen|åter|på nytt|again|re-?opens?|uudelleen|(?:är|er|is|on|vara|være|be) (?:av)?(?:stängd|stängt|stengt|lukket|closed|suljettu|nede))\b|"
    r"underhåll|vedlikehold|vedligehold|maintenance|huolto|uppgrader|oppgrader|opgrader|upgrad|driftstopp|driftsstans|käyttökatko|out of service",
    re.IGNORECASE,
)
INFO = re.compile(r"\w*info", re.IGNORECASE)
FOR = re.compile(r"\b(?:för|for)\b", re.IGNORECASE)
BETWEEN = re.compile(r"mellan|mellom|mellem|between", re.IGNORECASE)
SUBMITS = re.compile(
    r"skicka|framme|i hænde|i hende|till handa|mejl|mailes|welcome|behöver ha|behöver vi ha|lämn|sänd|inkom|kommit in|kommet ind|kommet inn|\binne\b|tillhanda|ladda upp|\bsend|\blever|indsend|aflever|innlever|innsend|modtag|mottatt|submit|hand(?:ed)? in|upload|receiv|reach us|toimit|jätet|jättä|lähet|palaut|perillä|saapu",
    re.IGNORECASE,
)
# Applications that were sent by 15 January are decided in March: likely the day, and not said.
RELATIVE = re.compile(
    r"^,?\s+(?:som|der|which|that|who|whose|jotka|joka|jonka|sendt|sent|inkomna|inkommit|modtaget|mottatt|received|submitted)\b",
    re.IGNORECASE,
)
# Ansøgninger, der ønskes behandlet på mødet, skal være fonden i hænde senest: they are the subject.
WHICH_MUST = re.compile(
    r"\w+,?\s+(?:som|der|which|that|jotka)\b.{3,90}?\b(?P<must>ska|skall|skal|må|måste|must|should|tulee|pitää)\b[^,;:]{0,40}(?:skicka|lämn|sänd|inkom|\binne\b|tillhanda|i hænde|i hende|sende|indsend|innsend|lever|modtage|mottatt|submit|receiv|toimit|lähet|jättää)",
    re.IGNORECASE,
)
# Ansökningar till utlysningen som inkommit senast: some of them are spoken of, though further off.
THOSE = re.compile(
    r"\b(?:som|der|which|that|whose|jotka)\s+(?:\w+\s+){0,2}?(?:inkom|kom|skicka|lämna|sänd|har\b|är\b|er\b|ble|blir|were|are|have|was|mottat|modtag|indsend|innsend|saapu|jätet|toimitet)",
    re.IGNORECASE,
)
# The annex to the application is another thing than the application.
PART_OF = re.compile(
    r"\b(?:till|av|i|to|of|til|af)\s+(?:\w+\s+)?(?=(?:\w*ansökning|\w*ansökan|applications?\b|proposals?\b|\w*søknad|\w*ansøgning)\w*$)",
    re.IGNORECASE,
)
WERE = re.compile(r"\b(?:were|was|have been|had been)\s+(?:\w+\s+)?\w+\s*$", re.IGNORECASE)
APPLIED = re.compile(
    r"(?:an)?sökt\b|søkt\b|(?:an)?søgt\b|applied\b|hakenu\w*|haettu\b", re.IGNORECASE
)
CAME = re.compile(
    r"\b(?:inkomna|mottatte|innkomne|modtagne|indkomne|received|submitted|saapuneet|jätetyt)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
ASIDE = re.compile(r",\s*(?:som|der|which|who|joka|jotka)\b[^,]*,", re.IGNORECASE)
# What goes with the application, and the place it is sent through, is not what is spoken of.
WITH = re.compile(
    r"\b(?:med|inklusive|inkl\.?|jämte|with|including|incl\.?|sammen med|together with|tillsammans med|enligt|according to|ifølge|i henhold til)\s+(?:\S+\s+){0,2}$",
    re.IGNORECASE,
)
# A project is ended, too, and so is a round of applying.
ENDED = re.compile(r"\ba[vf]slut\w*", re.IGNORECASE)
QUALIFIED = re.compile(
    r"\s+(?:(?:för|for|to|till?|at|att|å|of|av|af)\b|(?:på|i|in|on|ved|vid)\s+(?!den\b|the\b)[^\W\d]{3})",
    re.IGNORECASE,
)
TOO_LATE = re.compile(
    r"\b(?:efter|etter|after) (?:den |the )?\d.*(?:behand|beakta|consider|accept)"
    r"|\bjälkeen\b.*käsitel",
    re.IGNORECASE,
)
# Strictly, what must come before the first of June must come in May.
BEFORE = re.compile(
    r"\b(?:before|prior to|före|innan|før|ennen)\s+(?:\w+(?:dag|day)(?:en)?,?\s+)?(?:(?:den|d\.|the)\s+)?$",
    re.IGNORECASE,
)
# Ansökningsomgången 18 till 29 september 2023 gav 40 projekt: what came of it is told, and no date.
GAVE = re.compile(
    r"\W*(?:gav|fick|resulterade|ga|fikk|resulterte|fik|resulterede|gave|received|attracted|resulted|drew|antoi|sai|tuotti)\b",
    re.IGNORECASE,
)
# The portal closes at 15:00.
PORTAL = re.compile(
    r"portal|\bsystem|e-tjänst|formulär|skjema|skema|lomake|asioin|\bform\b|järjestelm",
    re.IGNORECASE,
)
IF = re.compile(
    r"(?:om|ifall|eventuellt|if|should|dersom|hvis|såfremt|eventuelt|jos|mikäli)\b", re.IGNORECASE
)
# Stänger den 15 mars, inte fredagen den 12 mars.
NOT_THEN = re.compile(
    r"(?:\b(?:inte|ej|ikke|ikkje|not|eikä|rather than|instead of|i ?stället för|i stedet for)\s+(?:on\s+|the\s+)?(?:\w+(?:dag|day)(?:en)?,?\s+)?(?:(?:den|the)\s+)?|\((?:var|was|tidigare|tidligere|previously|aiemmin)\s+(?:den\s+)?)$",
    re.IGNORECASE,
)
REPLACED = re.compile(
    r"\b(?:ersatts? av|ersätts av|ersatt med|erstatt\w* (?:a[vf]|med)|replaced (?:by|with)|:st[äa])\b",
    re.IGNORECASE,
)
# Haku ei pääty 1.2.2027 vaan 8.2.2027: only after a "not" is the second day the one.
NOT = re.compile(r"\b(?:inte|ej|ikke|ikkje|not|ei)\b", re.IGNORECASE)
BUT = re.compile(r"\b(?:utan|men|but|vaan)\b", re.IGNORECASE)
# Klokkeslæt / 12.00: an hour under a label of its own is that of the day above.
CLOCK_LABEL = re.compile(
    r"(?:klo(?:kk(?:an|a|en|eslæt|eslett))?|klockslag|kellonaika|time|tidspunkt|tid)", re.IGNORECASE
)
SHORTEST_CLOCK = 12
ONLY_HOUR = re.compile(r"(?:kl\w*\.?\s*)?\d{1,2}[.:]\d\d", re.IGNORECASE)
TOO_LATE_HOUR = re.compile(
    r"\b(?:efter|etter|after)\s+(?:kl\w*\.?\s*)?\d{1,2}(?:[.:]\d\d)?\b.{0,60}(?:behand|vurder|beakta|consider|accept|avvis|reject)"
    r"|\bklo\s*\d{1,2}(?:[.:]\d\d)? jälkeen\b",
    re.IGNORECASE,
)
VACANCY = re.compile(
    r"\blediga? (?:jobb|tjänst\w*)|\btjänsten är\b|\bför tjänsten\b|\bledig stilling|\bstillingen\b"
    r"|\bjob (?:opening|vacanc)|\bvacanc|\bavoin (?:työpaikka|tehtävä|virka)|\btyöpaikka|\b(?:dit|ditt|your|ansioluettelo) cv\b",
    re.IGNORECASE,
)
# Før fristen kom det inn 1 140 søknader: a day of which only what came of it is told.
CAME_OF_IT = re.compile(
    r"\d[\d\s]*(?:søknader|ansøgninger|ansökningar|applications|proposals|hakemu\w+)\b|\bjaettiin\b|\btullut\b|\bkom det inn\b|\binkom det\b|\bwe received\b",
    re.IGNORECASE,
)
TENTATIVE = re.compile(
    r"inte som planera|ikke som planlagt|not as planned|preliminär|foreløpig|foreløbig|alustav|preliminary|tentative|provisional",
    re.IGNORECASE,
)
