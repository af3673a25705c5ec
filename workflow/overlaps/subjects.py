"""What a bid, or an answer that wants to lead, is about: its words, whom it is for, and where."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lexicon.areas import areas
from lexicon.municipalities import area_of
from lexicon.target_groups import groups_named
from models import Application, Call, Partner, Stance
from workflow.overlaps.finding import Bid, named

SWEDISH = "sv"
CAPITAL = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?", re.MULTILINE)
OF_A_MUNICIPALITY = re.compile(r"\b[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)? (?:kommun|stad)\b")


@dataclass(frozen=True)
class Subject:
    """A bid as the matcher wants to read it, and what else is compared.

    granted: the funder has said yes to it; it is compared with what is open, and not the reverse.
    """

    bid: Bid
    title: str
    text: str
    granted: bool = False
    language: str = SWEDISH  # the partnership's own; a call's language says nothing of the bid's

    @property
    def name(self) -> str:
        """Its name among all."""
        return named(self.bid)

    @property
    def call(self) -> Call | None:
        """The call that it is to, as it is shown: however many sources tell of it."""
        return self.bid.call.alike[0] if self.bid.call else None

    @property
    def group(self) -> tuple[str, int]:
        """Tell those to one call; a bid to none stands alone, and so does what was granted."""
        alone = self.call is None or self.granted
        return (self.name, 0) if alone or self.call is None else ("call", self.call.id)

    @property
    def partners(self) -> list[Partner]:
        """Everyone who is in it."""
        if isinstance(self.bid, Stance):
            return [self.bid.partner]
        return [each.partner for each in self.bid.parts]

    @property
    def lead(self) -> Partner:
        """Who leads it, or would."""
        return self.bid.partner if isinstance(self.bid, Stance) else self.bid.lead

    @property
    def counties(self) -> frozenset[str]:
        """Where its parties are: counties only, for whoever is wider is near to all."""
        return frozenset(each.area for each in self.partners if areas_within(each.area))

    @cached_property
    def places(self) -> frozenset[str]:
        """The municipalities that its words name."""
        return municipalities_named(f"{self.title}.\n{self.text}")

    @cached_property
    def target_groups(self) -> frozenset[str]:
        """The groups of people that its words name, by their codes."""
        return frozenset(groups_named(f"{self.title}. {self.text}", self.language))


def subject_of(application: Application, *, granted: bool = False) -> Subject:
    """Read a bid."""
    return Subject(application, application.title, application.summary, granted)


def areas_within(code: str) -> bool:
    """Say whether a code is that of a county."""
    return len(code) == len("SE124") and code in areas()


@lru_cache(maxsize=20_000)
def municipalities_named(text: str) -> frozenset[str]:
    """Return the municipalities that a text names, as it would write them without an ending.

    A capital letter tells Vara from vara, but not where a sentence begins; there, the word kommun
    has to follow.
    """
    said = [*CAPITAL.findall(text), *OF_A_MUNICIPALITY.findall(text)]
    found: set[str] = set()
    for each in said:
        words = each.removesuffix(" kommun").removesuffix(" stad")
        for name in (words, *words.split()):
            if area_of(name):
                found.add(bare(name))
    return frozenset(found)


def bare(name: str) -> str:
    """Return a municipality's name without a genitive: Laxås and Laxå are one."""
    short = name.removesuffix("s")
    return short if area_of(short) else name
