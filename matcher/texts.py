"""What is ranked: anything with words."""

from typing import Protocol, TypeVar

from matcher.words import Passage


class Text(Protocol):
    """Anything with words: a stored call and a fresh draft both will do."""

    @property
    def title(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def text(self) -> str: ...  # noqa: D102 (the name says it)
    @property
    def language(self) -> str: ...  # noqa: D102 (the name says it)


T = TypeVar("T", bound=Text)


def passage_of(call: Text) -> Passage:
    """Join what counts of a call. A title weighs no more than its text: more does not pay."""
    return Passage(f"{call.title}. {call.text}", call.language)
