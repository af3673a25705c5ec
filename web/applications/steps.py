"""The five steps that pages show of an application's life, and which stages stand on each."""

from models import Stage
from papers.wording import Message

STEPS = (
    Message("Gather parties"),
    Message("Write"),
    Message("Approve"),
    Message("Submitted"),
    Message("Decision"),
)
# Withdrawn and merged stand on none.
STEP_OF = {
    Stage.GATHERING: 0,
    Stage.WRITING: 1,
    Stage.APPROVAL: 2,
    Stage.SUBMITTED: 3,
    Stage.GRANTED: 4,
    Stage.REJECTED: 4,
    Stage.RUNNING: 4,
    Stage.CLOSED: 4,
}
