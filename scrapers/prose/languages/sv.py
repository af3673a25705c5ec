# ruff: noqa: E501 (a pattern is read as one line)
"""The words of calls in Swedish."""

from scrapers.prose.cues import Cues, words

CALL = r"(?:(?:del|special|huvud)?utlysning(?:en|ar|arna|s|ens)?|ansökningsomgång(?:en|ar)?|omgång(?:en|ar|arna)?|ansökningsperiod(?:en)?|(?:projekt|verksamhets)?bidrag(?:et|en)?|(?:projekt)?stöd(?:et|en)?|utdelning(?:en)?|stipendie\w*|stipendium|anslag(?:et|en)?|programmet|fonden)"
APPLICATION = r"(?:(?:projekt|bidrags|stöd|huvud|del|stipendie|webb)?ansök(?:an|ningar|ningarna|ningen|ningshandling\w*|ningsformulär\w*)|(?:idé|projekt)?skiss(?:en|er|erna)?|intresseanmäl(?:an|ningar|ningarna)|projektförslag\w*|projektidé\w*)"
SUBMITTING = (
    r"(?:ansökning?s?|inlämnings?|inskicknings|insändnings|inskickande|sök|söknings|utlysnings)"
)
OPEN = r"(?:öppen|öppet|sökbar[at]?)"
UNTIL = r"(?:(?:ända )?(?:fram )?till(?: och med)?|t\.?\s?o\.?\s?m\b\.?|tom)"
DAY = r"(?:den )?\d{1,2}(?:\.?\s?(?:–|-|till)\s?\d|[./]\d| (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
CUES = Cues(
    closes=words(rf"""
        (?:söka|ansöka)(?: \w+){0, 3} ända (?:fram )?till
        (?:söka|ansöka)(?: \w+){0, 3} ända (?:fram )?till
        (?:(?:ny|nya|nytt|uppdatera[dt]e?|förläng[dt]a?|ordinarie|allra|den) )*(?:sista|senaste|slutlig[at]?) {SUBMITTING}(?:dag|datum|tid|tidpunkt)\w*
        (?:(?:ny|nya|nytt|uppdatera[dt]e?|förläng[dt]a?) )?{SUBMITTING}(?:deadline|frist|stopp|datum|dag|dagar)(?:en|et|ar|arna|s)?\b
        (?:sista|senaste) (?:dag|datum|chans|möjlighet)(?:en|et)?\s*(?:för att|att|för) (?:(?:du|ni|man|vi) )?(?:kan )?(?:ansök\w*|söka|lämna in|skicka in|sända in|ladda upp)(?: (?:er |din |sin )?ansök\w*)?
        sista dag\s*att lämna in ansök\w+
        (?:sista|senaste?) (?:dag|datum)(?:en|et)? för (?:inlämning|inskickande|ansök\w*)(?: av (?:\w+ )?ansök\w*)?
        tidsfrist(?:en)? för ansök\w*
        inlämning(?:en)? (?:sker |görs )?senast
        sista ansökan
        {APPLICATION} (?:ska(?:ll)?|måste|bör|behöver) (?:vara|ha) (?:\w+ ){{0,4}}?(?:inne|tillhanda|inkommit|inskickad|inlämnad)(?! (?:för|med))
        sista dag(?:en)? för (?:\w+ )?(?:ansök\w*|skiss\w*)
        stänger (?=(?:den )?\d{{1,2}} \w+ 20\d\d)
        (?:ansöknings|sök)(?:tiden|perioden|omgången|fönstret)\w* (?:går|gick|slutar|löper|stänger|stängs|avslutas|upphör|är slut)(?: ut| till)?
        {APPLICATION} (?:stänger|stängs)
        (?:utlysning(?:en)?|{APPLICATION}) (?:\w+ )?(?:går ut|löper ut)
        (?:ansökningsomgång|ansökningsperiod|utlysning|omgång)en (?:avslutas|upphör|slutar)
        (?:vi )?stänger (?:utlysningen|ansökan|för ansök\w+)
        stängning(?:en)? av (?:utlysningen|ansökan)
        """),
    limits=words(r"""
        (?<!om )(?:(?:ny|nytt|uppdatera[dt]e?|förläng[dt]a?|den|allra|absolut) )*sista (?:dag|datum|chans|möjlighet|tidpunkt)(?:en|et|ar|arna|s)?\b
        (?:stopp|bryt|slut|stängnings|avslutnings)(?:dag|datum|dagar|tid)(?:en|et|ar)?\b(?: är)?
        (?<!om )(?:(?:ny|nya|nästa|förläng[dt]a?) )?(?:deadline|tidsfrist|tidsgräns|frist)(?:en|er|erna|s)?\b(?: är)?
        tidsgränsen
        """),
    ends=words(
        rf"(?:stänger|stänga|stängs|stängde|stängd(?! från)|stängt(?! från)|slutar|(?:allra )?senast(?! (?:uppdat|ändr|gransk|publicer))|{UNTIL} (?=(?:och med )?(?:den |kl\w*\.? |\w+dag(?:en)? )?\d)|{UNTIL}\s*$|till och med|t\.o\.m\.|fram till|innan(?= den \d| \d)|före(?= den \d| \d| kl)|nu (?=den \d|\d)|(?:går|gick|löper) ut|(?:förläng|senarel|flytta|skjut)\w* (?:\w+ ){{0,4}}?till)\b"
    ),
    opens=words(
        r"(?:öppnar|öppnas|öppnade|öppnats|öppna|öppning(?:en)? av (?:utlysning|ansökan)\w*|öppnings(?:datum|dag)(?:et|en)?|startdatum för ansök\w+|(?:ansökan|utlysningen) startar|(?:ansökan|utlysningen) öppen från|första (?:ansöknings|sök)dag(?:en)?|sökbar(?:t|a)? från|tidigaste ansökningsdag)\b"
    ),
    period=words(
        rf"(?:{SUBMITTING}(?:period|tid|fönst(?:er|ret))(?:en|er|erna)?(?: pågår)?|ansökningsomgång(?:en|ar|arna)?(?: \d)?(?: pågår)?|utlysning(?:en)? pågår|{OPEN}(?! möte|hus|dialog|frågest|föreläs|webb|digital)|(?:söka|sökas|söks|söker|ansöka|ansöker)(?= {DAY})|(?:söka|söks|ansöka|söker|ansöker) (?:(?!för\b|till\b)\w+ ){{0,3}}?(?:mellan|från|mellan(?= (?:den |the )?(?:\d|[A-Z][a-z]+ \d))|(?<!\w )under perioden|(?:första|andra|tredje|fjärde|sista) (?:ansöknings)?(?:perioden|omgången)(?= är| pågår|:)|i perioden)|tar (?:vi )?emot {APPLICATION}(?: \w+)? (?=från|mellan|under)|{APPLICATION} tas emot (?=från|mellan|under)|{APPLICATION}(?=\s*:\s*(?:den\s+)?\d{{1,2}}\.?(?:\s+\w+)?(?:\s+20\d\d)?\s*(?:–|-|till?\b))|(?:vara|är|hålls|hålla) öppna för|mellan(?= (?:den |the )?(?:\d|[A-Z][a-z]+ \d))|(?<!\w )under perioden|(?:första|andra|tredje|fjärde|sista) (?:ansöknings)?(?:perioden|omgången)(?= är| pågår|:)|sökas (?:i|under|mellan|från)(?: perioden)?|{APPLICATION} (?:kan (?:göras|lämnas|skickas)(?: in)?|görs|lämnas (?:in )?(?=mellan|från)))\b"
    ),
    other=words(r"""
        inbjudan\b
        intervju\w*
        beslut\w*|besked\w*|återkoppling\w*|meddelas|meddelande\w*|(?:\w*informera\w*|informations?\w*|\w*webbinari\w*|\w*webinar\w*|\w*dialog\w*|\w*möte\w*|\w*träff(?:en|ar|arna)?\b|\w*stuga\w*|\w*utbildning(?:en|ar|stillfäll\w*)?\b|\w*kurs(?:en|er)?\b|\w*workshop\w*|frågestund\w*|öppet hus|öppet möte|\w*föreläsning\w*|lansering\w*)
        (?<!för )(?<!till )(?:medel)?start(?:en|ar|a|as|ade)?\b(?!-)|projektstart\w*|projektslut\w*|projektperiod\w*|projekttid\w*|bidragsperiod\w*|stödperiod\w*|tidigast|påbörja\w*|pågå\w*|genomför\w*|slutför\w*|använd[at]s?\b|användas|förbruka\w*|disponera\w*
        avsluta\w*|\w*rapport\w*|\w*redovis\w*|\w*utbetal\w*|avser\b|gäller (?:kostnader|verksamhet|aktiviteter|perioden)|gäller (?:från|inte|ej)|handlägg\w*|behandlas\b(?! \w+ gånger)|betalas|återbetal\w*|rekvi\w*|kostnad\w*|bokslut\w*|årsmöte\w*|verksamhetsår\w*
        publicera\w*|(?:senast |sidan )?uppdatera[dts]\w*|utlysningsdatum|ändring(?:ar)? skett|skett|anmäl(?!an om intresse)\w*|registrera (?:er|dig|sig)|inspel|synpunkter|remiss\w*|frågor|kompletter\w*|enkät\w*|överklaga\w*|yttrande\w*|nyhetsbrev\w*
        tidigare|ursprunglig\w*|gamla|förra|föregående|i (?:stället|ställe) för|istället för|invigning\w*|kontor\w*|växeln|telefon\w*|semester\w*|(?:av)?stängd(?:a|t)? (?:för|på grund|under|mellan)|avstängd\w*
        skriv till|rekommendera\w*|uppmuntra\w*|om godkännande\w*|ring\b|ringa\b|mejla\w*|höra av|om (?:förläng|ändring)\w*|underhåll\w*|driftstopp\w*|otillgänglig\w*|fullmakt\w*|ersättning\w*|kollega\w*|medarbetare\w*|f-skatt|(?<!för )bedöm\w*|gransk\w*|konferens\w*|seminari\w*|född\w*|fyll\w*|lag(?:en|ar)?\b|\w*förordning\w*|föreskrift\w*|direktiv\w*|\w*avtal\w*|\w*intyg\w*|kontakta\w*|kontot?\b|skapa\w*|(?:\d+|en|ett|två|tre|fyra|fem|sex|några) (?:arbets)?(?:dag(?:ar)?|veck(?:a|or)|månad(?:er)?) (?:efter|före|innan)|kungör\w*|lanser\w*
        rådgivning\w*|ansöknings(?:skola|stuga|verkstad|hjälp|coach|support)\w*|anställ(?:d|ning)\w*|antagning\w*|utbildningsplats\w*|praktikplats\w*|tjänsten som|rekryter\w*|lediga? (?:jobb|tjänst\w*)|partnersök\w*|medlem\w*|doktorsexamen|disput\w*|examen|avlagt|utkast\w*|faktur\w*|upphandling\w*|anbud\w*|nominera\w*|pris(?:et|utdelning\w*)\b|trä(?:der|dde) i kraft|ikraft\w*|fastställ\w*|i fjol|existera\w*|bilda[dts]\w*|registrerad som
        """),
    applying=words(
        r"(?:\w*ansök(?!ningsskol|ningsstug)\w*|medsökande\w*|sök(?:a|er|s|as|t|te)?\b|sökande|sökbar\w*|\w*skiss(?:en|er|erna)?\b|\w*förslag\w*|intresseanmäl\w*|projektidé\w*|inlämning\w*|inskick\w*)"
    ),
    call=words(rf"(?:{CALL}|\w*portalen|e-tjänsten|\w*systemet|formuläret|utlys\w*)\b"),
    moved=words(
        r"(?:rätta\w*|korriger\w*|ersatts?|flytta\w*|förläng\w*|ändra\w*|senarelag\w*|senarelägg\w*|tidigarelag\w*|skjut\w* (?:fram|upp)|framflytta\w*)"
    ),
    onwards=words(r"(?:därefter|därpå|sedan|följande|övriga|nästa|och därefter|för \w+ gäller)"),
    several=words(
        r"(?:(?:stopp|bryt)tider(?:na)?\b|inlämningsdatumen|(?<!sista )inlämningsdatum(?= (?:för|är|under|20\d\d)|\b:)|ansökningsdagar\w*|(?:sista|slut|bryt|stopp)\w*dagar(?:na)?|frister(?:na)?|deadlines|ansökningstillfällen|ansökningsperioder(?:na)?|(?:två|tre|fyra|fem|sex|flera|\d) (?:\w+ )?(?:gånger|omgångar|tillfällen|perioder|datum|stopp\w*|bryt\w*)|\w*omgång(?:ar|arna)|ansökningsomgång (?:1|2|3|ett|två|tre)\b|datumen|brytdatum(?=en|:|\s+20)|stoppdatum(?=en|:|\s+20))"
    ),
    numbered=words(
        r"(?:\d\. (?:halvår|kvartal)\w*|(?:(?:\w*omgång|\w*period|utlysning|runda|del) (?:\d|ett|två|tre)\b|(?:första|andra|tredje|fjärde) (?:\w*omgången|\w*perioden|datumet|tillfället|utlysningen)|(?:vår|höst|sommar|vinter)(?:en|ens)?(?:omgång\w*)?(?: 20\d\d)?\s*:))"
    ),
    next=words(
        r"(?:nästa|kommande|nästkommande) (?:(?:inlämnings|ansöknings|bryt|stopp|sök)\w*|deadline|frist|omgång|sista|datum|tillfälle)"
    ),
    stage_1=words(
        r"(?:1\. (?:steg|fas)\w*|(?:steg (?:ett|1)|första steget|fas (?:ett|1)|första fasen|\w*skiss(?:en|er|erna)?\b|föranmäl\w*|intresseanmäl\w*|\w*idéskiss\w*|föransök\w*|förhandsansök\w*))"
    ),
    stage_2=words(
        r"(?:2\. (?:steg|fas)\w*|(?:steg (?:två|2)|andra steget|fas (?:två|2)|andra fasen|full(?:ständig)?\w* (?:\w+ )?\w*ansök\w*|huvudansök\w*|slutlig\w* ansök\w*))"
    ),
    rolling=words(
        r"""
        (?:sök|söks|sökas|söka|söker|ansöka|ansökan|ansökningar|stödet|bidraget|bidragen|beslut)\b[^.]{0,50}?(?:löpande|kontinuerligt|när som helst|när (?:ni|du) vill|året runt|hela året|året om|hela tiden)
        (?:löpande|när som helst|året runt|hela året|året om)\b[^.]{0,30}?(?:söka|söker|sökas|ansöka|ansökan|ansökningar)
        (?:sista ansökningsdag|deadline|ansökningstid|ansökningsperiod|ansökan)\s*:?\s*(?:löpande|året runt|tills vidare|öppen tills vidare)
        löpande (?:ansökan|ansökningstid|utlysning|inlämning|ansökningsförfarande)
        ansök när (?:ni|du) vill
        (?:utlysningen|ansökan|bidraget|stödet) är (?:alltid öpp\w+|öppen (?:hela|året)|öppen tills vidare)
        (?:ingen|inget|inga|utan) (?:bestämda? |fasta? |särskil\w+ |specifik\w* )?(?:sista ansökningsda(?:g|tum)\w*|sista dag|slutdatum|ansöknings(?:tid|datum|dag|period|stopp|omgång)\w*|fasta? ansöknings\w*|deadline)
        """
    ),
    withdrawn=words(
        rf"""
        {CALL}\s+(?:är|har|blev|blir)\s+(?:nu\s+|tyvärr\s+|därför\s+)*(?:återkalla[dts]\w*|återkallats|dragits tillbaka|inställ[dt]\w*|ställts in|avbruten|avbrutits|upphävd|upphävts|makulera\w*|struken|indragen)
        (?:vi|\w+(?:en|et)) (?:återkallar|drar tillbaka|ställer in|avbryter) (?:denna |den här |hela )?(?:{CALL})
        (?:återkallad|inställd|avbruten):? {CALL}
        {CALL}\s+(?:återkallas|ställs in|dras tillbaka|avbryts)
        """
    ),
    paused=words(
        rf"""
        {CALL}\s+(?:är|har)\s+(?:nu\s+|tillfälligt\s+|för närvarande\s+|tyvärr\s+|just nu\s+|tills vidare\s+)*(?:paus\w+|vilande|stoppa\w+)
        (?:pausa\w*|paus) under (?:20\d\d|våren|hösten|året)
        (?:vi|\w+(?:en|et)) (?:har )?paus(?:ar|at) (?:nu |tillfälligt |tills vidare )*(?:denna |den här )?{CALL}
        (?:just nu|tills vidare|för närvarande|för tillfället|i nuläget) (?:tar (?:vi|\w+) (?:inte|ej) emot|går det inte att (?:söka|ansöka))
        tar (?:vi )?(?:just nu |tills vidare |för närvarande |för tillfället )(?:inte|ej) emot (?:några |nya )*ansök\w+
        tar (?:inte|ej) emot (?:några |nya )*ansök\w+ (?:just nu|tills vidare|för närvarande|för tillfället|i nuläget)
        """
    ),
    closed=words(
        rf"(?:{CALL}(?: för [^.,]{{2,40}}?)? (?:är|har) (?:nu |redan )?(?:stäng[dt]\w*|avsluta\w*)|ansökan är (?:nu |redan )?(?:stäng[dt]|avslutad)|(?:ansöknings)?(?:tiden|perioden) (?:har (?:gått ut|löpt ut|passerat)|är (?:ute|slut|över))|tar inte längre emot (?:några )?ansök\w*|det går inte längre att (?:söka|ansöka)|stängd för ansök\w*|(?:sista ansökningsdag(?:en)?|deadline(?:n)?|ansökningsfristen) har (?:redan |nu )?(?:passerat|passerats|gått ut)|^stängd\b(?! (?:mellan|under|för|på)))"
    ),
    perhaps=words(r"(?:kan|kunde|skulle|om|ifall|eventuellt|risk|brukar)\b"),
    planned=words(
        r"(?:planera\w* (?:utlysning(?:en)?\b|öppna\w*|att öppna\w*|ansökningsomgång\w*)|utlysning(?:en|ar)? (?:är planerad\w*|planera\w*)|kommande utlysning(?:en)?\b|(?:datum|ansökningsperiod) (?:\w+ )?(?:ej|inte) (?:bestämt|fastställt|beslutad\w*))"
    ),
    season=words(
        r"(?:(?:början|slutet|mitten) av 20\d\d|(?:slutet av |början av |mitten av |tidig |sen )?(?:våren|vår|sommaren|hösten|höst|vintern|(?:första|andra|tredje|fjärde) kvartalet|kvartal [1-4]|årsskiftet|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+20\d\d(?:[/–-]\d{2,4})?)"
    ),
    starts=words(
        r"(?:öppna\w*|lyses ut|planera\w*|start- och slutdatum|nästa ansökningstillfälle|ansökningsperiod\w*|utlysning\w*)"
    ),
)
