"""What we remember: one file per thing, one class per table. Imports no room but lexicon."""

from models.application import Application, Stage
from models.base import Base
from models.call import Call, CallChange, CallDate
from models.commitment import Commitment, Part, Signature
from models.correction import Correction, Sameness
from models.event import Event
from models.host import Host, Robots
from models.interest import Interest
from models.job_run import JobRun
from models.letter import Letter
from models.look import Look
from models.match import Band, Match
from models.overlap import Overlap, OverlapKind, OverlapMember, Proposal
from models.partner import Membership, Partner, Role
from models.person import Person
from models.source import Outcome, Snapshot, Source, SourceRun
from models.stance import Answer, Stance
from models.tip import Tip, TipState
from models.upload import Upload

__all__ = [
    "Answer",
    "Application",
    "Band",
    "Base",
    "Call",
    "CallChange",
    "CallDate",
    "Commitment",
    "Correction",
    "Event",
    "Host",
    "Interest",
    "JobRun",
    "Letter",
    "Look",
    "Match",
    "Membership",
    "Outcome",
    "Overlap",
    "OverlapKind",
    "OverlapMember",
    "Part",
    "Partner",
    "Person",
    "Proposal",
    "Robots",
    "Role",
    "Sameness",
    "Signature",
    "Snapshot",
    "Source",
    "SourceRun",
    "Stage",
    "Stance",
    "Tip",
    "TipState",
    "Upload",
]
