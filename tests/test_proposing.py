"""CSS selectors for the lists of a page, found by what repeats in it."""

from collections.abc import Iterable

import lxml.html
import pytest

from scrapers.finding.proposing import propose

AT = "https://town.example/calls"
TITLES = ("Lakes and shores", "Woods and paths", "Roads and bridges")


def page(items: Iterable[str], before: str = "<main>", after: str = "</main>") -> str:
    return f"<html><body>{before}{''.join(items)}{after}</body></html>"


def proposed(html: str) -> list[dict[str, str]]:
    return list(propose(lxml.html.document_fromstring(html), AT))


def card(title: str, tag: str = "div", kind: str = "card") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<{tag}{named}><h3><a href="/{title}">{title}</a></h3><p>Money for it.</p></{tag}>'


def row(title: str) -> str:
    return card(title, "li", "")


@pytest.mark.parametrize(
    ("html", "item"),
    [
        (page(map(card, TITLES)), "div.card"),
        (page(card(each, kind="card odd post-17") for each in TITLES), "div.card"),
        (page(map(row, TITLES), '<ul class="calls">', "</ul>"), "ul.calls > li"),
        (page(map(row, TITLES), '<ul id="calls">', "</ul>"), "#calls > li"),
        (page(card(each, "article", "") for each in TITLES), "main > article"),
    ],
)  # fmt: skip
def test_a_list_is_found_by_what_lasts(html: str, item: str) -> None:
    assert proposed(html)[0]["item"] == item


def test_a_class_that_stands_elsewhere_too_is_not_enough() -> None:
    menu = '<nav><div class="card"><a href="/a">About us</a></div></nav>'

    found = proposed(page(map(card, TITLES), f"{menu}<main>"))

    assert [each["item"] for each in found] == ["main > div.card"]


def test_two_things_are_no_list() -> None:
    assert proposed(page(map(card, TITLES[:2]))) == []


def test_a_link_that_only_leads_on_is_no_title() -> None:
    items = (
        f'<li><b class="name">{each}</b> <a href="/{n}">Read more</a> for all who live here</li>'
        for n, each in enumerate(TITLES)
    )

    (found,) = proposed(page(items, '<ul class="calls">', "</ul>"))

    assert found == {"item": "ul.calls > li", "title": "b.name"}


def test_the_link_of_the_title_is_taken_where_another_comes_first() -> None:
    items = (
        f'<li><a class="tag" href="/tags/x">Culture</a>'
        f'<h3><a class="to" href="/{n}">{each}</a></h3></li>'
        for n, each in enumerate(TITLES)
    )

    (found,) = proposed(page(items, '<ul class="calls">', "</ul>"))

    assert found == {"item": "ul.calls > li", "link": "a.to"}


@pytest.mark.parametrize(
    ("kind", "date"), [("deadline", "span.deadline"), ("published", None), ("date", None)]
)
def test_a_date_is_proposed_only_where_the_page_calls_it_a_deadline(
    kind: str, date: str | None
) -> None:
    items = (
        f'<li class="card"><h3><a href="/{n}">{each}</a></h3>'
        f'<span class="{kind}">2027-03-0{n + 1}</span></li>'
        for n, each in enumerate(TITLES)
    )

    (found,) = proposed(page(items, "<ul>", "</ul>"))

    assert found.get("date") == date
