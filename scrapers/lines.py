"""Pages read as lines: labels with their values, and sections under headings.

For sites of which the order of the text is known and the markup is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.persons import impersonal
from scrapers.reading import Page

HEADINGS = "h1, h2, h3, h4"
PEOPLE = re.compile(
    r"^(?:kontakt|contact|sekretariat|(?:joint )?secretariat|har du frågor)", re.IGNORECASE
)
REACHED = re.compile(r"@|\+\d{2}[\s\d()-]{6,}|\b(?:tel|phone|telefon|tlf)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """What stands under a heading, until the next one; `above` are the headings it lies under.

    The page's own heading (h1) is above everything, and not named.
    """

    title: str
    text: str
    above: tuple[str, ...] = ()


def lines_of(found: Page) -> list[str]:
    """Return the lines that have words in them, those of the main part if the page has one."""
    main = (found.some("main") or [found])[0]
    return [line for line in main.text.splitlines() if line.strip()]


def named(line: str, label: str) -> bool:
    """Say whether a line is a label, or begins with it and goes on after a colon or a dash."""
    return bool(re.match(rf"{re.escape(label)}\s*(?:[:–-]|$)", line))


def under(lines: Sequence[str], labels: Sequence[str]) -> dict[str, list[str]]:
    """Return the lines under each label, an empty list for one that is not there."""
    found: dict[str, list[str]] = {label: [] for label in labels}
    current: list[str] = []
    for line in lines:
        label = next((each for each in labels if named(line, each)), None)
        if label is None:
            current.append(line)
            continue
        current = found[label]
        if rest := line[len(label) :].lstrip(" :–-"):
            current.append(rest)
    return found


def between(lines: Sequence[str], first: str, last: str) -> list[str]:
    """Return the lines after the first label and before the next; without a label, all of them."""
    begin = next((at + 1 for at, line in enumerate(lines) if first and named(line, first)), None)
    if begin is None:
        if first:
            return []
        begin = 0
    end = next((at for at in range(begin, len(lines)) if last and named(lines[at], last)), None)
    return list(lines[begin:end])


def sections(found: Page) -> list[Section]:
    """Cut a page at its headings; what stands above the first one is left out."""
    main = (found.some("main") or [found])[0]
    ranks = {each.words: each.tag for each in main.some(HEADINGS) if each.words}
    cut: list[tuple[str, list[str]]] = []
    for line in lines_of(found):
        if line in ranks:
            cut.append((line, []))
        elif cut:
            cut[-1][1].append(line)
    made: list[Section] = []
    open_: list[str] = []
    for title, lines in cut:
        open_ = [each for each in open_ if ranks[each] < ranks[title]]
        made.append(Section(title, "\n".join(lines), tuple(open_)))
        if ranks[title] != "h1":
            open_.append(title)
    return made


def personal(section: Section) -> bool:
    """Say whether a section, or one that it lies under, tells whom to ask."""
    return any(PEOPLE.search(each) for each in (*section.above, section.title))


def impersonal_text(text: str) -> str:
    """Leave out the lines that say how to reach somebody, in whatever country."""
    kept = (impersonal(line) for line in text.splitlines() if not REACHED.search(line))
    return "\n".join(filter(None, kept))


def slug_of(words: str) -> str:
    """Make a name of words: lower case, with hyphens."""
    return re.sub(r"\W+", "-", words.casefold()).strip("-")
