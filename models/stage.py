"""Where an application can stand, and the one table of steps between."""

from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """Where an application stands; workflow/applications/stages.py says who moves it on."""

    GATHERING = "gathering"
    WRITING = "writing"
    APPROVAL = "approval"
    SUBMITTED = "submitted"
    GRANTED = "granted"
    REJECTED = "rejected"
    RUNNING = "running"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Step(NamedTuple):
    """One step, from any of its starts to its end."""

    verb: str
    starts: tuple[Stage, ...]
    end: Stage


BEFORE_SUBMITTED = (Stage.GATHERING, Stage.WRITING, Stage.APPROVAL)
# Everything else follows from this table: buttons, checks, what the database demands, the chart.
STEPS = (
    Step("write", (Stage.GATHERING,), Stage.WRITING),
    Step("ask for approval", (Stage.WRITING,), Stage.APPROVAL),
    Step("revise", (Stage.APPROVAL,), Stage.WRITING),
    Step("submit", (Stage.APPROVAL,), Stage.SUBMITTED),
    Step("grant", (Stage.SUBMITTED,), Stage.GRANTED),
    Step("reject", (Stage.SUBMITTED,), Stage.REJECTED),
    Step("start", (Stage.GRANTED,), Stage.RUNNING),
    Step("close", (Stage.RUNNING,), Stage.CLOSED),
    Step("withdraw", BEFORE_SUBMITTED, Stage.WITHDRAWN),
    Step("merge", BEFORE_SUBMITTED, Stage.MERGED),
)


def reached_from(stage: Stage) -> tuple[Stage, ...]:
    """Return a stage and all that steps lead to from there, in their order."""
    found = {stage}
    while more := {each.end for each in STEPS if found & {*each.starts}} - found:
        found |= more
    return tuple(each for each in Stage if each in found)


def listed(stages: tuple[Stage, ...]) -> str:
    """Write stages as the database lists them."""
    return ", ".join(f"'{each}'" for each in stages)
