"""As what somebody signs, in a form; and how surely it is they."""

from flask import g

from models import Capacity, Commitment
from papers.wording import Message
from web.fields import Errors
from workflow import can
from workflow.access import SIGNERS, is_one
from workflow.applications import signing
from workflow.applications.signing import SignedIn, Standing

FIELDS = ("signs_as", "capacity", "authority")
Said = dict[str, str]


def proof() -> SignedIn:
    """Return how the visitor has shown who they are."""
    row = g.session
    return SignedIn(row.how, row.begun_at, row.second_at, bool(g.proven))


def is_fresh() -> bool:
    """Say whether the visitor may sign bindingly just now."""
    return proof().is_fresh(g.now)


def as_usual(part: Commitment) -> Said:
    """Fill in as what the visitor would sign."""
    if not can(g.person, "sign", part):
        return dict.fromkeys(FIELDS, "")
    title, capacity, authority = signing.usual(g.db, part.partner, g.person, g.now.date())
    return dict(zip(FIELDS, (title, capacity.value, authority), strict=True))


def choices(part: Commitment) -> tuple[Capacity, ...]:
    """Return what the visitor may say that they sign as."""
    own = is_one(g.person, part.partner, *SIGNERS)
    return signing.CAPACITIES if own else (Capacity.DEPUTY,)


def read(said: Said, part: Commitment) -> tuple[Standing | None, Errors]:
    """Read as what the visitor signs; who only proposes signs as nothing."""
    if not can(g.person, "sign", part):
        return None, []
    errors: Errors = []
    if said["capacity"] not in choices(part):
        errors.append(("capacity", Message("Choose in what capacity you sign.")))
    if said["binding"] == "yes" and not said["authority"].strip():
        errors.append((
            "authority",
            Message("Say by what you may sign: a decision with its §, a delegation, a register."),
        ))  # fmt: skip
    for name in ("signs_as", "authority"):
        if len(said[name]) > signing.LONGEST:
            errors.append((name, Message("Shorten this to 200 characters.")))
    if errors:
        return None, errors
    return Standing(said["signs_as"], Capacity(said["capacity"]), said["authority"]), []
