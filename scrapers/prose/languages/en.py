# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in English."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:(?:open |this |the )?calls?(?: for (?:proposals|applications|projects|main projects))?|scheme|programme|program|fund(?:ing)?(?: round| scheme| opportunity| programme)?|round|competition|grant(?:s)?)"
APPLICATION = r"(?:(?:grant |project |full |complete[d]? |outline )*(?:applications?|proposals?|submissions?|concept notes?|expressions? of interest|project ideas?|bids?))"
LAST = r"(?:final|closing|last|latest|new|revised|updated|extended|next|current|hard|official|ultimate)"
WHOSE = r"(?:(?:full |outline |concept note |first-stage |second-stage |stage \d )?(?:application|submission|proposal|call|entry)s?|closing|final|cut-?off)"
CUES = Cues(
    closes=words(rf"""
        (?:welcomes?|accepts?|receives?|takes?) (?:\w+ )?applications (?:up )?(?:to|until|till)\b
        apply by\b:?
        (?:{LAST} )*{WHOSE} (?:deadline|due date|closing date|closing time)s?\b
        (?:{LAST} )*deadlines? (?:for|to|of) (?:\w+[ -]){{0,3}}?(?:appl\w+|submi\w+|proposal\w*)(?: of (?:[\w-]+ ){{0,3}}?(?:proposals?|applications?))?
        closing dates?\b(?: for (?:the )?(?:applications?|submissions?|proposals?))?
        cut-?off (?:dates?|deadlines?|days?|times?)\b
        cut-?offs?\b(?! (?:point|value))
        {CALL} (?:will )?closes?\b(?: (?:on|to applications|for applications))*
        {APPLICATION} (?:will )?(?:closes?|closing)\b(?: (?:on|date))?
        applications? (?:must|should|are to|have to)\b[^.;]{{0,60}}?\b(?:by|until|no later than)
        last (?:day|date|chance|opportunity) (?:to apply|to submit|for applications?|for submissions?)
        (?:close|closing|end) of (?:the )?(?:call|applications?|submissions?|application period|submission period)
        (?:application (?:period|round|window)|submission (?:period|window)|call)\b[^.;]{{0,30}}? (?:ends?|closes?)\b(?: on)?
        {APPLICATION} (?:are |is |will be )?due(?: (?:by|on|date|no later than))?
        you have until
        """),
    limits=words(rf"""
        (?:{LAST} |first |second |third |fourth |two |three |four )*deadlines?\b(?: dates?\b)?(?! model)
        {LAST} (?:day|date|chance)\b
        (?<!report )due (?:date|by|on)\b
        """),
    ends=words(
        r"(?:close(?=:| \d| (?:january|february|march|april|may|june|july|august|september|october|november|december))|(?:closes|closing|close(?= (?:on|at|to) )|closed on|closed(?= \d)|ends?(?= (?:on|at) )|until|up to and including|till|no later than|not later than|at the latest|latest(?= by)|before|by(?= (?:the )?(?:end of )?(?:\d|noon|midnight|mon|tues|wednes|thurs|fri|satur|sun|january|february|march|april|may|june|july|august|sept|oct|nov|dec|1[0-2]|no later))|due|on or before|(?:extended|postponed|moved|prolonged|pushed back)(?: by [\w ]{1,20})? (?:to|until)|is now (?=\d)|now (?=\d))\b)"
    ),
    opens=words(
        r"(?:(?:re)?opens?(?: for (?:appl\w+|submi\w+))?(?: on)?|opening(?: dates?| day| of (?:the )?(?:\w+ )?(?:call|applications?|submissions?|submission|portal))?|opened|launch(?:ed|es)?|start(?:ing)? (?:date )?(?:for|of) (?:applications?|submissions?|the application period))\b"
    ),
    period=words(
        rf"(?:(?:application|submission|call|funding) (?:period|window|round)s?|between(?= (?:the )?(?:\d|[A-Z][a-z]+ \d))|(?<!\w )(?:in|during) the period|(?:first|second|third|fourth) (?:application |funding )?(?:period|round|window)(?= (?:is|runs))|open (?:from|between|for applications (?:from|between))|open(?: for (?:applications|submissions?|proposals))?(?= until| till| (?:on )?\d)|(?:apply|submit\w*|applications?(?: can be made| may be made)?)(?: for (?:funding|a grant|grants|support|this call|the grant))? (?:(?!for\b|to\b)\w+ ){{0,3}}?(?:from|between)(?= (?:the )?\w*\s?\d| [A-Z]\w+ \d)|{APPLICATION} (?:will be |are |can be |may be )?(?:accepted|invited|welcome|submitted|received|made|open)(?: (?=from|between|in the period)|:? (?=\d))|accept\w* {APPLICATION} (?=from|between))\b"
    ),
    other=words(r"""
        (?:hourly |flat )?rates\b
        invitations?\b
        interview\w*|attendance
        decision\w*|decide[ds]?\b|results?\b|notif\w*|announc\w*|inform(?:ation|ed)?\b|info ?(?:day|session)s?|\w*sessions?\b|webinar\w*|meets?\b|meetings?\b|workshop\w*|consultation\w*|conference\w*|seminar\w*|training\w*|course\w*|newsletter\w*|fair\b|drop-in
        projects? (?:(?:may|must|can|should|shall|will) )?(?:not )?(?:have )?(?:take place|be completed|finish\w*|start(?!-up)\w*|begin\w*|end\w*|run\w*)|(?:completed|implemented|finished|spent|used|carried out|concluded)\b|start(?:s|ing|ed)?\b|kick-?off|earliest|no earlier than|(?:\w+-)?report(?:s|ing)?\b|(?:financial )?statements?\b|payments?\b|instal?ments?|publi(?:sh|cation)\w*|(?:last |)updat(?:ed|es?)\b(?! deadline)|regist\w*|sign up|enrol\w*|questions?\b|answers?\b|evaluat\w*|incurred|communicated
        contact\w*|contracts?\b|agreements?\b|recommend\w*|years? old|letters?\b(?! of (?:intent|inquiry|interest))|assess\w*|review\w*|maintenance|unavailable|extension\b(?! of the (?:deadline|call))|for (?:payment|amendment)s?|Article\b|Directive\b|derogation|transposition|entered into force|lays? down|queries|enquir\w*|help\b|PhD|previous\w*|original(?:ly)?|formerly|instead of|rather than|old deadline|last (?:call|round|year)\b|past (?:call|round)|(?:\d+|an?|one|two|three|four|six) (?:working |calendar )?(?:days?|weeks?|months?) (?:after|before|prior)|event\w*|(?<!call is )expected|adopted|regulation\w*|draft\w*|office\w*|signed?\b|signature\w*|born|aged?\b|eligib\w*
        reimburse\w*|claim(?:s|ed)?\b|colleagues?|declarations?|abstracts?\b|papers?\b(?! applications?)|appeals?\b|complaint\w*|admission\w*|apprentice\w*|internship\w*|vacanc\w*|job\b|position\b|posts?\b|experts?\b|evaluators?\b|partner search\w*|member(?:s|ship)\b|invoice\w*|tender\w*|established|founded|incorporated|paper cop\w*|hard cop\w*|supporting documents|annexes|certificat\w*|nominat\w*|prize\w*|award(?:ed|s)\b|comments?\b|feedback|interviews?\b|hearing\w*
        """),
    applying=words(
        r"(?:applications?|applicants?|(?<!shall )(?<!will )(?<!not )apply|applying|submi(?:t|ts|tted|tting|ssions?)|(?:pre-?)?proposals?|letters? of (?:intent|inquiry|interest)|concept notes?|expressions? of interest|project ideas?|bids?)\b"
    ),
    call=words(
        rf"(?:{CALL}|(?:(?:application|submission|online|electronic) )?(?:portal|system|form))\b"
    ),
    moved=words(
        r"(?:corrected|replaced|moved|postponed|extended|changed|prolonged|brought forward|pushed back|delayed|rescheduled)"
    ),
    onwards=words(r"(?:following|(?:thereafter|then|followed by|the next|subsequent|after that))"),
    several=words(
        r"(?:deadlines|deadline dates|closing dates|(?:second|third) (?:cut-?off|deadline)|first (?:cut-?off|deadline)|cut-?off dates|cut-?offs|application (?:rounds|periods|windows)|(?:two|three|four|five|six|several|\d) (?:\w+ )?(?:times|rounds|deadlines|cut-?offs|windows|calls)|twice a year)"
    ),
    numbered=words(
        r"(?:(?:round|cut-?off|deadline|period|window|call|cycle) (?:\d|one|two|three)\b|(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:round|cut-?off|deadline|application period|window|cycle|closing date)|(?:spring|autumn|summer|winter)(?: round| call| deadline)?(?: 20\d\d)?\s*:)"
    ),
    next=words(
        r"(?:following deadline|(?:next|upcoming) (?:deadline|cut-?off|closing date|application (?:deadline|round|period)|submission deadline|round))"
    ),
    stage_1=words(
        r"(?:step (?:one|1)|first[ -](?:stage|step|phase)|(?:stage|phase) (?:one|1)|concept notes?|expressions? of interest|idea form|project idea|outline(?: proposals?| applications?)?|pre-?(?:proposals?|applications?)|letters? of (?:intent|inquiry|interest)|short proposals?)"
    ),
    stage_2=words(
        r"(?:step (?:two|2)|second[ -](?:stage|step|phase)|(?:stage|phase) (?:two|2)|full[ -](?:project )?(?:application|proposal)s?)"
    ),
    rolling=words(r"""
        (?:apply|applications?|proposals?)\b[^.]{0,50}?(?:at any time|all year round|all year|year-round|throughout the year|continuously|on a rolling basis|on an ongoing basis|on a continuous basis|any time of)
        rolling (?:call|basis|deadline|applications?|programme)
        (?:application |submission )?deadlines?\s*:?\s*(?:is |are )?(?:ongoing|rolling|open|continuous|none)\b
        (?:continuous|permanently open|always open|open-ended) (?:call|scheme|fund|programme|round)
        (?:no|without|any) (?:fixed |set |specific |application |submission |particular )*(?:deadlines?|closing dates?)\b
        (?:call|fund|scheme|programme) (?:is |remains )?(?:always|permanently|continuously) open
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:is|has been|was)\s+(?:now\s+|hereby\s+|therefore\s+)*(?:withdrawn|cancell?ed|revoked|terminated|called off)
        we (?:have )?(?:withdrawn?|cancell?(?:ed)?|revoked?) (?:this|the) {CALL}
        (?:withdrawn|cancell?ed):? {CALL}
        """),
    paused=words(rf"""
        {CALL}\s+(?:is|has been|was)\s+(?:now\s+|temporarily\s+|currently\s+|until further notice\s+)*(?:paused|suspended|on hold|put on hold)
        (?:have|has) (?:now |temporarily )?(?:paused|suspended|put on hold) (?:this|the|our) {CALL}
        (?:currently|temporarily|at present) not (?:accepting|taking|receiving) (?:new |any )*applications
        not (?:accepting|taking|receiving) (?:new |any )*applications (?:at the moment|at this time|at present|currently|for now|right now)
        """),
    closed=words(
        rf"(?:{CALL}(?: for [^.,]{{2,40}}?)? (?:is|has) (?:now |already )?closed|^closed (?=(?:on )?\d)|(?:application|submission) (?:period|window) (?:is|has) (?:now )?(?:closed|ended|expired|over)|(?:the )?deadline has (?:now )?(?:passed|expired)|(?:is |are |we )?no longer (?:accept|tak|receiv)ing (?:any )?applications|(?:now )?closed (?:to|for) (?:new )?applications|applications (?:[\w-]+ ){{0,6}}?(?:are|have) (?:now )?closed)"
    ),
    perhaps=words(r"(?:may|might|can|could|would|if|should)\b"),
    planned=words(
        r"(?:planned call\b|call is planned|call is expected (?:to open|to be|in\b)|(?:upcoming|forthcoming) call\b|(?:is|are) planned to open|dates? (?:is|are|to be) (?:not yet (?:set|decided|known)|confirmed|announced))"
    ),
    season=words(
        r"(?:(?:early|late|mid-?|(?:beginning|start|end|middle) of) ?20\d\d|(?:early |late |mid-)?(?:spring|summer|autumn|winter|(?:first|second|third|fourth) quarter of|Q[1-4]|January|February|March|April|May|June|July|August|September|October|November|December)\s+20\d\d)"
    ),
    starts=words(
        r"(?:opens?|open|be launched|launches|planned|call is expected|be (?:announced|published))\b"
    ),
)
