# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Finnish, whose endings say what other languages say with small words."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:(?:avustus|hanke|rahoitus|tuki)?ha(?:ku|un|ussa|kua|uista|ut)|hakuilmoitus\w*|hakukierro(?:s|ksen))"
MONTH = r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu"
CUES = Cues(
    closes=words(r"""
        hakua(?:ika|jan|jat|ikaa) (?:\w+ ){0,3}?(?:päätty[yi]|päättyvät|umpeutu[ui]|loppu[ui]|sulkeutu[ui])
        (?:hakemus\w*|hakemuks\w*) (?:\w+ ){0,6}?(?:viimeistään|viimeinen jättöpäivä)
        (?:haku|hakukierros|hakujärjestelmä) (?:\w+ ){0,2}?(?:päättyy|sulkeutuu|umpeutuu)
        viimeinen (?:haku|jättö)päivä
        viimeinen päivä (?:jättää|lähettää|hakea)
        hakua(?:ikaa|ika) on (?:jatkettu|pidennetty|siirretty)
        määräaika(?! on (?:umpeutunut|päättynyt))
        """),
    ends=words(
        r"(?:päätty[yi]|päättyvät|sulkeutu[ui]|umpeutu[ui]|viimeistään|mennessä|saakka|asti)\b"
    ),
    opens=words(r"(?:alkaa|avautuu|avataan|aukeaa|avattiin|hakuaika alkaa)\b"),
    period=words(
        r"(?:hakua(?:ika|jat)(?! alkaa)|(?:voi|voidaan|voivat) (?:\w+ ){0,3}?hakea|(?:\w*haku|hakulomake|hakujärjestelmä) (?:\w+ ){0,3}?on (?:auki|avoinna)|haku järjestetään|haettavana|haettavissa)\b"
    ),
    other=words(r"""
        \w*päätö(?:s|k)\w*|käsitel\w*|käsittel\w*|arvioi\w*|liite\w*|huolto\w*|soita\w*|hakuinfo\w*|info(?:tilaisuu\w*|t|ssa)?\b|tilaisuu\w*|webinaari\w*|\w*koulutu\w*|ilmoittau\w*|ilmoittau\w*|\w*raport\w*|selvity\w*|tility\w*
        kysymy\w*|edelli\w*|aiem\w*|aikaisem\w*|alkuperäi\w*|hank(?:e|keen|keet|keiden) (?:voi|voivat|on|tulee|pitää|alkaa|päättyy|toteut\w*)|hankkeen\b|hankeaika\w*|toteutu\w*|aikaisintaan
        käyttöaika\w*|käyttää\b|käytettävä\w*|maksatu\w*|maksetaan|maksupyyn\w*|asetus|asetuks\w*|laki\b|voimaan|julkais\w*|päivitet\w*|täyden(?:ny|t)\w*|syntyn\w*|yhteyttä|toimisto\w*|sopimu\w*
        \d+ (?:päivää|viikkoa|kuukautta) (?:ennen|jälkeen)|allekirjoit\w*|lausun\w*|kokou\w*|seminaari\w*
        """),
    call=words(
        rf"(?:{CALL}|hakua\w*|haku\w*|hak(?:ea|ee)|hae\b|haetaan|haettav\w*|hakemu\w*|avustu(?:sta|ksia|ksen))"
    ),
    moved=words(r"(?:siirre\w*|siirty\w*|pidenne\w*|jatke\w*|muute\w*)"),
    onwards=words(r"(?:sen jälkeen|seuraavat?|tämän jälkeen|muut)"),
    several=words(
        r"(?:hakuajat|hakukierrokset|toinen hakukierros|ensimmäinen hakukierros|määräajat|(?:kaksi|kolme|neljä|useita) (?:kertaa|hakukierrosta))"
    ),
    next=words(r"seuraava (?:hakuaika|määräaika)"),
    stage_1=words(
        r"(?:ensimmäi(?:nen|sen) vaihe\w*|1\. vaihe\w*|vaihe 1|aiehakemu\w*|aiehaku|ideahaku)"
    ),
    stage_2=words(
        r"(?:toi(?:nen|sen) vaihe\w*|2\. vaihe\w*|vaihe 2|varsinai(?:nen|sen|set) hakemu\w*|täysi(?:en)? hakemu\w*)"
    ),
    rolling=words(r"""
        (?:haku|hakuaika|hakemu\w*|hakea|avustu\w*)\b[^.]{0,50}?(?:jatkuva\b|jatkuvasti|ympäri vuoden|milloin tahansa|koko vuoden)
        jatkuva (?:haku|hakuaika)
        (?:jatkuvasti|milloin tahansa|ympäri vuoden)\b[^.]{0,30}?hake\w*
        ei ole (?:hakuaikaa|määräaikaa)|ilman määräaikaa
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:on|joudutaan)\s+(?:nyt\s+|valitettavasti\s+)*(?:peru(?:ttu|utettu|maan|uttamaan)|keskeytetty kokonaan|vedetty pois)
        peruttu:? {CALL}
        """),
    paused=words(
        rf"{CALL}\s+on\s+(?:nyt\s+|toistaiseksi\s+|väliaikaisesti\s+)*(?:keskeytetty|tauolla)"
    ),
    closed=words(
        rf"(?:{CALL} on (?:nyt )?(?:päättynyt|suljettu|sulkeutunut)|hakuaika on (?:päättynyt|umpeutunut))"
    ),
    perhaps=words(r"(?:voi|voidaan|saattaa|jos|mahdollisesti|ehkä)\b"),
    planned=words(
        rf"(?:tuleva (?:\w*haku|hakukierros)\b|suunnit\w+ haku|{CALL} on (?:suunniteltu|tarkoitus) ava\w*|{CALL} (?:avautuu|avataan|aukeaa) (?:alustavasti|arviolta)|(?:ajankohta|hakuaika) (?:\w+ )?(?:tarkentuu|vahvistuu|ilmoitetaan) myöhemmin)"
    ),
    season=words(
        rf"(?:(?:alku|loppu)?(?:keväällä|kesällä|syksyllä|talvella|vuodenvaihteessa|{MONTH}ssa|{MONTH}n (?:alussa|lopussa|aikana))\s+20\d\d)"
    ),
    starts=words(r"(?:avautuu|avataan|avata|alkaa|aukeaa|järjestetään|suunnit\w*)"),
)
