"""What a letter would tell somebody at a moment, before it is worded."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import Person
from workflow.letters.digests import at_will, sheet_of
from workflow.letters.edition import edition
from workflow.letters.news import News, sketch
from workflow.letters.readers import matches, readers
from workflow.letters.rhythms import Usual


def news_for(session: Session, person: Person, now: datetime) -> News:
    """Gather what there is to tell a person now, fresh or not."""
    common = edition(session, now, Usual())
    [reader] = readers(session, common, [person])
    drawing = sketch(common, reader)
    found = matches(session, [fits[0].match_id for fits in drawing.chosen.fits])
    return sheet_of(at_will(reader, common), drawing, found, common).news
