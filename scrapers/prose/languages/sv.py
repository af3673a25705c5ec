# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Swedish."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:utlysning(?:en|ar|arna)?|ansökningsomgång(?:en|ar)?|ansökningsperiod(?:en)?|bidraget|stödet|utdelningen)"
CUES = Cues(
    closes=words(r"""
        sista (?:ansöknings|inlämnings|inskicknings)(?:dag|datum)(?:en|et)?
        sista (?:dag(?:en)?|datum(?:et)?|dagen) (?:för att|att|för) (?:ansök\w*|söka|lämna in|skicka in)(?: (?:er |din )?ansökan)?
        sista dag\s*att lämna in ansök\w+
        (?:sista|senaste?) (?:dag|datum)(?:en|et)? för (?:inlämning|ansök\w*)(?: av ansökan)?
        tidsfrist(?:en)? för ansök\w*
        inlämning senast
        sök senast
        sista ansökan
        ansökan ska(?:ll)? (?:vara|ha) (?:\w+ ){0,4}?(?:inne|tillhanda|inkommit|inskickad|inlämnad)
        (?:nästa )?stopp(?:dag|datum)?(?:en|et)? är
        (?:stopp|bryt)(?:dag|datum|dagar)(?:en|et)?
        sista dag(?:en)? för (?:\w+ )?(?:ansök\w*|skiss\w*)
        stänger (?=\d{1,2} \w+ 20\d\d)
        ansökningstiden\w* (?:går|gick|slutar|löper) (?:ut|till)?
        (?:deadline|slutdatum|stängningsdatum)(?: för ansök\w+| (?:för )?att (?:söka|ansöka))?(?! (?:för|att))
        inlämningsdatum(?:et|en)?
        ansök(?:an|ningarna|ningar)? (?:\w+ ){0,6}?senast
        (?:ansök(?:an|ningar)|utlysning(?:en)?) stänger
        (?:söka|ansöka) (?:\w+ ){0,4}?(?:senast|fram till|till och med|t\.o\.m\.)
        (?:ansökan|ansökningar) tas emot (?:fram till|till och med|t\.o\.m\.)
        öppen (?:för ansök\w+ )?(?:fram till|till och med|t\.o\.m\.|till)
        """),
    ends=words(
        r"(?:stänger|stänga|stängs|stängde|stängd|senast|till och med|t\.o\.m\.|fram till)\b"
    ),
    opens=words(
        r"(?:öppnar|öppnas|öppnade|öppnats|öppna|öppningsdatum|startdatum för ansök\w+|ansökan öppen från)\b"
    ),
    period=words(
        r"(?:ansökningsperiod(?:en|er|erna)?(?: pågår)?|ansökningstid(?:en)?(?: pågår)?|(?:ansökningsomgång|utlysning)(?:en)? pågår|öppen|öppet|söka (?:\w+ ){0,3}?(?:mellan|från)|tar emot ansökningar (?=från|mellan)|ansökan(?=\s*:\s*(?:den\s+)?\d{1,2}\.?(?:\s+\w+)?(?:\s+20\d\d)?\s*(?:–|-|till?\b))|(?:utlysnings|sök)period(?:en)?|sökas (?:i|under) perioden|sökas (?:mellan|från)|ansökan (?:kan göras|görs)|ansöka (?:\w+ ){0,3}?(?:mellan|från))\b"
    ),
    other=words(r"""
        beslut\w*|besked|meddelas|meddelande|informations?\w*|webbinari\w*|dialog\w*|\w*möte\w*|\w*träff(?:en|ar)?\b
        projektstart\w*|projektperiod\w*|projekttid\w*|starta\w*|startar|tidigast|påbörja\w*|pågå\w*|genomför\w*
        avsluta\w*|\w*rapport\w*|\w*redovis\w*|\w*utbetal\w*|avser\b|gäller (?:kostnader|verksamhet|aktiviteter|perioden)|handlägg\w*|betalas|rekvi\w*|kostnad\w*
        publicera\w*|uppdater\w*|ändring(?:ar)? skett|skett|anmäl\w*|inspel|synpunkter|frågor|komplett\w*|kompletter\w*|enkät\w*
        tidigare|ursprunglig\w*|gamla|förra|invigning\w*|kontor\w*|växeln|telefon\w*|semester\w*
        skriv till|rekommendera\w*|uppmuntra\w*|om godkännande\w*|ring\b|ringa\b|mejla\w*|höra av|om (?:förläng|ändring)\w*|underhåll\w*|\w*portalen|systemet|e-tjänsten|(?<!för )bedöm\w*|gransk\w*|konferens\w*|seminari\w*|född\w*|fyll\w*|lag\b|förordning\w*|\w*avtal\w*|\w*intyg\w*|kontakta\w*|kontot?\b|skapa\w*|\d+ (?:dagar|veckor|månader) (?:efter|före|innan)|kungör\w*|lanser\w*
        """),
    call=words(rf"(?:{CALL}|ansök\w*|söka|sökande|(?:idé)?skiss\w*)\b"),
    moved=words(r"(?:flytta\w*|förläng\w*|ändra\w*|senarelag\w*|senarelägg\w*|tidigarelag\w*)"),
    onwards=words(r"(?:därefter|sedan|följande|övriga|nästa|och därefter|för \w+ gäller)"),
    several=words(
        r"(?:inlämningsdatum|ansökningsdagar|(?:två|tre|fyra|fem|sex|flera) (?:gånger|omgångar|tillfällen)|\w*omgång(?:ar|arna)|ansökningsomgång (?:1|2|3|ett|två|tre)\b|datumen)"
    ),
    next=words(r"nästa (?:inlämnings|ansöknings|bryt|stopp)\w*"),
    stage_1=words(r"(?:steg (?:ett|1)|första steget|fas 1|skiss\w*|idéskiss\w*|föranmäl\w*)"),
    stage_2=words(r"(?:steg (?:två|2)|andra steget|fas 2|fullständig\w* ansök\w*)"),
    rolling=words(
        r"""
        (?:sök|söks|sökas|söka|ansöka|ansökan|ansökningar|stödet|bidraget)\b[^.]{0,50}?(?:löpande|kontinuerligt|när som helst|när (?:ni|du) vill|året runt|hela året|året om)
        (?:löpande|när som helst)\b[^.]{0,30}?(?:söka|ansöka|ansökan|ansökningar)
        ansök när (?:ni|du) vill
        (?:utlysningen|ansökan|bidraget|stödet) är alltid öpp\w+
        (?:ingen|inget|inga) (?:sista ansökningsda(?:g|tum)\w*|sista dag|slutdatum|fasta? ansöknings\w*|deadline)
        """
    ),
    withdrawn=words(
        rf"""
        {CALL}\s+(?:är|har|blev|blir)\s+(?:nu\s+|tyvärr\s+|därför\s+)*(?:återkalla[dts]\w*|återkallats|dragits tillbaka|inställ[dt]\w*|ställts in|avbruten|avbrutits|upphävd|upphävts|makulera\w*)
        (?:vi|\w+(?:en|et)) (?:återkallar|drar tillbaka|ställer in|avbryter) (?:denna |den här |hela )?(?:{CALL})
        (?:återkallad|inställd|avbruten):? {CALL}
        """
    ),
    paused=words(
        rf"""
        {CALL}\s+(?:är|har)\s+(?:nu\s+|tillfälligt\s+|för närvarande\s+|tyvärr\s+)*(?:paus\w+|vilande|stoppa\w+)
        (?:pausa\w*|paus) under (?:20\d\d|våren|hösten|året)
        """
    ),
    closed=words(
        rf"(?:{CALL} (?:är|har) (?:nu )?(?:stäng[dt]\w*|avsluta\w*)|ansökan är (?:nu )?stängd|(?:ansöknings)?(?:tiden|perioden) har (?:gått ut|löpt ut)|^stängd\b)"
    ),
    perhaps=words(r"(?:kan|kunde|skulle|om|ifall|eventuellt|risk|brukar)\b"),
    planned=words(
        r"(?:planera\w* (?:utlysning(?:en)?\b|öppna\w*|att öppna\w*|ansökningsomgång\w*)|utlysning(?:en|ar)? (?:är planerad\w*|planera\w*)|kommande utlysning(?:en)?\b|(?:datum|ansökningsperiod) (?:\w+ )?(?:ej|inte) (?:bestämt|fastställt|beslutad\w*))"
    ),
    season=words(
        r"(?:(?:slutet av |början av |mitten av |tidig |sen )?(?:våren|vår|sommaren|hösten|höst|vintern|(?:första|andra|tredje|fjärde) kvartalet|kvartal [1-4]|årsskiftet|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+20\d\d(?:[/–-]\d{2,4})?)"
    ),
    starts=words(
        r"(?:öppna\w*|lyses ut|planera\w*|start- och slutdatum|nästa ansökningstillfälle|ansökningsperiod\w*|utlysning\w*)"
    ),
)
