"""Decisions that the rules do not allow, each with what the person reads."""

from typing import Any

from papers.wording import Message, say
from workflow.forms.typed import Errors


class Refused(Exception):
    """A decision that the rules do not allow; the message is for the person."""

    def __init__(self, id: str, **values: Any) -> None:
        self.message = Message(id, values)
        super().__init__(say(self.message, "en"))


class Incomplete(Refused):
    """Something is missing or wrong; the errors say at which field, and what to do."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        super().__init__("Something needs to be put right")


class Unproven(Refused):
    """A decision that asks anew who it is: by a fresh code, sign-in or second factor."""


class Conflict(Refused):
    """Someone else was faster; the message has both values as `mine` and `theirs`."""
