# ruff: noqa: E501 (a sentence of a call is read as one line)
"""Days in prose: what is a deadline for certain, what is a doubt, what is another day."""

import datetime as dt

import pytest

from lexicon.terms import DateKind, DeadlineModel
from scrapers.prose import draft_from_text
from tests.prose import days, doubted, read

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
