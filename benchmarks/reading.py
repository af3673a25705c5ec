"""Measure how truly the terms of calls are read, on the gold file: precision and recall.

    python -m benchmarks.reading [--failures]

Prints a Markdown table, per field and per language, of the open and the sealed part; `--failures`
lists instead what went wrong in the open part, for whoever mends the rules.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import msgspec

from lexicon.terms import DeadlineModel, Status
from scrapers.draft import Draft
from scrapers.prose import draft_from_text

GOLD = Path(__file__).parents[1] / "tests" / "gold"
READ = dt.date(2026, 11, 21)
LANGUAGES = ("sv", "nb", "da", "fi", "en")
ZONES = {
    "sv": "Europe/Stockholm", "nb": "Europe/Oslo", "da": "Europe/Copenhagen",
    "fi": "Europe/Helsinki", "en": "Europe/Brussels",
}  # fmt: skip
FIELDS = (
    "deadlines", "days", "opens", "season", "rolling", "status", "amounts", "rates", "areas",
    "kinds", "excluded", "partners", "countries",
)  # fmt: skip
# What the gold file calls a field, where a draft has a longer name.
DRAFTED = {
    "applicant_kinds": "kinds", "excluded_kinds": "excluded", "least_partners": "partners",
    "least_countries": "countries",
}  # fmt: skip
# A doubt about a deadline is one about there being none, too.
DOUBTED_AS = {"rolling": "deadlines", "days": "deadlines"}

Values = dict[str, set[str]]


class Passage(msgspec.Struct, frozen=True):
    """A line of the gold file, as tests/gold/README.md describes it."""

    id: str
    language: str
    text: str
    sealed: bool
    expect: dict[str, Any]
    unread: tuple[str, ...] = ()
    file: str = ""
    read: dt.date = READ


@dataclass
class Score:
    """How many values were right, wrong, and missed or only doubted."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, expected: set[str], read: set[str]) -> None:
        """Count the values of one passage."""
        self.right += len(expected & read)
        self.wrong += len(read - expected)
        self.missed += len(expected - read)

    def precision(self) -> float | None:
        """Return how many of the values read are right, if any were read."""
        return _share(self.right, self.right + self.wrong)

    def recall(self) -> float | None:
        """Return how many of the values told were read, if any were told."""
        return _share(self.right, self.right + self.missed)


@dataclass
class Judged:
    """What one passage says, what was read from it, and what was doubted."""

    passage: Passage
    expected: Values
    read: Values
    doubted: set[str] = field(default_factory=set)

    def wrong(self) -> dict[str, set[str]]:
        """Return the values that were read for certain and are not told."""
        return {name: odd for name in self.read if (odd := self.read[name] - self.expected[name])}

    def missed(self) -> dict[str, set[str]]:
        """Return the values, and the doubts, that are told and were not read."""
        gone = {
            name: lost
            for name in self.read
            if name != "days" and (lost := self.expected[name] - self.read[name])
        }
        silent = set(self.passage.expect.get("doubt", ())) - self.doubted
        return gone | ({"doubt": silent} if silent else {})


def gold() -> Iterator[Passage]:
    """Yield the lines of the gold file."""
    for file in sorted(GOLD.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield msgspec.json.decode(line, type=Passage)


def judged(passage: Passage) -> Judged:
    """Read a passage and lay beside it what it says. What is doubted was not read."""
    draft = draft_from_text(
        identifier=passage.id, url="https://example.org/", title="–", text=passage.text,
        funder="", language=passage.language, zone=ZONES[passage.language], today=passage.read,
    )  # fmt: skip
    doubted = {DRAFTED.get(doubt.field, doubt.field) for doubt in draft.uncertain}
    read = {
        name: set() if DOUBTED_AS.get(name, name) in doubted else values
        for name, values in _read(draft).items()
    }
    return Judged(passage, _expected(passage), read, doubted)


def _read(draft: Draft) -> Values:
    return {
        "deadlines": {
            _day(f"{each.day}", f"{each.time:%H:%M}" if each.time else "", each.kind, each.zone)
            for each in draft.deadlines
        },
        "days": {f"{each.day}" for each in draft.deadlines},
        "opens": {f"{draft.opens}"} if draft.opens else set(),
        "season": {draft.season} if draft.season else set(),
        "rolling": {"yes"} if draft.deadline_model is DeadlineModel.ROLLING else set(),
        "status": set() if draft.status is Status.ANNOUNCED else {draft.status.value},
        "amounts": {
            f"{each.currency} {what} {int(value)}"
            for each in draft.amounts
            for what, value in (("least", each.least), ("most", each.most), ("total", each.total))
            if value is not None
        },
        "rates": {
            f"{whose} {each.bound} {share.normalize():f}"
            for each in draft.rates
            for whose, share in (
                ("funding", each.funding_rate),
                ("co_funding", each.co_funding_rate),
            )
            if share is not None
        },
        "areas": set(draft.areas),
        "kinds": set(draft.applicant_kinds),
        "excluded": set(draft.excluded_kinds),
        "partners": {str(draft.least_partners)} if draft.least_partners else set(),
        "countries": {str(draft.least_countries)} if draft.least_countries else set(),
    }  # fmt: skip


def _expected(passage: Passage) -> Values:
    told = passage.expect
    return {
        "deadlines": {
            _day(
                each["day"],
                each.get("time", ""),
                each["kind"],
                each.get("zone", ZONES[passage.language]),
            )
            for each in told.get("deadlines", ())
        },
        "days": {each["day"] for each in told.get("deadlines", ())},
        "opens": {told["opens"]} if "opens" in told else set(),
        "season": {told["season"]} if "season" in told else set(),
        "rolling": {"yes"} if told.get("rolling") else set(),
        "status": {told["status"]} if "status" in told else set(),
        "amounts": {
            f"{each['currency']} {each['what']} {each['value']}" for each in told.get("amounts", ())
        },
        "rates": {
            f"{each['whose']} {each['bound']} {each['percent']}" for each in told.get("rates", ())
        },
        "areas": set(told.get("areas", ())),
        "kinds": set(told.get("kinds", ())),
        "excluded": set(told.get("excluded", ())),
        "partners": {str(told["partners"])} if "partners" in told else set(),
        "countries": {str(told["countries"])} if "countries" in told else set(),
    }


def _day(day: str, time: str, kind: str, zone: str) -> str:
    return " ".join(filter(None, (day, time, kind, zone)))


def usual(passage: Passage) -> bool:
    """Say whether a passage is of the sealed round that words things as most pages do."""
    return passage.sealed and "-u" in passage.id


def scores(results: Iterable[Judged], language: str = "") -> dict[str, Score]:
    """Add up by field, of all languages or of one."""
    summed = {name: Score() for name in FIELDS}
    for each in results:
        if language in ("", each.passage.language):
            for name, score in summed.items():
                score.add(each.expected[name], each.read[name])
    return summed


def doubts(results: Iterable[Judged]) -> tuple[int, int]:
    """Count the doubts that the passages call for, and those of them that were raised."""
    called = Counter(
        name in each.doubted for each in results for name in each.passage.expect.get("doubt", ())
    )
    return called.total(), called[True]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _cell(score: Score) -> str:
    told = [
        f"{value:.0%}" if value is not None else "–"
        for value in (score.precision(), score.recall())
    ]
    return f"{' / '.join(told)} ({score.right + score.missed})"


def _table(results: list[Judged]) -> Iterator[str]:
    """Yield a Markdown table: precision / recall (values told)."""
    columns = ["", *LANGUAGES]
    by_language = [scores(results, language) for language in columns]
    yield f"| field | all | {' | '.join(LANGUAGES)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for name in FIELDS:
        yield f"| {name} | {' | '.join(_cell(each[name]) for each in by_language)} |"
    called, raised = doubts(results)
    yield f"\nDoubts that are called for: {called}, raised: {raised}."


@click.command()
@click.option("--failures", is_flag=True, help="List what went wrong in the open part.")
def main(failures: bool) -> None:
    """Print the tables, or the failures of the open part."""
    results = [judged(passage) for passage in gold()]
    parts = {
        "Open": [each for each in results if not each.passage.sealed],
        "Sealed, as pages usually word it": [each for each in results if usual(each.passage)],
        "Sealed, rarer wordings": [
            each for each in results if each.passage.sealed and not usual(each.passage)
        ],
    }
    for name, part in parts.items():
        if failures:
            for each in part if name == "Open" else ():
                if each.wrong() or each.missed():
                    click.echo(f"{each.passage.id} {each.passage.text!r}")
                    click.echo(f"    wrong {each.wrong()}  missed {each.missed()}")
            continue
        click.echo(f"\n### {name}: {len(part)} passages\n")
        for line in _table(part):
            click.echo(line)


if __name__ == "__main__":
    main()
