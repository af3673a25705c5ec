"""Charts: lines stand where their days are, and nothing stands outside."""

from datetime import date, timedelta

import pytest

from papers.charts import EDGE, LETTER, WIDTH, Span, timeline

TODAY = date(2026, 11, 21)


def test_months_begin_with_this_one_and_end_with_the_last_date() -> None:
    chart = timeline([Span("A", None, date(2027, 2, 26))], TODAY)

    assert [month for _, month in chart.months] == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1),
    ]  # fmt: skip


def test_a_bar_ends_where_its_day_is_between_the_months() -> None:
    chart = timeline([Span("A", date(2026, 11, 3), date(2027, 1, 15))], TODAY)

    starts = {month: x for x, month in chart.months}
    assert starts[date(2026, 11, 1)] < chart.bars[0].x < chart.today
    assert starts[date(2027, 1, 1)] < chart.bars[0].end


def test_a_call_that_has_long_been_open_begins_at_the_edge() -> None:
    bars = timeline([Span("A", None, TODAY), Span("B", date(2020, 1, 1), TODAY)], TODAY).bars

    assert [bar.x for bar in bars] == [EDGE, EDGE]


def test_lines_stand_under_each_other() -> None:
    chart = timeline([Span(name, None, TODAY) for name in "abc"], TODAY)

    tops = [bar.y for bar in chart.bars]
    assert tops == sorted(set(tops))
    assert tops[-1] < chart.height


def test_a_label_with_no_room_after_its_bar_stands_before_it() -> None:
    soon, late = timeline(
        [
            Span("Soon", None, date(2026, 12, 1)),
            Span("Late " * 8, date(2027, 5, 1), date(2027, 6, 30)),
        ],
        TODAY,
    ).bars

    assert (soon.before, late.before) == (False, True)
    assert late.label_x < late.x


@pytest.mark.parametrize("days", [0, 1, 9, 40, 100, 364, 2000])
@pytest.mark.parametrize("begins", [-400, -1, 0, 5, 90])
def test_nothing_stands_outside(days: int, begins: int) -> None:
    ends = TODAY + timedelta(days)
    span = Span("A long name " * 12, TODAY + timedelta(begins), ends, note=" · 31 Dec")

    chart = timeline([span], TODAY)

    bar = chart.bars[0]
    assert bar.x >= EDGE
    assert bar.end <= WIDTH
    assert bar.width > 0
    assert bar.label.endswith("… · 31 Dec")
    assert len(bar.label) > 25
    reach = len(bar.label) * LETTER
    assert bar.label_x - (reach if bar.before else 0) >= -1
    assert bar.label_x + (0 if bar.before else reach) <= WIDTH + 1


def test_no_dates_is_an_empty_chart() -> None:
    assert timeline([], TODAY).bars == ()
