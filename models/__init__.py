"""What we remember: one file per thing, one class per table. Imports no room but lexicon."""

from lexicon.terms import Band
from models.aid import Aid
from models.application import Application
from models.attachment import Attachment
from models.base import Base
from models.bounce import Bounce, Sort
from models.call import Call, CallChange, CallDate
from models.commitment import WITH_BUDGET, WITHOUT_MONEY, Commitment, Part
from models.correction import Correction, Sameness
from models.deputy import Deputy
from models.document import Document, Letterhead
from models.epoch import Epoch, Matched
from models.event import Event
from models.factor import CodeApp, Passkey, RecoveryCode
from models.feedback import Feedback, Notice, Origin, Wish
from models.group import Group
from models.grouping import Grouping, Suggestion
from models.held_form import HeldForm
from models.hook import Errand, Happening, Hook
from models.host import Host, Robots
from models.interest import Interest
from models.interest_period import Intent, InterestPeriod, PeriodState, Reviewer, Score
from models.invitation import Invitation, InvitationState, Newcomer, NewcomerState
from models.job_run import JobRun
from models.latecomer import Latecomer, LatecomerState
from models.letter import End, Letter
from models.limit import Limit
from models.look import Look
from models.match import Match
from models.meeting import Meeting
from models.newsletter import Chapter, Item, Newsletter, Subscriber
from models.outside_offer import OfferAnswer, OutsideOffer
from models.overlap import Amendment, Overlap, OverlapKind, OverlapMember, Proposal, Recusal
from models.own_link import OwnLink, Use
from models.partner import Good, Membership, Offer, Partner, Role
from models.pause import Pause
from models.person import Person
from models.rhythm import Pace, Rhythm
from models.ruling import Precedent, Result, Ruling, Share
from models.section import Section, SectionState, SectionText, UnsavedText
from models.session import How, SignIn, WebSession
from models.signature import Capacity, Level, Signature
from models.source import Outcome, Snapshot, Source, SourceRun
from models.staff import Staff
from models.stage import Stage
from models.stance import Answer, Stance
from models.talk import Talk
from models.task import Comment, Task
from models.throttle import Throttle
from models.tip import Tip, TipState
from models.upload import Upload
from models.watermark import Mention, Topic, Watermark

__all__ = [
    "WITHOUT_MONEY",
    "WITH_BUDGET",
    "Aid",
    "Amendment",
    "Answer",
    "Application",
    "Attachment",
    "Band",
    "Base",
    "Bounce",
    "Call",
    "CallChange",
    "CallDate",
    "Capacity",
    "Chapter",
    "CodeApp",
    "Comment",
    "Commitment",
    "Correction",
    "Deputy",
    "Document",
    "End",
    "Epoch",
    "Errand",
    "Event",
    "Feedback",
    "Good",
    "Group",
    "Grouping",
    "Happening",
    "HeldForm",
    "Hook",
    "Host",
    "How",
    "Intent",
    "Interest",
    "InterestPeriod",
    "Invitation",
    "InvitationState",
    "Item",
    "JobRun",
    "Latecomer",
    "LatecomerState",
    "Letter",
    "Letterhead",
    "Level",
    "Limit",
    "Look",
    "Match",
    "Matched",
    "Meeting",
    "Membership",
    "Mention",
    "Newcomer",
    "NewcomerState",
    "Newsletter",
    "Notice",
    "Offer",
    "OfferAnswer",
    "Origin",
    "Outcome",
    "OutsideOffer",
    "Overlap",
    "OverlapKind",
    "OverlapMember",
    "OwnLink",
    "Pace",
    "Part",
    "Partner",
    "Passkey",
    "Pause",
    "PeriodState",
    "Person",
    "Precedent",
    "Proposal",
    "RecoveryCode",
    "Recusal",
    "Result",
    "Reviewer",
    "Rhythm",
    "Robots",
    "Role",
    "Ruling",
    "Sameness",
    "Score",
    "Section",
    "SectionState",
    "SectionText",
    "Share",
    "SignIn",
    "Signature",
    "Snapshot",
    "Sort",
    "Source",
    "SourceRun",
    "Staff",
    "Stage",
    "Stance",
    "Subscriber",
    "Suggestion",
    "Talk",
    "Task",
    "Throttle",
    "Tip",
    "TipState",
    "Topic",
    "UnsavedText",
    "Upload",
    "Use",
    "Watermark",
    "WebSession",
    "Wish",
]
