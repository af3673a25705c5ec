"""What a reading means: new, changed, no longer listed; and never a change that is none."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from lexicon.terms import Amount, Deadline, DeadlineModel, Doubt, MoneyKind, Rate, Status, Wording
from scrapers import Draft, all_sources
from scrapers.deciding import Change, decide
from scrapers.folding import fold
from scrapers.saved import Unreadable, address, read_saved, told

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MARCH = Deadline(day=date(2027, 3, 1), time=time(16))
AUTUMN = Deadline(day=date(2027, 9, 15))
LAKES = Draft(
    identifier="1", url="https://x.example/1", title="Lakes", funder="X", language="en",
    text="Water and fish.", deadlines=(MARCH, AUTUMN), areas=("SE124", "SE123"),
    amounts=(Amount(currency="SEK", most=Decimal(500000), of=MoneyKind.SUPPORT),),
)  # fmt: skip
ICE = replace(LAKES, identifier="2", title="Ice")


def known(*drafts: Draft) -> dict[str, Draft]:
    return {draft.identifier: draft for draft in drafts}


def test_a_call_not_known_is_new_and_an_absent_one_is_unlisted() -> None:
    decision = decide([LAKES], known(ICE), NOON)

    assert (decision.new, decision.changed, decision.changes) == ([LAKES], [], [])
    assert (decision.unlisted, decision.over) == (["2"], [])


@pytest.mark.parametrize(
    "fields",
    [
        {"deadlines": (Deadline(day=date(2026, 11, 20)),)},
        {"deadlines": (Deadline(day=date(2026, 11, 21), time=time(12, 59)),)},
        {"status": Status.WITHDRAWN},
    ],
)
def test_a_call_that_is_over_leaves_the_list_as_expected(fields: dict[str, Any]) -> None:
    decision = decide([LAKES], known(LAKES, replace(ICE, **fields)), NOON)

    assert (decision.unlisted, decision.over) == ([], ["2"])


def test_a_call_that_ends_today_is_missed() -> None:
    today = replace(ICE, deadlines=(Deadline(day=date(2026, 11, 21)),))

    assert decide([LAKES], known(LAKES, today), NOON).unlisted == ["2"]


@pytest.mark.parametrize(
    "fields",
    [
        {"deadlines": (AUTUMN, MARCH)},
        {"areas": ("SE123", "SE124")},
        {"text": " Water\nand\u00a0fish.\n"},
        {"text": "Wa\u00adter and fish."},
        {"amounts": (Amount(currency="SEK", most=Decimal("5.0E+5"), of=MoneyKind.SUPPORT),)},
    ],
)
def test_order_white_space_and_encoding_are_no_change(fields: dict[str, Any]) -> None:
    decision = decide([replace(LAKES, **fields)], known(LAKES), NOON)

    assert (decision.changes, decision.changed) == ([], [])


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("title", "Rivers"),
        ("status", Status.PAUSED),
        ("opens", date(2026, 12, 1)),
        ("deadlines", (MARCH,)),
        ("amounts", (Amount(currency="SEK", least=Decimal(1), total=Decimal("9.5")),)),
        ("rates", (Rate(co_funding_rate=Decimal(5)),)),
        ("deadline_model", DeadlineModel.ROLLING),
    ],
)
def test_a_change_is_told_old_and_new(field: str, new: Any) -> None:
    changed = replace(LAKES, **{field: new})

    decision = decide([changed], known(LAKES), NOON)

    assert decision.changes == [Change("1", field, getattr(LAKES, field), new)]
    assert decision.changed == [changed]


def test_a_doubt_is_kept_and_not_told_as_a_change() -> None:
    new = replace(LAKES, uncertain=(Doubt(field="deadlines", words="March"),))

    decision = decide([new], known(LAKES), NOON)

    assert (decision.changes, decision.changed) == ([], [new])


def test_a_call_that_gets_a_swedish_wording_has_not_changed_its_title() -> None:
    wording = Wording(language="en", title="Lakes", text="Water and fish.")
    new = replace(LAKES, language="sv", title="Sjöar", text="Vatten", wordings=(wording,))

    decision = decide([new], known(LAKES), NOON)

    assert (decision.changes, decision.changed) == ([], [new])


def test_of_two_kinds_of_pages_the_one_with_dates_fills_the_other() -> None:
    swedish = replace(LAKES, language="sv", title="Sjöar", deadlines=(),
                      uncertain=(Doubt(field="deadlines", words=""),))  # fmt: skip

    (draft,) = fold([swedish, LAKES])

    assert (draft.title, draft.deadlines) == ("Sjöar", LAKES.deadlines)
    assert draft.uncertain == ()


def test_folding_does_not_mind_the_order() -> None:
    told_in = [replace(LAKES, language=each, title=each) for each in ("fi", "cs", "en", "sv", "nb")]

    assert fold(told_in) == fold(reversed(told_in))
    assert fold(told_in)[0].language == "sv"
    assert [each.language for each in fold(told_in)[0].wordings] == ["cs", "en", "fi", "nb"]


def test_a_call_told_twice_in_one_language_has_no_other_wording() -> None:
    (draft,) = fold([LAKES, replace(LAKES, text="Water.")])

    assert (draft.text, draft.wordings) == ("Water and fish.", ())


def test_a_draft_is_told_in_one_line() -> None:
    line = told(LAKES)

    assert b"\n" not in line
    said = msgspec.json.decode(line)
    assert said["deadlines"][0] == {
        "date": "2027-03-01", "time": "16:00:00", "zone": "Europe/Stockholm", "kind": "final",
        "label": "",
    }  # fmt: skip
    assert said["amounts"][0]["most"] == "500000"
    assert {"title", "url", "funder", "language", "opens", "rates", "text", "uncertain"} <= set(
        said
    )


def test_the_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Unreadable, match=r"b\.json is no answer of vinnova: expected JSON, found"):
        read_saved(all_sources()["vinnova"], [("b.json", b"Sorry")])


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (b"{}", "https://x.example/calls/"),
        (b"<p>Call</p>", "https://x.example/calls/a.12.html"),
        (b"<link rel=canonical href=/e/a.12.html><p>", "https://x.example/e/a.12.html"),
    ],
)
def test_a_saved_page_says_where_it_came_from(body: bytes, url: str) -> None:
    assert address("saved/a.12.html", body, "https://x.example/calls/") == url
