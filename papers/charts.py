"""Where the lines of a chart stand, in the units of its SVG's viewBox. Templates draw them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1120.0
TOP, ROW, FOOT = 31.0, 27.0, 15.0
EDGE = 6.0
ROOM = 230.0  # kept free at the right, so that the last line has a label too
LETTER = 6.9  # mean width of a letter at the chart's size
SHORTEST = 14.0  # a bar is never thinner than its own round ends
MOST_MONTHS = 14


@dataclass(frozen=True)
class Span:
    """What one line tells: from when (None: since long) to when one may apply."""

    label: str
    starts: dt.date | None
    ends: dt.date
    kind: str = ""
    note: str = ""  # follows the label, and is never shortened


@dataclass(frozen=True)
class Bar:
    """One line: a bar, a ring at its end, and a label after it, or before it at the edge."""

    x: float
    y: float
    width: float
    label: str
    label_x: float
    before: bool
    kind: str

    @property
    def end(self) -> float:
        """Where the ring stands."""
        return round(self.x + self.width, 1)


@dataclass(frozen=True)
class Timeline:
    """A chart of spans under months."""

    months: tuple[tuple[float, dt.date], ...]
    bars: tuple[Bar, ...]
    today: float
    height: float
    width: float = WIDTH


def timeline(spans: Sequence[Span], today: dt.date) -> Timeline:
    """Lay out the spans from the month of today to that of the last end, 14 months at most."""
    first = today.replace(day=1)
    last = max([each.ends for each in spans] + [today])
    months = [first]
    while len(months) < 4 or (months[-1] <= last and len(months) < MOST_MONTHS):
        months.append(month_after(months[-1]))
    # The last line is the chart's right edge, not a month of its own.
    days = (months[-1] - first).days

    def x(day: dt.date) -> float:
        share = (min(max(day, first), months[-1]) - first).days / days
        return round(EDGE + share * (WIDTH - ROOM - EDGE), 1)

    bars = tuple(
        bar(each, x(each.starts or first), x(each.ends), n) for n, each in enumerate(spans)
    )
    return Timeline(
        months=tuple((x(month), month) for month in months[:-1]),
        bars=bars,
        today=x(today),
        height=TOP + ROW * len(spans) + FOOT,
    )


def bar(span: Span, start: float, end: float, number: int) -> Bar:
    """Place one bar and its label, shortened if it has room neither after nor before the bar."""
    start = min(start, round(end - SHORTEST, 1)) if end - SHORTEST >= EDGE else EDGE
    width = round(max(end - start, SHORTEST), 1)
    after, ahead = WIDTH - (start + width) - 13, start - 8
    before = len(span.label + span.note) * LETTER > after and ahead > after
    room = int((ahead if before else after) / LETTER) - len(span.note)
    label = span.label if len(span.label) <= room else span.label[: max(room - 1, 0)].rstrip() + "…"
    return Bar(
        x=start,
        y=TOP + ROW * number,
        width=width,
        label=label + span.note,
        label_x=round(start - 8 if before else start + width + 13, 1),
        before=before,
        kind=span.kind,
    )


def month_after(first: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return (first + dt.timedelta(days=32)).replace(day=1)


STEP, HIGH, LOW = 7, 18, 2


@dataclass(frozen=True)
class Step:
    """One reading of a source as a thin column; a failed one is a low mark of its own kind."""

    x: int
    y: float
    height: float
    failed: bool


def steps_of(numbers: Sequence[int | None]) -> list[Step]:
    """Lay out one column per number beside the next, the most as high as the drawing."""
    most = max((each for each in numbers if each), default=1)
    made = []
    for at, each in enumerate(numbers):
        height = LOW if not each else max(LOW, round(HIGH * each / most, 1))
        made.append(Step(x=at * STEP, y=HIGH - height, height=height, failed=each is None))
    return made
