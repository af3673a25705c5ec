# ruff: noqa: E501 (a sentence of a call is read as one line)
"""Reading the terms of a call from its words: what is certain, what is a doubt, what is not said."""

import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from lexicon.terms import (
    Amount,
    Basis,
    Bound,
    DateKind,
    Deadline,
    DeadlineModel,
    MoneyKind,
    Rate,
    Status,
)
from scrapers.draft import Draft, grounded
from scrapers.prose import draft_from_text
from scrapers.prose.days import mentions

TODAY = dt.date(2026, 11, 21)


def read(text: str, language: str = "sv", title: str = "Utlysning", zone: str = "") -> Draft:
    zones = {"sv": "Europe/Stockholm", "nb": "Europe/Oslo", "da": "Europe/Copenhagen",
             "fi": "Europe/Helsinki", "en": "Europe/Brussels"}  # fmt: skip
    return draft_from_text(
        identifier="1",
        url="https://example.org/1",
        title=title,
        text=text,
        funder="A funder",
        language=language,
        zone=zone or zones.get(language, "Europe/Stockholm"),
        today=TODAY,
    )


def days(draft: Draft) -> list[str]:
    return [
        f"{each.day}" + (f" {each.time:%H:%M}" if each.time else "") for each in draft.deadlines
    ]


def doubted(draft: Draft) -> set[str]:
    return {doubt.field for doubt in draft.uncertain}


CERTAIN = [
    ("sv", "Utlysningen stänger den 26 februari 2027 klockan 16.00.", ["2027-02-26 16:00"]),
    ("sv", "Stänger 26 januari 2027 kl. 14:00.", ["2027-01-26 14:00"]),
    ("sv", "Sista ansökningsdag: 2027-03-18", ["2027-03-18"]),
    ("sv", "Sista dag för ansökan 2027-10-20 17:00", ["2027-10-20 17:00"]),
    ("sv", "Den 26 februari 2027 stänger utlysningen.", ["2027-02-26"]),
    ("sv", "Fredagen den 26 februari 2027 är sista ansökningsdag.", ["2027-02-26"]),
    ("sv", "Ansökan ska ha kommit in till oss senast den 15 januari 2027.", ["2027-01-15"]),
    ("sv", "Ansök senast kl. 16.00 den 15 januari 2027.", ["2027-01-15 16:00"]),
    ("sv", "Ansökan stänger: 17 juni 2027 (senast klockan 23.59 denna dag)", ["2027-06-17 23:59"]),
    ("sv", "Utlysningen är öppen till den 15 mars 2027.", ["2027-03-15"]),
    ("sv", "Ansökningstiden går ut den 15 mars 2027 kl 24.00.", ["2027-03-15 23:59"]),
    ("sv", "Utlysningen stänger den 5 mars 2027 och beslut väntas 15 juni 2027.", ["2027-03-05"]),
    ("sv", "Utlysningen öppnar 1 mars och stänger 15 juni 2027.", ["2027-06-15"]),
    ("sv", "Du kan söka mellan 1 september och 31 oktober 2027.", ["2027-10-31"]),
    ("sv", "Ansökningsperiod: 18–29 september 2027.", ["2027-09-29"]),
    ("sv", "Ansökan kan göras 1 september–31 oktober 2027.", ["2027-10-31"]),
    ("sv", "Stänger\n5 mars 2027\nBeslut\n15 april 2027", ["2027-03-05"]),
    (
        "sv",
        "Sista dag för frågor är 1 mars 2027. Sista dag att ansöka är 5 mars 2027.",
        ["2027-03-05"],
    ),
    ("sv", "Utlysningen stänger den 5 mars 2027 och den 15 april meddelas beslut.", ["2027-03-05"]),
    ("sv", "Ansökningsperioden är 1 december till 15 januari 2028.", ["2028-01-15"]),
    ("sv", "Ansökningstiden har förlängts till den 19 mars 2027.", ["2027-03-19"]),
    ("sv", "Sista ansökningsdag är 19 mars 2027 (tidigare 5 mars 2027).", ["2027-03-19"]),
    (
        "sv",
        "Sista ansökningsdag har flyttats från den 5 mars till den 19 mars 2027.",
        ["2027-03-19"],
    ),
    ("nb", "Søknadsfrist: 1. februar 2027 kl. 13.00", ["2027-02-01 13:00"]),
    ("nb", "Søknadsfristen er 15. september 2027.", ["2027-09-15"]),
    ("nb", "Fristen for å søke er 1. mars 2027 klokken 12.00.", ["2027-03-01 12:00"]),
    ("nb", "Søknaden må være levert innen 3. mai 2027.", ["2027-05-03"]),
    ("nb", "Søknadsfristen er flyttet fra 5. mars til 19. mars 2027.", ["2027-03-19"]),
    ("en", "The call closes on 5 March 2027 at 5 pm.", ["2027-03-05 17:00"]),
    ("en", "Applications must be submitted by 12 noon on March 5, 2027.", ["2027-03-05 12:00"]),
    ("en", "Deadline: March 5th, 2027, 17:00 CET", ["2027-03-05 17:00"]),
    ("en", "Apply before: 2027-05-21 14:00", ["2027-05-21 14:00"]),
    ("en", "The deadline has been extended from 5 March 2027 to 19 March 2027.", ["2027-03-19"]),
    ("en", "The call is open from 1 March to 15 April 2027.", ["2027-04-15"]),
    (
        "en",
        "Call opening:\n5 November 2026\nDeadline for submission:\n4 March 2027",
        ["2027-03-04"],
    ),
    ("en", "Applications close at 4:00pm UK time on 31 March 2027.", ["2027-03-31 16:00"]),
    ("sv", "Sista ansökningsdag är den sista februari 2028.", ["2028-02-29"]),
    ("sv", "Ansökningsomgången stänger 30/4 2027 kl 16.00.", ["2027-04-30 16:00"]),
    ("da", "Ansøgningsfrist: 1. marts 2027 kl. 12.00", ["2027-03-01 12:00"]),
    ("da", "Puljen lukker den 26. februar 2027 kl. 14.", ["2027-02-26 14:00"]),
    ("da", "Ansøg senest 31-03-2027 23:59:00", ["2027-03-31 23:59"]),
    ("fi", "Hakuaika päättyy 12.2.2027 klo 16.15.", ["2027-02-12 16:15"]),
    ("fi", "Hakuaika on 4.1.–26.2.2027.", ["2027-02-26"]),
    ("fi", "Haku on auki 1.–15.3.2027.", ["2027-03-15"]),
    ("fi", "Hakemukset 15. maaliskuuta 2027 mennessä.", ["2027-03-15"]),
    ("fi", "Hakuaika päättyy maaliskuun 15. päivänä 2027.", ["2027-03-15"]),
]


@pytest.mark.parametrize(("language", "words", "expected"), CERTAIN)
def test_a_closing_day_is_read_for_certain(language: str, words: str, expected: list[str]) -> None:
    draft = read(words, language)

    assert days(draft) == expected
    assert "deadlines" not in doubted(draft)


NO_DEADLINE = [
    ("sv", "Digitalt informationsmöte om utlysningen hålls den 10 december 2026."),
    ("sv", "Anmälan till informationsmötet stänger den 10 december 2026."),
    ("sv", "Anmäl er senast den 1 december 2026 till mötet om utlysningen."),
    ("sv", "Beslut om ansökan fattas senast den 15 april 2027."),
    ("sv", "Projektstart tidigast 3 maj och senast 1 juni 2027."),
    ("sv", "Projektet ska vara avslutat senast den 31 december 2027 och slutrapporterat."),
    ("sv", "Ansökan om utbetalning ska lämnas in senast den 15 mars 2027."),
    ("sv", "Skriv till oss senast den 31 mars 2027 om ni vill delta i dialogmöten."),
    ("sv", "Skicka frågor om utlysningen senast den 1 mars 2027."),
    ("sv", "Projekt som beviljas i utlysningen ska starta senast 1 maj 2027."),
    ("sv", "Vi publicerar utlysningen senast den 1 februari 2027."),
    ("sv", "Kontoret stänger den 23 december 2026."),
    ("sv", "Observera att det 2026-05-20 skett ändringar under rubriken Vem kan söka?"),
    ("sv", "Nämnden beslutade den 17 november 2026 att avsätta medel till utlysningen."),
    ("sv", "Handläggningen tar fyra till sex månader och projekt pågår i högst 3 år."),
    ("sv", "Projekten kan pågå till och med december 2028."),
    ("sv", "Utlysningen gäller insatser för unga mellan 16 och 29 år."),
    ("sv", "Rekvisition av stöd ska ha kommit in senast den 1 mars 2027."),
    ("sv", "Ni som fått stöd i utlysningen ska lämna delrapport senast 1 mars 2027."),
    ("sv", "Deadline för partnersök är 1 mars 2027."),
    ("sv", "Medfinansieringsintyg ska bifogas ansökan senast den 1 april 2027."),
    ("sv", "Ansökan skickas till oss, senast 14 dagar efter 1 mars 2027."),
    ("sv", "Ansökningar som kom in före den 1 mars 2026 är beslutade."),
    ("nb", "Informasjonsmøte om utlysningen holdes 10. desember 2026."),
    ("en", "The previous call closed on 5 March 2026."),
    ("en", "The deadline for registering partners is 1 March 2027."),
    ("nb", "Vedtak om søknaden ventes innen 15. april 2027."),
    ("en", "An information session on the call takes place on 2 December 2026."),
    ("en", "Results of the call are expected by 15 August 2027."),
    ("en", "Applicants must register by 1 March 2027 for the webinar."),
    ("en", "Projects may start on 1 May 2027 at the earliest."),
    ("en", "The transposition deadline of the directive is 29 May 2027."),
    ("sv", "Vi rekommenderar att ni ansöker senast den 1 februari 2027."),
    ("sv", "Ansökan om slututbetalning ska göras senast den 30 november 2027."),
    ("nb", "Søkere som fikk tilskudd må levere regnskap innen 1. mars 2027."),
    ("nb", "Siste frist for å endre søknaden er 5. mars 2027."),
    ("fi", "Hakemukset ratkaistaan 30.4.2027 mennessä."),
    ("en", "The reporting deadline is 31 March 2028."),
    ("en", "Letters of support must be submitted by 1 March 2027."),
    ("sv", "Ansökan om förlängning av projektet ska göras senast den 1 oktober 2027."),
    ("sv", "Ansökningsportalen är stängd för underhåll den 12 december 2026."),
    ("da", "Tilmelding til informationsmødet senest den 8. januar 2027."),
    ("da", "Vil du vide mere om ordningen, så ring senest den 20. februar 2027."),
    ("fi", "Avustuspäätökset annetaan viimeistään 30.4.2027."),
    ("fi", "Hakuinfo järjestetään 12.1.2027 klo 9.10."),
    ("fi", "Edellinen hakuaika päättyi 2.6.2026."),
]


@pytest.mark.parametrize(("language", "words"), NO_DEADLINE)
def test_other_days_are_no_deadlines(language: str, words: str) -> None:
    draft = read(words, language)

    assert days(draft) == []


DOUBTFUL = [
    ("sv", "Ansökan stänger den 15 januari.", ["2027-01-15"], "the year is not stated"),
    ("sv", "Utlysningen är öppen 1 september till 31 oktober.", ["2027-10-31"], "the year is not stated"),
    ("sv", "Sista ansökningsdag är 31 februari 2027.", [], "no such day"),
    ("sv", "Sista ansökningsdag är torsdagen den 26 februari 2027.", ["2027-02-26"], "weekday"),
    ("sv", "Sista ansökningsdag är sista april.", ["2027-04-30"], "the year is not stated"),
    ("sv", "Sista ansökningsdag är i slutet av april.", [], "no day could be read"),
    ("da", "Ansøgningsfristen er ultimo april 2027.", [], "no day could be read"),
    ("fi", "Hakuaika päättyy 15.1. klo 16.15.", ["2027-01-15 16:15"], "the year is not stated"),
    ("sv", "Stänger snart.", [], "no day could be read"),
    ("sv", "Utlysningen stänger 5 mars 2027.\nSista ansökningsdag är 12 mars 2027.",
     ["2027-03-05", "2027-03-12"], "several closing days"),
    ("sv", "Sista ansökningsdag är flyttad från 5 mars till 19 mars 2027.\nUtlysningen stänger 5 mars 2027.",
     ["2027-03-19"], "said to be moved"),
    ("sv", "Sista ansökningsdag är 5 mars 2027 kl. 14.\nUtlysningen stänger 5 mars 2027 kl. 16.",
     ["2027-03-05 14:00"], "two times"),
    ("sv", "Utlysningen öppnar 1 april 2027 och stänger 1 mars 2027.", ["2027-03-01"], "closes before"),
    ("sv", "Sista ansökningsdag är 15 mars, och projekt får pågå till 31 december 2029.",
     ["2027-03-15"], "the year is not stated"),
    ("sv", "Hör av er senast 1 mars 2027 om ni vill söka.",
     ["2027-03-01"], "something else"),
    ("sv", "Fullständig ansökan lämnas in senast den 31 mars 2028.", ["2028-03-31"], "first stage"),
    ("en", "If funds remain, a second deadline of 1 October 2027 may be announced.",
     ["2027-10-01"], "may come to be"),
    ("en", "Deadline: 03/05/2027", ["2027-05-03"], "the other way round"),
    ("en", "The contract is signed after the call closed, and no later than 31 May 2027.",
     ["2027-05-31"], "something else"),
    ("sv", "Ansökningar som skickats in senast den 15 januari 2027 behandlas i mars.",
     ["2027-01-15"], "something else"),
    ("en", "Applicants whose proposals were submitted by 15 January 2027 will hear from us.",
     ["2027-01-15"], "something else"),
    ("sv", "Bidraget avser verksamhet från den 1 januari 2027 till och med den 31 december 2027.",
     ["2027-12-31"], "something else"),
    ("sv", "Preliminära datum: öppnar 1 september 2027, stänger 15 oktober 2027.",
     ["2027-10-15"], "preliminary"),
    ("da", "Ansøgninger, der modtages efter den 1. marts 2027, behandles ikke.",
     [], "too late"),
    ("en", "The deadline is 10 June 2027 at 16:00 CET.", ["2027-06-10 16:00"], "CET is not"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "expected", "why"), DOUBTFUL)
def test_what_is_not_sure_is_a_doubt_with_its_sentence(
    language: str, words: str, expected: list[str], why: str
) -> None:
    draft = read(words, language)

    assert days(draft) == expected
    doubts = [each for each in draft.uncertain if each.field == "deadlines"]
    assert any(why in each.why for each in doubts), doubts
    assert all(each.words and each.words in words for each in doubts)


def test_days_that_share_a_month_a_year_and_an_hour_are_cut_offs() -> None:
    draft = read(
        "Frister. Søknader behandles tre ganger: 29. januar, 30. april og 30. september 2027, "
        "alle dager klokken 12.00.",
        "nb",
    )

    assert days(draft) == ["2027-01-29 12:00", "2027-04-30 12:00", "2027-09-30 12:00"]
    assert {each.kind for each in draft.deadlines} == {DateKind.CUT_OFF}
    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF
    assert not draft.uncertain


def test_a_sentence_may_go_on_with_the_days_of_the_one_before() -> None:
    draft = read(
        "Nästa inlämningsdatum är den 11 december 2026. "
        "Därefter gäller 12 februari, 14 maj och 13 augusti 2027."
    )

    assert days(draft) == ["2026-12-11", "2027-02-12", "2027-05-14", "2027-08-13"]
    assert not draft.uncertain


def test_a_second_stage_is_not_the_day_to_apply_by() -> None:
    draft = read(
        "Step one: submit the project idea form by 20 January 2027 at 16:00 CET. "
        "Step two: invited projects hand in the full application by 10 June 2027 at 16:00 CEST.",
        "en",
    )

    assert [each.kind for each in draft.deadlines] == [DateKind.STAGE_1, DateKind.STAGE_2]
    assert draft.deadline_model is DeadlineModel.TWO_STAGE
    assert draft.deadlines[0].label == "Step one: submit the project idea form"


def test_the_hour_is_kept_with_the_zone_it_is_named_in() -> None:
    ours = read("The call closes on 5 March 2027 at 17:00 CET.", "en", zone="Europe/Stockholm")
    theirs = read("The call closes on 5 March 2027 at 17:00 EET.", "en", zone="Europe/Stockholm")

    assert ours.deadlines[0].zone == "Europe/Stockholm"
    assert theirs.deadlines[0].zone == "Europe/Helsinki"


def test_without_a_day_of_reading_no_year_is_inferred() -> None:
    draft = draft_from_text(
        identifier="1", url="https://example.org/1", title="Utlysning",
        text="Ansökan stänger den 15 januari.", funder="", language="sv",
        zone="Europe/Stockholm", today=None,
    )  # fmt: skip

    assert days(draft) == []
    assert doubted(draft) == {"deadlines"}


def test_a_language_without_rules_is_a_doubt() -> None:
    draft = read("Taotluste esitamise tähtaeg on 12.2.2027.", "et")

    assert days(draft) == []
    assert doubted(draft) == {"deadlines"}


OPENINGS = [
    ("sv", "Öppnar 9 februari 2027", "2027-02-09"),
    ("sv", "Utlysningen öppnar den 2 november 2026 och stänger den 26 februari 2027.", "2026-11-02"),
    ("sv", "Du kan söka mellan 1 september och 31 oktober 2027.", "2027-09-01"),
    ("nb", "Utlysningen åpner 1. mars 2027.", "2027-03-01"),
    ("en", "Submission opens on 5 November 2026.", "2026-11-05"),
    ("en", "Open for applying 2026-08-26 14:00", "2026-08-26"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "expected"), OPENINGS)
def test_the_opening_day_is_read(language: str, words: str, expected: str) -> None:
    draft = read(words, language)

    assert draft.opens == dt.date.fromisoformat(expected)
    assert not draft.uncertain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Ni kan söka projektstöd när som helst under året."),
        ("sv", "Stiftelsen tar emot ansökningar löpande under hela året."),
        ("sv", "Det finns ingen sista ansökningsdag."),
        ("nb", "Det er løpende søknadsfrist."),
        ("en", "Proposals can be submitted at any time."),
    ],
)
def test_a_rolling_call_is_rolling_and_not_merely_unknown(language: str, words: str) -> None:
    draft = read(words, language)

    assert draft.deadline_model is DeadlineModel.ROLLING
    assert not draft.uncertain


@pytest.mark.parametrize(
    "words",
    ["Uppgifterna uppdateras löpande.", "Arbetet med unga pågår hela året.", "Vi lär löpande."],
)
def test_what_goes_on_all_the_time_is_not_always_applying(words: str) -> None:
    assert read(words).deadline_model is DeadlineModel.UNKNOWN


def test_an_end_speaks_against_applying_at_any_time() -> None:
    draft = read("Ni kan söka när som helst. Utlysningen stänger den 5 mars 2027.")

    assert days(draft) == ["2027-03-05"]
    assert doubted(draft) == {"deadlines"}


def test_a_planned_call_keeps_its_season_and_has_no_deadline() -> None:
    draft = read(
        "Utlysningen planeras att öppna hösten 2027. Datum är ej bestämt. "
        "Skriv till oss senast den 31 mars 2027 om ni vill delta i dialogmöten."
    )

    assert draft.status is Status.PLANNED
    assert draft.deadline_model is DeadlineModel.SEASON
    assert draft.season == "hösten 2027"
    assert draft.deadlines == ()


def test_the_days_of_a_planned_call_are_a_doubt() -> None:
    draft = read("Planerad utlysning. Öppnar 9 februari 2027 och stänger den 31 maj 2027.")

    assert draft.status is Status.PLANNED
    assert doubted(draft) == {"deadlines"}


WITHDRAWN = [
    ("sv", "Utlysningen är återkallad. Ansökan stänger den 15 januari 2027 klockan 23.59."),
    ("sv", "Ansökan stänger den 15 januari 2027. Vi ställer in utlysningen."),
    ("nb", "Utlysningen er trukket. Søknadsfristen var 1. mars 2027."),
    ("en", "The call has been cancelled. The deadline was 5 March 2027."),
]


@pytest.mark.parametrize(("language", "words"), WITHDRAWN)
def test_the_days_of_a_withdrawn_call_are_not_told(language: str, words: str) -> None:
    draft = read(words, language)

    assert draft.status is Status.WITHDRAWN
    assert draft.deadlines == ()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Stödet är pausat under 2026.", Status.PAUSED),
        ("Stängd 19 mars 2026", Status.CLOSED),
        ("Utlysningen kan komma att ställas in.", Status.ANNOUNCED),
        ("Om utlysningen är återkallad får ni besked.", Status.ANNOUNCED),
        ("Informationsmötet är inställt.", Status.ANNOUNCED),
        ("En ny utlysning kan komma under 2028.", Status.ANNOUNCED),
    ],
)
def test_the_status_is_that_of_the_call_and_said_for_certain(words: str, status: Status) -> None:
    assert read(words).status is status


def money(draft: Draft) -> list[tuple[str, int | None, int | None, int | None]]:
    def plainly(value: Decimal | None) -> int | None:
        return None if value is None else int(value)

    return [
        (each.currency, plainly(each.least), plainly(each.most), plainly(each.total))
        for each in draft.amounts
    ]


SUMS = [
    ("sv", "Ett projekt kan få mellan 2 000 000 och 12 000 000 kr i stöd.", ("SEK", 2_000_000, 12_000_000, None)),
    ("sv", "Ni kan söka 20 000–50 000 kr.", ("SEK", 20_000, 50_000, None)),
    ("sv", "Ni kan söka 5–10 miljoner kronor.", ("SEK", 5_000_000, 10_000_000, None)),
    ("sv", "Stödet är högst 1,5 miljoner kronor.", ("SEK", None, 1_500_000, None)),
    ("sv", "Ni kan söka upp till 2 mkr.", ("SEK", None, 2_000_000, None)),
    ("sv", "Stödet är maximalt 300 000 euro.", ("EUR", None, 300_000, None)),
    ("sv", "Hur mycket kan ni söka? Minst 500 000 kronor.", ("SEK", 500_000, None, None)),
    ("sv", "Budget för utlysningen är 30 miljoner kronor.", ("SEK", None, None, 30_000_000)),
    ("sv", "Utlyst belopp. 75 000 000 kr.", ("SEK", None, None, 75_000_000)),
    ("sv", "Totalt finns 3 miljoner kronor att fördela.", ("SEK", None, None, 3_000_000)),
    ("nb", "Dere kan søke inntil 500 000 kroner.", ("NOK", None, 500_000, None)),
    ("en", "The requested grant must be between EUR 400,000 and EUR 1,200,000.", ("EUR", 400_000, 1_200_000, None)),
    ("en", "The total budget of the call is EUR 9 million.", ("EUR", None, None, 9_000_000)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "expected"), SUMS)
def test_money_is_read_as_least_most_and_total(
    language: str, words: str, expected: tuple[str, int | None, int | None, int | None]
) -> None:
    draft = read(words, language)

    assert money(draft) == [expected]
    assert not draft.uncertain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Ett genomsnittligt projekt får ungefär 2 miljoner kronor i stöd."),
        ("sv", "Ideell arbetstid kan räknas som insats med 220 kronor per timme."),
        ("sv", "För ungdomsprojekt finns ett särskilt paket på högst 30 000 kronor."),
        ("sv", "Försumbart stöd får vara högst 300 000 euro på tre år."),
        ("sv", "Små föreningar kan få ett förskott på högst 400 000 kronor."),
        ("sv", "Unga mellan 12 och 25 år kan söka."),
        ("en", "Preparation costs of EUR 24,000 are paid as a lump sum."),
    ],
)
def test_other_money_is_nothing_to_ask_for(language: str, words: str) -> None:
    assert money(read(words, language)) == []


def test_an_amount_says_what_it_is_of() -> None:
    cost = read("Projects may have a total budget between EUR 500,000 and EUR 2,500,000.", "en")
    support = read("Ett projekt kan få högst 500 000 kr i stöd.")

    assert cost.amounts[0].of is MoneyKind.TOTAL_COST
    assert support.amounts[0].of is MoneyKind.SUPPORT


def test_a_preliminary_amount_says_so_in_the_next_sentence() -> None:
    draft = read("Budget för utlysningen är 30 miljoner kronor. Beloppet är preliminärt.")

    assert draft.amounts == (Amount(currency="SEK", total=Decimal(30_000_000), preliminary=True),)


def test_two_ceilings_are_a_doubt() -> None:
    draft = read("Ni kan söka högst 500 000 kronor. Ett projekt kan få högst 400 000 kronor.")

    assert doubted(draft) == {"amounts"}


RATES = [
    ("sv", "Medfinansieringen ska vara 5 procent av projektets totala kostnader.",
     Rate(co_funding_rate=Decimal(5), bound=Bound.EXACT)),
    ("sv", "Medfinansieringsgraden är 46 %.", Rate(co_funding_rate=Decimal(46), bound=Bound.EXACT)),
    ("sv", "Ni ska ha minst 50 procent egenfinansiering.",
     Rate(co_funding_rate=Decimal(50), bound=Bound.AT_LEAST)),
    ("sv", "Vi kan finansiera högst 40 procent av de totala stödberättigande kostnaderna.",
     Rate(funding_rate=Decimal(40))),
    ("sv", "Regionen finansierar högst 50 procent av kostnaderna.", Rate(funding_rate=Decimal(50))),
    ("sv", "Ett projekt kan beviljas max 40 procent i stöd.", Rate(funding_rate=Decimal(40))),
    ("sv", "Egen medfinansiering krävs inte.",
     Rate(co_funding_rate=Decimal(0), bound=Bound.AT_LEAST)),
    ("nb", "På norsk side dekker Interreg-midlene inntil 50 prosent.",
     Rate(funding_rate=Decimal(50), per=Basis.SIDE, side="NO")),
    ("en", "EU co-financing covers up to 80 % of total eligible costs; pre-financing is 70 % of the grant.",
     Rate(funding_rate=Decimal(80))),
    ("en", "The co-financing rate of the programme is up to 80 %; each partner pays the rest.",
     Rate(funding_rate=Decimal(80), per=Basis.PARTNER)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "expected"), RATES)
def test_a_share_is_read_with_whose_it_is(language: str, words: str, expected: Rate) -> None:
    draft = read(words, language)

    assert draft.rates == (expected,)
    assert not draft.uncertain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Indirekta kostnader ersätts med ett schablonpåslag på 15 procent."),
        ("sv", "Indirekta kostnader får tas upp med högst 30 procent av personalkostnaderna."),
        ("sv", "Av alla ansökningar beviljas omkring 10 procent."),
        ("sv", "I länet är 12 procent av de unga utan arbete."),
        ("en", "Office costs are covered by a flat rate of 15 % of staff costs."),
    ],
)
def test_other_percentages_are_nobodys_share(language: str, words: str) -> None:
    assert read(words, language).rates == ()


def test_a_share_that_may_be_anybodys_is_a_doubt() -> None:
    draft = read("Co-financing is 20 %.", "en")

    assert draft.rates == ()
    assert doubted(draft) == {"rates"}


AREAS = [
    ("Utlysningen gäller Uppsala, Södermanlands och Örebro län.", ("SE121", "SE122", "SE124")),
    ("Utlysningen gäller Östra Mellansverige.", ("SE12",)),
    ("I Östra Mellansverige kan aktörer i Örebro län söka.", ("SE124",)),
    ("Örebro, Sörmland, Uppsala.", ("SE121", "SE122", "SE124")),
    ("Utlyst belopp är 60 000 000 kr för hela landet.", ("SE",)),
    ("Metoden ska kunna spridas i hela landet.", ()),
    ("Örebro kommun och Uppsala universitet har prövat metoden.", ()),
]


@pytest.mark.parametrize(("words", "codes"), AREAS)
def test_areas_are_read_where_they_are_named_as_such(words: str, codes: tuple[str, ...]) -> None:
    assert read(words).areas == codes


def test_an_area_that_is_left_out_is_a_doubt() -> None:
    draft = read("Örebro län ingår inte i programmet.")

    assert draft.areas == ()
    assert doubted(draft) == {"areas"}


def test_who_may_apply_is_the_section_of_that_name() -> None:
    draft = read(
        "Syfte. Fler i arbete. Vem kan söka? Föreningar och kommuner. Privatpersoner kan inte söka. "
        "Hur mycket kan ni få? Högst 500 000 kronor."
    )

    assert draft.applicants == "Föreningar och kommuner. Privatpersoner kan inte söka."


def test_who_may_apply_is_else_the_sentence_that_says_so() -> None:
    draft = read("Målet är fler i arbete. Offentlig, privat och ideell sektor kan söka.")

    assert draft.applicants == "Offentlig, privat och ideell sektor kan söka."


def test_real_calls_are_read_with_the_day_that_their_title_names() -> None:
    if not (data := os.environ.get("SAMSOK_DATA")):
        pytest.skip("SAMSOK_DATA does not say where the recorded calls are")
    folder = Path(data) / "recordings" / "swedish_calls" / "history"
    calls = {
        call["title"]: call["description"]
        for file in sorted(folder.glob("*energi_raw.json"))
        for call in json.loads(file.read_text(encoding="utf-8"))
    }

    # Each title holds the closing day, as a list of calls shows it.
    read_ = {title: read(text, title=title) for title, text in calls.items()}
    sure = {
        title: draft for title, draft in read_.items() if draft.deadlines and not doubted(draft)
    }

    assert len(sure) >= 15
    for title, draft in sure.items():
        named = [each.day for each in mentions(title, "sv", TODAY)]
        assert [each.day for each in draft.deadlines] == named[:1], title


@pytest.mark.parametrize("words", ["3 miljoner kronor", "3 mkr", "3 MSEK", "3 000 000 kr"])
def test_a_sum_is_written_out(words: str) -> None:
    draft = draft_from_text(
        identifier="x", url="https://x.example", title="Stöd", funder="F", language="sv",
        zone="Europe/Stockholm", today=None, text=f"Ett projekt kan få högst {words} i stöd.",
    )  # fmt: skip

    assert [str(each.most) for each in draft.amounts] == ["3000000"]


def test_every_value_has_the_words_that_it_was_read_from() -> None:
    draft = read(
        "Ansökan öppnar 1 februari 2027.\nSista ansökningsdag\n5 mars 2027 kl. 16\n"
        "Ni kan få högst 200 000 kronor i stöd.\nEgenfinansieringen är minst 20 procent.\n"
        "Minst två parter ska delta. Föreningar kan söka, men privatpersoner kan inte söka."
    )

    assert [(each.field, each.value, each.words) for each in draft.evidence] == [
        ("opens", "2027-02-01", "Ansökan öppnar 1 februari 2027."),
        ("deadlines", "2027-03-05", "Sista ansökningsdag: 5 mars 2027 kl. 16"),
        ("amounts", "", "Ni kan få högst 200 000 kronor i stöd."),
        ("rates", "", "Egenfinansieringen är minst 20 procent."),
        (
            "applicant_kinds",
            "association",
            "Föreningar kan söka, men privatpersoner kan inte söka.",
        ),
        ("excluded_kinds", "individual", "Föreningar kan söka, men privatpersoner kan inte söka."),
        ("least_partners", "2", "Minst två parter ska delta."),
    ]


def test_what_a_source_knows_better_loses_the_evidence_of_prose() -> None:
    draft = read("Sista ansökningsdag är 5 mars 2027. Ansökan öppnar 1 februari 2027.")

    better = replace(draft, opens=None, deadlines=(Deadline(day=dt.date(2027, 4, 1)),))

    assert {each.field for each in draft.evidence} == {"opens", "deadlines"}
    assert grounded(better).evidence == ()


def test_a_text_in_a_language_without_rules_names_no_kinds_of_applicants() -> None:
    draft = read("Gemeinden und Vereine können sich bewerben.", language="de")

    assert (draft.applicant_kinds, draft.evidence) == ((), ())
