"""The headings of a new application: those of its programme, in the language of its call."""

from lexicon.outlines import outline
from models import Application, Section


def language_of(application: Application) -> str:
    """Return the language to write in: Swedish, unless the call is in another."""
    called = application.call.language if application.call else "sv"
    return "sv" if called == "sv" else "en"


def headings(application: Application) -> list[Section]:
    """Return the sections that an application begins with, with nothing in them."""
    language = language_of(application)
    return [
        Section(
            code=each.code, title=each.title(language), place=each.place, most=each.most,
            most_source=each.source if each.most else "",
        )
        for each in outline(application.family)
    ]  # fmt: skip
