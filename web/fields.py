"""What people type into forms, and what is said of it."""

from papers.wording import say
from workflow.typed import Errors, day_of, sum_of

__all__ = ["Errors", "day_of", "spoken", "sum_of"]


def spoken(errors: Errors, language: str) -> list[tuple[str, str]]:
    """Put errors into words."""
    return [(field, say(sentence, language)) for field, sentence in errors]
