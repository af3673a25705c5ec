from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from matcher.bridge import Bridge
from matcher.epoch import keep, take
from matcher.ranking import Matcher
from matcher.saved import Unusable
from matcher.words import Passage


class Call(NamedTuple):
    title: str
    text: str
    language: str = "sv"


CALLS = [
    Call("Renare sjöar", "Vattenkvalitet i sjöar och vattendrag, med provtagning"),
    Call("Unga i arbete", "Mentorer och praktik för unga som saknar arbetsgivare"),
    Call("Reuse", "Reuse and repair of furniture in workshops", "en"),
    Call("Nuoret", "Nuorten työllisyys ja harjoittelu", "fi"),
]
PAST = [
    Passage(f"{word}projekt nummer {number} om {word} och {other}", "sv")
    for number in range(200)
    for word, other in (("vatten", "sjöar"), ("arbete", "unga"), ("återbruk", "möbler"))
]
PARALLEL = [{"sv": "Återbruk av möbler i verkstäder", "en": "Reuse of furniture in workshops"}]
ASKED = [
    Passage("Vattenprover i sjön", "sv"),
    Passage("Praktik och arbete", "sv"),
    Passage("Återbruk av möbler", "sv"),
    Passage("Young people and work", "en"),
]


def learnt(background: Sequence[Passage] = PAST) -> Matcher[Call]:
    bridge = Bridge().fit(PARALLEL)
    return Matcher[Call](bridge=bridge).fit(CALLS, background, ASKED, recent=PAST[:5])


@pytest.mark.parametrize("background", [(), PAST], ids=["few texts", "with themes"])
def test_what_was_kept_finds_the_same_by_the_same_reasons(
    tmp_path: Path, background: Sequence[Passage]
) -> None:
    before = learnt(background)
    wanted = [before.rank(*each) for each in ASKED]
    usual = before.ask(*ASKED[0]).usual().tolist()
    keep(tmp_path / "epoch", "1", before, ids=[7, 8, 9, 10])

    after, beside = take(tmp_path / "epoch", "1", Matcher[Call](), CALLS)

    assert [after.rank(*each) for each in ASKED] == wanted
    assert any(wanted)
    assert after.ask(*ASKED[0]).usual().tolist() == usual
    assert beside["ids"].tolist() == [7, 8, 9, 10]


def test_calls_that_come_later_are_weighed_as_they_would_have_been(tmp_path: Path) -> None:
    before, new = learnt(), Call("Sjöprover", "Provtagning av möbler i sjöar och verkstäder")
    before.rank(*ASKED[0])
    keep(tmp_path / "epoch", "1", before)
    after, _ = take(tmp_path / "epoch", "1", Matcher[Call](), [*CALLS])

    for each in (before, after):
        each.partial_fit([new]).remove([0])

    assert [after.rank(*each) for each in ASKED] == [before.rank(*each) for each in ASKED]
    assert after.rank(*ASKED[0])[0].call == new


def test_a_language_that_nobody_asked_in_before_is_learnt_from_what_was_kept(
    tmp_path: Path,
) -> None:
    before = learnt()
    keep(tmp_path / "epoch", "1", before)
    after, _ = take(tmp_path / "epoch", "1", Matcher[Call](), CALLS)
    danish = "Praktik og mentorer for unge uden arbejde", "da"

    assert after.rank(*danish) == before.rank(*danish)
    assert CALLS[1] in [each.call for each in after.rank(*danish)]


@pytest.mark.parametrize("harm", ["a byte", "a file", "the manifest", "another epoch", "nothing"])
def test_what_cannot_be_trusted_is_not_taken(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "epoch"
    if harm != "nothing":
        matcher = learnt()
        matcher.rank(*ASKED[0])
        keep(folder, "1", matcher)
    file = folder / "way.sv.sv.calls.0.tile.weights.npy"
    if harm == "a byte":
        said = bytearray(file.read_bytes())
        said[-1] ^= 1
        file.write_bytes(said)
    if harm == "a file":
        file.unlink()
    if harm == "the manifest":
        (folder / "manifest.json").write_text("{}")

    with pytest.raises(Unusable):
        take(folder, "2" if harm == "another epoch" else "1", Matcher[Call](), CALLS)


def test_what_one_process_takes_away_another_still_finds(tmp_path: Path) -> None:
    matcher = learnt()
    matcher.rank(*ASKED[1])
    keep(tmp_path / "epoch", "1", matcher)
    one, _ = take(tmp_path / "epoch", "1", Matcher[Call](), CALLS)
    other, _ = take(tmp_path / "epoch", "1", Matcher[Call](), CALLS)

    one.remove([1])

    assert CALLS[1] not in [each.call for each in one.rank(*ASKED[1])]
    assert CALLS[1] in [each.call for each in other.rank(*ASKED[1])]
