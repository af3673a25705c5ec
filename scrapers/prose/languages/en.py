# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in English."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:call(?: for (?:proposals|applications|projects))?|scheme|funding round|competition)"
CUES = Cues(
    closes=words(r"""
        deadlines?\b(?! (?:for|to) (?!appl|submi|the|your|full|proj|prop))|closing date|cut-?off(?: date)?s?|call closes|applications? closes?
        (?<!shall )(?<!will )apply (?:\w+ ){0,4}?(?:before|by|no later than|until)
        (?:submit(?:ted)?|hand(?:ed)? in|sent?|received?)\b[^.;]{0,60}?\b(?:by|before|no later than)
        applications? (?:must|should|are to|have to|can)\b[^.;]{0,60}?\b(?:by|before|until|no later than)
        last (?:day|date) (?:to apply|for applications?|for submission)
        open (?:for applications )?until
        (?:application (?:period|round)|call)\b[^.;]{0,30}? ends?\b(?: on)?
        you have until
        due (?:by|on|date)
        """),
    ends=words(r"(?:closes|closing|closed on|until|no later than|before|by)\b"),
    opens=words(
        r"(?:opens?(?: for appl\w+)?(?: on)?|opening(?: date| of the call)?|opened|launch(?:ed|es)?)\b"
    ),
    period=words(
        r"(?:application period|submission period|open (?:from|between)|apply (?:from|between)|application window|applications? (?:will be |are )?accepted (?=from|between)|accept\w* applications (?=from|between))\b"
    ),
    other=words(r"""
        decision\w*|results?\b|notif\w*|announc\w*|information|info ?(?:day|session)s?|sessions?\b|webinar\w*|meeting\w*|workshop\w*|consultation\w*
        projects? (?:may|must|can|should|shall)? ?(?:start|begin|end|run)\w*|start(?:s|ing|ed)?\b|kick-?off|earliest|no earlier than|reports?\b|payments?\b|publish\w*|updat\w*|regist\w*|questions?\b|evaluat\w*
        contact\w*|letters?\b|assess\w*|review\w*|maintenance|extension\b|for (?:payment|amendment)s?|Article\b|Directive\b|derogation|transposition|entered into force|queries|help\b|PhD|previous\w*|originally|formerly|old deadline|last (?:call|round|year)|\d+ (?:days|weeks|months) (?:after|before)|event\w*|(?<!call is )expected|adopted|regulation\w*|draft\w*|office\w*|signed?\b|signature\w*|born|aged?\b|eligib\w*
        """),
    call=words(rf"(?:{CALL}|applications?|applicants?|apply|applying|submissions?|proposals?)\b"),
    moved=words(r"(?:moved|postponed|extended|changed|prolonged|brought forward)"),
    onwards=words(r"(?:thereafter|then|followed by|the next|subsequent)"),
    several=words(
        r"(?:deadlines|cut-?off dates|cut-?offs|(?:two|three|four|five|six) (?:times|rounds|deadlines|cut-?offs))"
    ),
    next=words(r"next (?:deadline|cut-?off|closing date)"),
    stage_1=words(
        r"(?:step (?:one|1)|first (?:stage|step)|stage (?:one|1)|concept notes?|expressions? of interest|idea form|outline proposals?|pre-?proposals?)"
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
        {CALL}\s+(?:is|has been|was)\s+(?:now\s+|hereby\s+)*(?:withdrawn|cancell?ed|revoked|terminated)
        (?:withdrawn|cancell?ed):? {CALL}
        """),
    paused=words(
        rf"{CALL}\s+(?:is|has been|was)\s+(?:now\s+|temporarily\s+|currently\s+)*(?:paused|suspended|on hold)"
    ),
    closed=words(rf"{CALL} (?:is|has) (?:now )?closed"),
    perhaps=words(r"(?:may|might|can|could|would|if|should)\b"),
    planned=words(
        r"(?:planned call\b|call is planned|call is expected (?:to open|to be|in\b)|(?:upcoming|forthcoming) call\b|(?:is|are) planned to open|dates? (?:is|are|to be) (?:not yet (?:set|decided|known)|confirmed|announced))"
    ),
    season=words(
        r"(?:(?:early |late |mid-)?(?:spring|summer|autumn|winter|(?:first|second|third|fourth) quarter of|Q[1-4]|January|February|March|April|May|June|July|August|September|October|November|December)\s+20\d\d)"
    ),
    starts=words(r"(?:opens?|open|be launched|launches|planned|call is expected)\b"),
)
