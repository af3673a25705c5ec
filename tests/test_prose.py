# ruff: noqa: E501 (a sentence of a call is read as one line)
"""Reading the terms of a call from its words: what is certain, what is a doubt, what is not said."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from lexicon.terms import Deadline
from scrapers.draft import grounded
from scrapers.prose.days import mentions
from tests.prose import TODAY, doubted, read

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
