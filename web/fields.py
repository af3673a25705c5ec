"""What people type into forms, and what is said of it."""

from papers.wording import say
from workflow.forms.typed import MINUTE, Errors, day_of, moment_of, sum_of

__all__ = ["MINUTE", "Errors", "day_of", "moment_of", "spoken", "sum_of"]


def spoken(errors: Errors, language: str) -> list[tuple[str, str]]:
    """Put errors into words."""
    return [(field, say(sentence, language)) for field, sentence in errors]
