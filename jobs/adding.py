"""`samsok sources add URL`: as on the page, for whoever sits at the machine."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Source
from papers import phrases
from papers.wording import Message, say
from scrapers import Draft
from scrapers.fetching import LiveSite
from scrapers.looking import SELECTORS, KeptSite, Sight, Way, attempt, look
from workflow.collecting import adding, looking
from workflow.collecting.adding import FEED, LANGUAGES, PAGES, Wish


class Opening(Protocol):
    """What opens the site of an address, and the database."""

    def site(self, start: str) -> LiveSite:
        """Return the site."""
        ...

    def engine(self) -> Engine:
        """Return the database."""
        ...

    def now(self) -> datetime:
        """Return the time by the site's clock."""
        ...


@click.command("add")
@click.argument("url")
@click.option("--which", default=1, show_default=True, type=click.IntRange(1), help="Which list.")
@click.option("--funder", help="Else as the site calls itself.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Else as it reads.")
@click.option("--zone", help="The funder's time zone; else by country or language.")
@click.option("--area", default="", help="Where calls are for that do not say it.")
@click.option("--hours", default="24", show_default=True, help="Between two readings.")
@click.option("--terms-read", metavar="NAME", help="Who read what a scraped site allows.")
@click.option("--item", help="The CSS selector of each call in the list; else as proposed.")
@click.option("--title", help="Inside a call; likewise --link, --date, --text and --details.")
@click.option("--link", help="Its link.")
@click.option("--date", help="Its last day to apply.")
@click.option("--text", help="Its words.")
@click.option("--details", help="What to read on each call's own page.")
@click.pass_obj
def add(opening: Opening, /, url: str, which: int, **said: str | None) -> None:
    """Look at an address, and add it as a source; print what was saved."""
    start = looking.address(url)
    engine = opening.engine()
    with Session(engine) as session:
        if known := adding.there(session, start):
            raise click.ClickException(f"{known.slug} reads {start} already.")
    site = opening.site(start)
    sight = look(site)
    if sight.trouble:
        refuse([looking.why(sight.trouble, sight.words)], sight.words)
    show(sight)
    way = sight.ways[which - 1] if which <= len(sight.ways) else None
    if way is None:
        raise click.ClickException(f"--which: there are {len(sight.ways)} ways to read it.")
    wish = wish_of(sight, way, said)
    faults = [each for _, each in adding.faults(wish)]
    answers = {each.question: each.body for each in site.answers}
    if wish.options != way.options:
        way = attempt(wish.wanted, KeptSite(start, site.today, answers))
        if way.trouble:
            faults.append(looking.why(way.trouble, way.words))
    refuse(faults)
    for draft in way.drafts:
        click.echo(line(draft), err=True)
    with Session(engine) as session, session.begin():
        for words in told(adding.add(session, wish, answers, opening.now())):
            click.echo(words)


def wish_of(sight: Sight, way: Way, said: dict[str, str | None]) -> Wish:
    """Put together what was said and what was found."""
    names = (*SELECTORS, "details")
    options = {**way.options, **{name: css for name in names if (css := said[name])}}
    return Wish(
        reader=way.reader, start=way.start, funder=said["funder"] or sight.name,
        language=said["language"] or sight.language, zone=said["zone"] or sight.zone,
        area=said["area"] or "", hours=said["hours"] or "", terms_read_by=said["terms_read"] or "",
        options=options if way.reader == PAGES else {},
    )  # fmt: skip


def refuse(faults: Iterable[Message], met: str = "") -> None:
    """End with the sentences that say what is wrong, if there are any."""
    words = [say(each, "en") for each in faults]
    if words:
        raise click.ClickException(" ".join([*words, *([f"({met})"] if met else [])]))


def show(sight: Sight) -> None:
    """Say on stderr what stands at the address, and in which ways it can be read."""
    click.echo(f"{say(looking.what(sight.kind), 'en')}.", err=True)
    for number, way in enumerate(sight.ways, 1):
        name = "the feed" if way.reader == FEED else way.options["item"]
        click.echo(f"--which {number}: {name}, {way.calls} calls, {way.dated} dated", err=True)


def line(draft: Draft) -> str:
    """Tell a call in one line: its last day, its title, and the words that say so."""
    day = phrases.dates(draft.deadlines, "en") or "no last day found"
    words = next((f" “{each.words}”" for each in draft.evidence if each.field == "deadlines"), "")
    return f"  {day}: {draft.title}{words}"


def told(source: Source) -> list[str]:
    """Say what was saved, a field in each line."""
    fields = (
        "slug", "funder", "reader", "start", "language", "zone", "area", "hours", "terms_read_by",
    )  # fmt: skip
    shown = {name: getattr(source, name) for name in fields} | source.options
    return [f"{name}: {value}" for name, value in shown.items() if value not in ("", None)]
