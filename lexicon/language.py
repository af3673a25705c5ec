"""Function words by language: what every text has, whatever it is about."""

_SWEDISH = """
    alla allt andra annan annat att av bara bland bli blir blev blivit bort bra bör båda både
    där då de del dem den denna deras dess dessa det detta dig din dina ditt dock du därför efter
    eller en ens er era ett exempel finns flera fler fram från för före först första få får fått
    gen genom ger ge gett gör göra gjort gärna gå går ha hade han hans har hela heller helt hen
    hennes hon hos hur här i igen in innan inom inte inte ja jag ju kan kom komma kommer kunde
    kunna lika man med mellan men mer mest mig min mina minst mitt mot mycket måste många någon
    något några nej ni nu nya nytt ny när nära och också olika om oss på redan rätt samt sedan
    ser se sig sin sina sitt själv själva ska skall skulle slut som står ställa så sådan sådana
    ta tar tas tagit till tills tillsammans två tre under upp ut utan vad var vara varandra varit
    varje vare varken vars vem vi vid vilja vilka vilken vilket vill våra vår vårt än ännu är även
    åt över
    dag dagar emot exempelvis högst ligga ligger långt särskilt vidare år året åren
"""
_NORWEGIAN = """
    alle alt andre annen annet at av bare ble bli blir både da de deg dem den denne der dere deres
    det dette din dine ditt du eller en enn er et etter for fordi fra få får før først første gi
    gir gjennom gjør gjøre gå går ha hadde han hans har hele her hos hun hva hvem hver hvilke
    hvilken hvis hvor hvordan i ikke inn innen ja jeg kan kom komme kommer kunne man mange med
    meg mellom men mer mest mot mye må når ny nye nær noe noen nå og også om opp oss over på
    samt sammen seg selv sin sine sitt skal skulle slik som så ta til to under ut uten var være
    vært ved vi vil ville vår våre vårt å år dag dager
"""
_DANISH = """
    af alle alt anden andet andre at bare blev blive bliver både da de dem den denne der deres det
    dette dig din dine du efter eller en end er et for fordi fra få får før først første gennem
    giver give gør gøre gå går ham han hans har have havde hele her hos hun hvad hvem hver
    hvilke hvilken hvis hvor hvordan i ikke ind inden ja jeg kan kom komme kommer kunne man mange
    med meget mellem men mere mest mig min mod må ned noget nogle nogen nu ny nye når og også om
    op os over på samt sammen selv sig sin sine skal skulle som så sådan tage til to ud uden under
    var ved vi vil ville vor vores være været år dag dage
"""
_ENGLISH = """
    about above across after again all also am among an and another any are around as at be because
    been before being between both but by can could did do does done during each either etc
    even ever every few first for from further had has have having he her here him his how if in
    into is it its itself just less like made make many may me might more most much must my new
    no nor not of off often on once one only or other others our out over own per same shall she
    should since so some such than that the their them then there these they this those through
    thus to too two under until up upon us use used using very via was we well were what when
    where whether which while who whom whose why will with within without would year years yet
    you your
"""
_FINNISH = """
    ei eivät eikä ehkä eli ellei emme en enemmän eniten ensin että hän he heidän hyvin ja jo joka
    joiden joihin joilla joista joita joka jolla jolle jonka jos joskus jossa josta jota jotka
    jotta kaikki kanssa kautta keskellä koko koska kuin kuinka kuitenkin kuka kukin kun kuten
    lisäksi me meidän mikä miksi millä minä missä mitä mitkä mukaan mutta muu muut muun muita myös
    ne niiden niihin niin niitä noin nyt ole olet oli olivat olla ollut on ovat paljon pois se sekä
    sen siellä sillä sinä sitä siis siitä sitten tai te teidän tulee täällä tämä tämän tässä tästä
    tätä usein vaan vai vaikka vain voi voidaan voivat vuoksi yli
"""

FUNCTION_WORDS = {
    "sv": frozenset(_SWEDISH.split()),
    "nb": frozenset(_NORWEGIAN.split()),
    "nn": frozenset(_NORWEGIAN.split()),
    "no": frozenset(_NORWEGIAN.split()),
    "da": frozenset(_DANISH.split()),
    "en": frozenset(_ENGLISH.split()),
    "fi": frozenset(_FINNISH.split()),
}

TELLING = ("sv", "nb", "da", "fi", "en")
CLEARLY = 2  # words more than the language that was expected


def likely(text: str, expected: str) -> str:
    """Tell the language of a short text by its function words; in doubt it is as expected."""
    words = [each.strip(".,;:!?()\"'”").lower() for each in text.split()]
    times = {each: sum(word in FUNCTION_WORDS[each] for word in words) for each in TELLING}
    best = max(TELLING, key=lambda each: times[each])
    return best if times[best] >= times.get(expected, 0) + CLEARLY else expected
