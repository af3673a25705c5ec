"""Whether a call is open, rolling, planned or withdrawn, by its words."""

import pytest

from lexicon.terms import DeadlineModel, Status
from tests.prose import days, doubted, read


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
