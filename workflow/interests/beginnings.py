"""Where an interest may begin: with the words of a website, or of an old application."""

from typing import NamedTuple, Protocol

from papers.wording import Message
from scrapers.looking import Story, Trouble
from scrapers.prose.sentences import cut
from workflow.collecting.looking import TROUBLES
from workflow.forms.profile import tidy
from workflow.forms.wanted import LANGUAGES, LONGEST

LONGEST_OLD, MOST_BEGUN = 100_000, 1_200  # characters: of an old application, of what it begins
PASTE = Message(
    "There is no text that we can read. Open the page in your browser, copy what describes you, and"
    " paste it into the field below."
)
# What went wrong with a website, and the way out; the rest is as for every other address.
HERE = {
    Trouble.PRIVATE: Message(
        "That address is not open to everybody, so it is not asked: it lies within a network, or"
        " has a port of its own. Take the address of your public site."
    ),
    Trouble.GONE: Message(
        "There is no page at that address any more. Look up the page in your browser, and copy its"
        " address."
    ),
    Trouble.ROBOTS: Message(
        "The site asks machines not to read that page (robots.txt), so it is not read. Copy the"
        " text in your browser, and paste it into the field below."
    ),
    Trouble.REFUSED: Message(
        "The site does not let us in. Copy the text in your browser, and paste it into the field"
        " below."
    ),
    Trouble.LOGIN: Message(
        "One has to sign in there, which nobody does for us. Take a page that is open to all."
    ),
    Trouble.PDF: Message(
        "That is a PDF. Open it, copy its text, and paste it into the field below."
    ),
    Trouble.KIND: Message("That is a file and no page. Take the address of a page about you."),
}


def why(trouble: str) -> Message:
    """Say what went wrong with the address of a website, and the way out."""
    met = Trouble(trouble)
    if met in HERE:
        return HERE[met]
    common = (Trouble.ADDRESS, Trouble.UNREACHABLE, Trouble.BUSY)
    return Message(TROUBLES[met].id) if met in common else PASTE


class Begun(NamedTuple):
    """What an interest may begin with, and what was left out."""

    text: str
    note: Message
    title: str = ""
    language: str = ""


class Weighs(Protocol):
    """What knows what words weigh."""

    def gist(self, said: list[str], language: str, most: int) -> tuple[list[str], int] | None: ...  # noqa: D102 (the name says it)


def of_site(story: Story) -> Begun:
    """Begin with what a website says: as much as there is room for, to be shortened."""
    most = LONGEST["text"]
    text = story.text if len(story.text) <= most else story.text[:most].rsplit("\n", 1)[0][:most]
    note = Message("This is what the page says. Shorten it to what you want funding for.")
    if text != story.text:
        note = Message(
            "This is the beginning of what the page says; {left} characters did not fit. Shorten it"
            " to what you want funding for.",
            {"left": len(story.text) - len(text)},
        )
    language = story.language if story.language in LANGUAGES else ""
    return Begun(text, note, language=language)


def of_old(old: str, language: str, weighs: Weighs | None) -> Begun | None:
    """Begin with the weightiest sentences of an old application; None if there are none.

    While nothing is learnt yet, it is the first ones.
    """
    said = [sentence.strip() for line in tidy(old).split("\n") for sentence in cut(line)]
    said = [each for each in said if each]
    if not said:
        return None
    found = weighs and weighs.gist(said, language, MOST_BEGUN)
    if found:
        kept, left = found
        if not kept:
            return None
        note = Message(
            "The {kept} sentences that say most of what it is about; {left} others were left out."
            " Mend them as you like: only what stands here is saved.",
            {"kept": len(kept), "left": left},
        )
        return Begun(" ".join(kept), note, language=language)
    kept, room = [], MOST_BEGUN
    for each in said:
        if len(each) >= room:
            break
        kept.append(each)
        room -= len(each) + 1
    note = Message(
        "The search is still being made ready, so these are its first {kept} sentences; {left}"
        " others were left out. Mend them as you like: only what stands here is saved.",
        {"kept": len(kept), "left": len(said) - len(kept)},
    )
    return Begun(" ".join(kept), note, language=language) if kept else None
