"""Calls kept by hand: what is usual is no deadline, and a slip of the pen is named."""

from datetime import date
from pathlib import Path

import pytest

from lexicon.terms import DateKind, DeadlineModel, Status
from scrapers import Unreachable, all_sources
from scrapers.child import read_apart
from scrapers.files import FileSite
from scrapers.sources.kept import PACKAGED
from scrapers.yearly import Usual

KEPT = all_sources()["kept"]
RECORD = """[[calls]]
identifier = "x"
funder = "Fund"
url = "https://x.example"
language = "sv"
title = "Stöd"
text = "Text"
checked = 2026-11-01
"""


def site(tmp_path: Path, text: str, today: date = date(2026, 11, 21)) -> FileSite:
    path = tmp_path / "kept.toml"
    path.write_text(text, encoding="utf-8")
    return FileSite(start=str(path), today=today)


def test_the_packaged_file_is_read() -> None:
    reading = read_apart(KEPT, FileSite(start=PACKAGED, today=date(2026, 11, 21)))

    assert reading.suspicion is None
    assert {draft.identifier for draft in reading.drafts} >= {"dam-utvikling", "kamprad"}
    assert not any(draft.deadlines for draft in reading.drafts)


def test_a_record_without_a_day_ahead_is_a_planned_call(tmp_path: Path) -> None:
    text = RECORD + 'usually = "brukar stänga i september"\ndates = [{ date = 2026-09-15 }]\n'

    [draft] = KEPT.read(site(tmp_path, text)).drafts

    assert (draft.status, draft.season, draft.deadlines) == (
        Status.PLANNED, "brukar stänga i september", (),
    )  # fmt: skip


def test_a_day_that_passes_changes_nothing_while_another_is_ahead(tmp_path: Path) -> None:
    text = RECORD + "dates = [{ date = 2026-12-01 }, { date = 2027-05-01 }]\n"

    [before] = KEPT.read(site(tmp_path, text)).drafts
    [after] = KEPT.read(site(tmp_path, text, date(2027, 1, 1))).drafts

    assert before == after
    assert len(after.deadlines) == 2


def test_a_rolling_record_is_open(tmp_path: Path) -> None:
    [draft] = KEPT.read(site(tmp_path, RECORD + "rolling = true\n")).drafts

    assert (draft.status, draft.deadline_model) == (Status.ANNOUNCED, DeadlineModel.ROLLING)


YEARLY = 'yearly = [{ opens = "09-15" }, { closes = "11-15", kind = "stage_1", label = "skiss" }]\n'


def test_yearly_days_are_told_as_usual_and_never_as_deadlines(tmp_path: Path) -> None:
    [draft] = KEPT.read(site(tmp_path, RECORD + YEARLY)).drafts

    assert draft.season == "brukar öppna 15 september, stänga 15 november (skiss)"
    assert (draft.status, draft.opens, draft.deadlines) == (Status.PLANNED, None, ())
    [doubt] = draft.uncertain
    assert (doubt.field, doubt.why) == ("season", "inferred from other years, not announced")
    assert doubt.words == "öppna 15 september 2027, stänga 15 november 2027 (skiss)"


@pytest.mark.parametrize(
    ("language", "season"),
    [
        ("sv", "brukar öppna 1 november, stänga i mars"),
        ("nb", "pleier å åpne 1. november, stenge i mars"),
        ("da", "plejer at åbne 1. november, lukke i marts"),
        ("fi", "yleensä avautuu 1. marraskuuta, päättyy maaliskuussa"),
        ("en", "usually opens 1 November, closes in March"),
    ],
)
def test_yearly_days_are_told_in_the_calls_own_language(
    tmp_path: Path, language: str, season: str
) -> None:
    text = RECORD.replace('"sv"', f'"{language}"')

    [draft] = KEPT.read(
        site(tmp_path, text + 'yearly = [{ opens = "11-01" }, { closes = "03" }]\n')
    ).drafts

    assert draft.season == season


def test_ones_own_words_are_told_instead_of_the_days(tmp_path: Path) -> None:
    [draft] = KEPT.read(site(tmp_path, RECORD + YEARLY + 'usually = "på hösten"\n')).drafts

    assert draft.season == "på hösten"
    assert [doubt.field for doubt in draft.uncertain] == ["season"]


def test_what_is_usual_stays_as_it_is_from_day_to_day(tmp_path: Path) -> None:
    [before] = KEPT.read(site(tmp_path, RECORD + YEARLY)).drafts
    [after] = KEPT.read(site(tmp_path, RECORD + YEARLY, date(2027, 10, 1))).drafts

    assert before.season == after.season
    assert after.uncertain[0].words.startswith("stänga 15 november 2027 (skiss), öppna 15 sept")


@pytest.mark.parametrize(
    ("day", "today", "coming"),
    [
        ("11-21", date(2026, 11, 21), date(2026, 11, 21)),
        ("11-20", date(2026, 11, 21), date(2027, 11, 20)),
        ("11", date(2026, 11, 21), date(2026, 11, 1)),
        ("02-29", date(2026, 11, 21), date(2028, 2, 29)),
        ("02-29", date(2096, 3, 1), date(2104, 2, 29)),
    ],
)
def test_a_yearly_day_comes_next_today_at_the_earliest(day: str, today: date, coming: date) -> None:
    assert Usual(closes=day).coming(today) == coming


def test_an_announced_round_silences_the_yearly_days_until_it_has_passed(tmp_path: Path) -> None:
    text = RECORD + YEARLY + "dates = [{ date = 2026-12-01 }]\n"

    [before] = KEPT.read(site(tmp_path, text)).drafts
    [after] = KEPT.read(site(tmp_path, text, date(2026, 12, 2))).drafts

    assert (before.status, before.season, before.uncertain) == (Status.ANNOUNCED, "", ())
    assert (after.status, after.deadlines) == (Status.PLANNED, ())
    assert after.season.startswith("brukar")


def test_who_may_apply_is_told_as_it_is_kept(tmp_path: Path) -> None:
    text = RECORD + 'applicant_kinds = ["association"]\nleast_partners = 2\nleast_countries = 3\n'

    [draft] = KEPT.read(site(tmp_path, text)).drafts

    assert (draft.applicant_kinds, draft.least_partners, draft.least_countries) == (
        ("association",), 2, 3,
    )  # fmt: skip


def test_a_text_is_told_without_the_breaks_of_its_file(tmp_path: Path) -> None:
    text = RECORD.replace('"Text"', '"""\nEn rad\ntill.\n\nNästa stycke."""')

    [draft] = KEPT.read(site(tmp_path, text)).drafts

    assert draft.text == "En rad till.\nNästa stycke."


def test_announced_days_are_in_the_zone_of_their_record(tmp_path: Path) -> None:
    text = RECORD + 'zone = "Europe/Helsinki"\ndates = [{ date = 2027-03-08, kind = "stage_1" }]\n'

    [draft] = KEPT.read(site(tmp_path, text)).drafts

    [deadline] = draft.deadlines
    assert (deadline.zone, deadline.kind) == ("Europe/Helsinki", DateKind.STAGE_1)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (YEARLY, "status"),
        ("rolling = true\n", "status"),
        ("dates = [{ date = 2027-12-01 }]\n", "deadlines"),
    ],
)
def test_a_record_that_nobody_has_looked_at_for_a_year_is_doubted(
    tmp_path: Path, more: str, field: str
) -> None:
    a_year, longer = date(2027, 11, 1), date(2027, 11, 2)

    fresh = KEPT.read(site(tmp_path, RECORD + more, a_year))
    stale = KEPT.read(site(tmp_path, RECORD + more, longer))

    assert fresh.warnings == []
    assert stale.warnings == [
        "x was checked 2026-11-01: look at https://x.example, and write the day under checked"
    ]
    [doubt] = [each for each in stale.drafts[0].uncertain if each.words == "2026-11-01"]
    assert (doubt.field, doubt.why) == (field, "nobody has looked at the page for a year")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        (RECORD.replace("title", "titel"), "calls[0]: no key is called 'titel'; did you mean 'ti"),
        (
            RECORD.replace('url = "https://x.example"\n', ""),
            "calls[0]: Object missing required fie",
        ),
        (RECORD.replace("https://", ""), "calls[0]: url: 'x.example' is not a full address"),
        (RECORD.replace('"Fund"', '" "'), "calls[0]: funder: it is empty"),
        (RECORD.replace("2026-11-01", "2026-11-22"), "x: checked: 2026-11-22 is still to come"),
        (RECORD + RECORD, "calls: x is the identifier of two calls"),
        (RECORD + "dates = [{ date = 2026-02-30 }]\n", "calls[0].date: Invalid date"),
        (RECORD + RECORD.replace("-01", "-31"), "calls[1].checked: Invalid date"),
        (RECORD + "dates = [{ date = 7 }]\n", "calls[0].dates[0].date: Expected `date`, got `int`"),
        (
            RECORD + "dates = [{ date = 2027-01-01, tim = 1 }]\n",
            "calls[0].dates[0]: no key is call",
        ),
        (RECORD + 'dates = [{ date = 2027-01-01, zone = "X" }]\n', "no time zone is called 'X'"),
        (
            RECORD + 'yearly = [{ opens = "02-30" }]\n',
            "calls[0].yearly[0]: opens: '02-30' is no day",
        ),
        (RECORD + 'yearly = [{ closes = "13" }]\n', "calls[0].yearly[0]: closes: '13' is no day"),
        (RECORD + 'yearly = [{ closes = "1-2" }]\n', "closes: '1-2' is no day of the year; write"),
        (RECORD + "yearly = [{}]\n", "name a day under either opens or closes"),
        (RECORD + 'yearly = [{ open = "02" }]\n', "no key is called 'open'; did you mean 'opens'?"),
        (RECORD + 'yearly = "11-15"\n', "calls[0].yearly: Expected `array`, got `str`"),
        (RECORD + 'amounts = [{ currency = "SEK", mot = "5" }]\n', "did you mean 'most'?"),
        (
            RECORD + 'amounts = [{ currency = "SEK", most = "x" }]\n',
            "calls[0].amounts[0].most: Inva",
        ),
        (RECORD + 'areas = ["SE999"]\n', "calls[0]: areas: nobody knows SE999"),
        (RECORD + 'applicant_kinds = ["town"]\n', "calls[0]: applicant_kinds: nobody knows town"),
        (RECORD + "least_partners = 0\n", "calls[0].least_partners: Expected `int` >= 1"),
        (RECORD + 'zone = "Sweden"\n', "calls[0]: zone: no time zone is called 'Sweden'"),
        (RECORD + "rolling = true\n" + YEARLY, "rolling: what is open all year has neither dates"),
        (RECORD.replace('"sv"', '"is"') + YEARLY, "there are no words in 'is' for yearly days"),
        (RECORD + f'usually = "{"x" * 201}"\n', "more than 200 characters"),
        (RECORD + "[calls.yearly]\n", "calls[0].yearly"),
        ("", "Object missing required field `calls`"),
        ("[[calls", "Expected"),
        ("oops", "Expected '='"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_file_table_and_key(
    tmp_path: Path, text: str, trouble: str
) -> None:
    suspicion = KEPT.read(site(tmp_path, text)).suspicion or ""

    assert suspicion.startswith(f"{tmp_path / 'kept.toml'}: ")
    assert trouble in suspicion


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    here = site(tmp_path, "")
    Path(here.start).write_bytes(RECORD.encode("latin-1"))

    assert "kept.toml: it is not written in UTF-8" in (KEPT.read(here).suspicion or "")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    missing = FileSite(start=str(tmp_path / "kept.toml"), today=date(2026, 11, 21))

    with pytest.raises(Unreachable, match=r"kept\.toml: No such file"):
        read_apart(KEPT, missing)


def test_no_other_file_is_given_out() -> None:
    here = FileSite(start=PACKAGED, today=date(2026, 11, 21))

    with pytest.raises(Unreachable, match="not the file"):
        here.get("config.toml")
    with pytest.raises(Unreachable, match="takes no questions"):
        here.post(PACKAGED, b"")


def test_a_file_may_be_tried_before_it_is_named() -> None:
    good = KEPT.read_answer((RECORD + YEARLY).encode(), PACKAGED)
    bad = KEPT.read_answer((RECORD + "colour = 1\n").encode(), PACKAGED)

    assert [each.season for each in good.drafts] == [
        "brukar öppna 15 september, stänga 15 november (skiss)"
    ]
    assert bad.suspicion == "calls[0]: no key is called 'colour'"
