# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Finnish, whose endings say what other languages say with small words."""

from scrapers.prose.cues import Cues, words

CASE = r"(?:ku|un|ussa|kua|uista|ut|kuun|usta|uja|ujen)"
CALL = rf"(?:(?!\w*kumppani)\w*?ha{CASE}|hakuilmoitus\w*|hakukierro(?:s|ksen|kset|ksella)|valintajakso\w*|avustu(?:s|kset|ksen|sta)|apuraha\w*)"
APPLICATION = r"(?:\w*hakemu(?:s|kset|ksen|ksia|sten|sta|ksesi|ksenne|kset)\w*|hankeidea\w*|aiehakemu\w*|(?:hanke|projekti)?ehdotu\w*|hakulomak\w*)"
MONTH = r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu"
ENDING = r"(?:päätty[yi]|päättyvät|päättyvä|päättyen|umpeutu[ui]|umpeutuvat|loppu[ui]|loppuvat|sulkeutu[ui]|sulkeutuvat|suljetaan|menee umpeen)"
CUES = Cues(
    closes=words(rf"""
        (?:hakulomakkeen|hakemuksen|hakemusten) viimeinen (?:lähetys|palautus|jättö)päivä
        hakua(?:ika|jan|jat|ikaa) (?:\w+ ){{0,3}}?(?:{ENDING}|on (?:päättynyt|umpeutunut|sulkeutunut))
        {APPLICATION} (?:\w+ ){{0,6}}?(?:viimeistään|viimeinen jättöpäivä)
        {APPLICATION} (?:on|tulee|pitää|täytyy) (?:olla )?(?:\w+ ){{0,3}}?(?:toimitettava|jätettävä|lähetettävä|palautettava|toimittaa|jättää|lähettää|perillä|saavuttava|oltava)
        (?:\w*haku|hakukierros|hakujärjestelmä|valintajakso|hakulomake) (?:\w+ ){{0,2}}?{ENDING}
        (?:uusi )?(?:viimeinen|viimeiset) (?:haku|jättö)(?:päivä|aika|ajankohta|päivät|ajat)\w*
        viimeinen päivä (?:jättää|lähettää|hakea|toimittaa)
        (?:hakemus\w* |hakemusten )?(?:jättö|palautus)(?:päivä|aika|ajankohta)\w*
        (?:hakemus\w*|hakemusten|hakuajan|haun|aiehakemusten) (?:viimeinen )?(?:määräaika|takaraja|määräpäivä|päättymispäivä|päättymisaika|jättöpäivä)\w*
        (?:hakemus|haku)(?:määräaika|takaraja|deadline)\w*
        hakua(?:ikaa|ika|jan|ikaamme) on (?:jatkettu|pidennetty|siirretty)
        """),
    limits=words(r"""
        (?:uusi |seuraava |viimeinen )?(?:määräaika|määräpäivä|määräajat|takaraja|deadline)\w*(?! on (?:umpeutunut|päättynyt))
        (?:uusi )?viimeinen (?:päivä|mahdollisuus|ajankohta)\b
        päättymispäivä\w*
        """),
    ends=words(
        rf"(?:{ENDING}|viimeistään|viim\.|mennessä|saakka|asti|ennen(?= \d)|nyt (?=\d))(?!\w)"
    ),
    opens=words(
        r"(?:alkaa|alkavat|avautuu|avautuvat|avataan|aukeaa|avattiin|hakuaika alkaa|alkamispäivä|avautumispäivä|haun avaus|haku auki alkaen)\b"
    ),
    period=words(
        rf"(?:hakua(?:ika|ikana|jat|jalla)(?! alkaa)|hakukierros|(?:voi|voidaan|voivat|voit) (?:\w+ ){{0,3}}?(?:hakea|jättää|lähettää)|(?:\w*haku|hakulomake|hakujärjestelmä|haut) (?:\w+ ){{0,3}}?(?:on|ovat) (?:auki|avoinna|käynnissä)|\w*haku järjestetään|\w*hakemuksia otetaan vastaan|\w*hakemukset otetaan vastaan|(?:auki|avoinna)(?= \d)|haetaan(?= \d)|(?:ensimmäinen|toinen|kolmas|neljäs) (?:jakso|hakujakso|hakuaika)(?= on)|haettavana|haettavissa|{APPLICATION} (?=\d{{1,2}}\.\d{{1,2}}\.\s*[–-])|\w*haku (?=\d{{1,2}}\.\d{{1,2}}\.?(?:20\d\d)?\s*[–-]))\b"
    ),
    other=words(r"""
        kutsu(?:t|taan)?\b
        \w*tulo(?:s|kset|ksista)\b|haastattelu\w*
        \w*päätö(?:s|k)\w*|suosittel\w*|ratkais\w*|ratkaistaan|kommenti\w*|käsitel\w*|käsittel\w*|arvioi(?!lta)\w*|\w*liite\w*|(?<!hakemukset )liitteet\b|täydennys\w*|huolto\w*|katko\w*|soita\w*|haku-?info\w*|hakijainfo\w*|hakukoulutu\w*|\w*info(?:tilaisuu\w*|t|ssa)?\b|\w*tilaisuu\w*|\w*webinaari\w*|\w*koulutu\w*|\w*klinik\w*|\w*työpaja\w*|\w*tapahtuma\w*|ilmoittau\w*|ilmoita\b|\w*raport\w*|\w*selvity\w*|\w*tility\w*|tallenne\w*
        kysymy\w*|kysy\b|edelli\w*|aiem\w*|aikaisem\w*|alkuperäi\w*|alun perin|viime vuo\w*|viimevuot\w*|sijaan|hank(?:e|keen|keet|keiden) (?:voi|voivat|on|tulee|pitää|alkaa|päättyy|toteut\w*)|hankkeen\b|hankeaika\w*|toteutu\w*|toteutta\w*|aikaisintaan|aloitta\w*
        käyttöaika\w*|käyttö(?:aja|tarkoit)\w*|käytöstä|käyttää\b|käytettävä\w*|maksatu\w*|maksetaan|maksupyyn\w*|palautettava viivyt\w*|asetus|asetuks\w*|\w*laki\b|\w*lain\b|voimaan|voimassa|sovelletaan|hyväksy\w*|julkais\w*|päivitet\w*|muokattu|muutosta|täyden(?:ny|t)\w*|syntyn\w*|täyttän\w*|yhteyttä|tavattavissa|toimisto\w*|\w*sopimu\w*|tiedoksianto\w*
        (?:\d+ |kaksi |kolme |neljä )?(?:päivää|viikkoa?|kuukautta|kuukausi) (?:ennen|jälkeen)|allekirjoit\w*|\w*lausun\w*|\w*kokou\w*|\w*seminaari\w*|kumppanihaku\w*|\w*puhelin\w*|päivystys\w*|ajalle\b|\w*kurss\w*|korvau\w*|työnteki\w*|valitu\w*|muutoksenhaku\w*|oikaisu\w*|opiskelijava\w*|harjoittelu\w*|oppisopimu\w*|työpaik\w*|virka\b|tehtävä(?:ä|än)\b|rekrytoin\w*|uutiskirj\w*|neuvonta\w*|jäsen\w*|lasku\w*|tarjou(?:s|kse)(?!portaal)\w*|rekisteröi\w*|perustettu|luonnos\w*|nimeä\w*|palkinto\w*|kilpailu\w*|vuoteen|bruttokans\w*
        """),
    applying=words(
        rf"(?:{APPLICATION}|hakua(?:ika|jan|jat)\w*|hak(?:ea|ee|evat)\b|hae\b|haetaan|haettav\w*|hakijo?\w*|jättö\w*)"
    ),
    call=words(rf"(?:{CALL}|haku\w*|avustu(?:sta|ksia|ksen))"),
    moved=words(
        r"(?:korjat\w*|korvat\w*|(?:siirre\w*|siirty\w*|siirret\w*|pidenne\w*|jatke\w*|muute\w*|muuttu\w*))"
    ),
    onwards=words(r"(?:sen jälkeen|seuraavat?|tämän jälkeen|muut)"),
    several=words(
        r"(?:hakuajat|hakukierrokset|hakukierroksia|valintajaksot|toinen hakukierros|ensimmäinen hakukierros|määräajat|jättöpäivät|hakupäivät|määräpäivät|(?:kaksi|kolme|neljä|useita|viisi|kuusi|\d) (?:\w+ )?(?:kertaa|hakukierrosta|hakuaikaa|määräaikaa|valintajaksoa|hakua)|(?:kaksi|kolme|neljä) kertaa)"
    ),
    numbered=words(
        r"(?:\d\. (?:\w*kierros|\w*jakso|\w*haku|hakuaika)|(?:hakukierros|valintajakso|jakso|haku) \d|(?:ensimmäinen|toinen|kolmas|neljäs) (?:\w*kierros|\w*jakso|hakuaika|haku)|(?:kevät|syksy|kesä|talvi|kevään|syksyn)(?:haku| haku| hakuaika)?(?: 20\d\d)?\s*:)"
    ),
    next=words(
        r"(?:seuraava (?:\w*haku|kierros)\b|seuraava (?:hakuaika|määräaika|hakukierros|jättöpäivä|valintajakso|hakupäivä))"
    ),
    stage_1=words(
        r"(?:ensimmäi(?:nen|sen|sessä) vaihe\w*|1\.? ?vaihe\w*|vaihe 1|aiehakemu\w*|aiehaku\w*|ideahaku\w*|ideahakemu\w*|esihaku\w*|esihakemu\w*|hankeidea\w*|alustava hakemus)"
    ),
    stage_2=words(
        r"(?:varsinai(?:nen|sen|sessa) haku\w*|täyshaku\w*|täyshakemu\w*|toi(?:nen|sen|sessa) vaihe\w*|2\.? ?vaihe\w*|vaihe 2|varsinai(?:nen|sen|set|sten|sta) (?:\w+ )?hakemu\w*|täydelli(?:nen|sen|set|sten) hakemu\w*|täysi(?:en|ä|mittai\w+)? (?:\w+ )?hakemu\w*|kokonai(?:nen|set|sten) hakemu\w*|jatkohakemu\w*)"
    ),
    rolling=words(r"""
        (?:haku|hakuaika|hakemu\w*|hakea|avustu\w*)\b[^.]{0,50}?(?:jatkuva\b|jatkuvasti|ympäri vuoden|milloin tahansa|koko vuoden|ympärivuoti\w*|läpi vuoden|jatkuvana)
        (?:jatkuva|ympärivuotinen) (?:haku|hakuaika)
        (?:jatkuvasti|milloin tahansa|ympäri vuoden|koko vuoden)\b[^.]{0,30}?(?:hake\w*|haettav\w*)
        (?:hakuaika|määräaika|haku)\s*:?\s*(?:on )?jatkuva
        ei ole (?:erillistä |kiinteää |määrättyä |varsinaista )?(?:hakuaikaa|määräaikaa|takarajaa)|ilman (?:määräaikaa|hakuaikaa)|ei (?:hakuaikaa|määräaikaa)
        """),
    withdrawn=words(rf"""
        {CALL}\s+(?:on|joudutaan)\s+(?:nyt\s+|valitettavasti\s+)*(?:peru(?:ttu|utettu|maan|uttamaan)|keskeytetty kokonaan|vedetty pois)
        {CALL}\s+(?:perutaan|peruutetaan|peruuntuu|vedetään pois)
        peruttu:? {CALL}
        """),
    paused=words(rf"""
        {CALL}(?:\s+haku)?\s+on\s+(?:nyt\s+|toistaiseksi\s+|väliaikaisesti\s+|tällä hetkellä\s+)*(?:keskeytetty|tauolla|pysäytetty)
        (?:toistaiseksi|tällä hetkellä) (?:ei oteta vastaan|emme ota vastaan) (?:uusia )?hakemuksia
        (?:emme ota|ei oteta) (?:toistaiseksi |tällä hetkellä )?(?:vastaan )?(?:uusia )?hakemuksia (?:vastaan )?(?:toistaiseksi|tällä hetkellä|juuri nyt)
        """),
    closed=words(
        rf"(?:{CALL} on (?:nyt |jo )?(?:päättynyt|suljettu|sulkeutunut)|hakuaika (?:\w+ ){{0,2}}?on (?:nyt |jo )?(?:päättynyt|umpeutunut|ohi)|haku (?:ei ole enää|on suljettu)|(?:emme ota|ei oteta) enää (?:vastaan )?hakemuksia|avustusta ei voi enää hakea|(?<=\()haku(?:aika)? päättyi\b)"
    ),
    perhaps=words(r"(?:voi|voidaan|saattaa|jos|mahdollisesti|ehkä)\b"),
    planned=words(
        rf"(?:tuleva (?:\w*haku|hakukierros)\b|suunnit\w+ haku|{CALL} on (?:suunniteltu|tarkoitus) ava\w*|{CALL} (?:avautuu|avataan|aukeaa) (?:alustavasti|arviolta)|(?:ajankohta|hakuaika) (?:\w+ )?(?:tarkentuu|vahvistuu|ilmoitetaan) myöhemmin)"
    ),
    season=words(
        rf"(?:(?:alku|loppu)vuodesta 20\d\d|vuoden 20\d\d (?:alussa|lopussa|alkupuolella|loppupuolella)|(?:alku|loppu)?(?:keväällä|kesällä|syksyllä|talvella|vuodenvaihteessa|{MONTH}ssa|{MONTH}n (?:alussa|lopussa|aikana))\s+20\d\d)"
    ),
    starts=words(r"(?:avautuu|avataan|avata|alkaa|aukeaa|järjestetään|suunnit\w*)"),
)
