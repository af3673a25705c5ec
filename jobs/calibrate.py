"""Learn from what people said of calls how probable it is that one is wanted."""

from pathlib import Path

from sqlalchemy.orm import Session

from matcher.bands import Place
from matcher.calibration import Calibrator, enough
from matcher.saved import Unusable, fingerprint
from workflow.interests.feedback import shown


def calibrator(session: Session, kept: Path | None) -> Calibrator | None:
    """Return what is learnt, or nothing before enough was said. kept: a folder for it."""
    places, wanted = [], []
    for score, z, wish in shown(session):
        places.append(Place(score, z).row)
        wanted.append(wish)
    if not enough(wanted):
        return None
    made = Calibrator()
    if kept is None:
        return made.fit(places, wanted)
    of = fingerprint(places, wanted)
    try:
        return made.load(kept, of)
    except Unusable:
        made.fit(places, wanted).save(kept, of)
        return made
