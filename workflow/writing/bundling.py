"""What an application has beside its documents, as files for the bundle: its texts, its annexes."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from lexicon.annexes import kind_name
from models import Application
from papers.documents.bundle import File
from papers.wording import Message, say
from workflow.writing import attachments, file_store


def beside(
    session: Session, application: Application, language: str, folder: Path, now: datetime
) -> Iterator[File]:
    """Yield the text of all sections in one file, then each annex as it was sent."""
    yield text_of(application, language, now)
    for each in attachments.of(session, application):
        path = file_store.place_of(folder, each.hash)
        name = f"{say(Message('Annex'), language)} {each.name}"
        if not path.exists():
            words = say(Message("The file is no longer there."), language)
            yield File(f"{name}.txt", words, each.at, words.encode())
            continue
        about = kind_name(each.kind, language) if each.kind else each.name
        whose = f"{about}, {each.partner.name}" if each.partner else about
        yield File(name, whose, each.at, path.read_bytes())


def text_of(application: Application, language: str, now: datetime) -> File:
    """Return the description and every section that has a text, as plain text."""
    parts = [(application.title, application.summary)]
    parts += [(each.title, each.text) for each in application.sections if each.text]
    said = "\r\n\r\n".join(f"{title}\r\n\r\n{text}" for title, text in parts)
    return File(
        say(Message("Text.txt"), language), application.title, now, said.encode("utf-8-sig")
    )
