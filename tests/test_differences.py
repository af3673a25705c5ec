"""Two texts held against each other."""

from random import Random

import pytest

from workflow.writing.differences import Kind, difference


def sides(before: str, after: str) -> tuple[str, str]:
    """Return both texts as the pieces have them."""
    pieces = difference(before, after)
    old = "".join(each.words for each in pieces if each.kind is not Kind.NEW)
    new = "".join(each.words for each in pieces if each.kind is not Kind.GONE)
    return old, new


def test_a_word_that_changed_is_shown_by_itself() -> None:
    found = difference("We clean the lake.\nIt is dirty.", "We clean the river.\nIt is dirty.")

    assert [(each.kind, each.words) for each in found] == [
        (Kind.SAME, "We clean the"), (Kind.GONE, " lake"), (Kind.NEW, " river"),
        (Kind.SAME, ".\nIt is dirty."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("", "New"), ("Gone", ""), ("a\n\n\nb", "a\nb"), (" x ", "x"), ("åäö\u0301", "åä")],
)
def test_nothing_is_lost_between_the_pieces(before: str, after: str) -> None:
    assert sides(before, after) == (before, after)


@pytest.mark.parametrize("seed", range(20))
def test_random_texts_come_back_whole(seed: int) -> None:
    random = Random(seed)
    texts = ["".join(random.choices("ab .\n", k=300)) for _ in range(2)]

    assert sides(*texts) == tuple(texts)


def test_long_texts_without_a_word_in_common_take_no_time() -> None:
    before, after = " ".join("abcd" * 5000), " ".join("dcba" * 5000)

    assert sides(before, after) == (before, after)
