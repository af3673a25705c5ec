"""Which programme the call of a bid is of."""

from lexicon.programmes import Programme, programme_of
from models import Call


def programme_for(call: Call | None) -> Programme | None:
    """Return the programme of a call, if it says so."""
    if call is None:
        return None
    return programme_of(call.programme, call.funder, call.title, call.identifier)


def family_for(call: Call | None) -> str:
    """Return the key of the fund or funder of a call, for its headings and annexes."""
    programme = programme_for(call)
    return programme.family if programme else ""
