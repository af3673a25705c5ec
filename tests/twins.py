"""One call told by two sources, which the clock finds to be the same."""

import pytest
from sqlalchemy.orm import Session

from models import Call
from tests.conftest import People, make_call, make_source

TITLE = "Social innovation for the long-term unemployed"


@pytest.fixture
def twin(session: Session, people: People) -> Call:
    people.lakes.title = TITLE
    other = make_call(make_source("other"), 9, TITLE, "A longer text than that of the first.")
    session.add(other)
    session.flush()
    return other
