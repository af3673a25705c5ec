"""Documents as files: Word by an organisation's own template or ours, PDF, workbook; the bundle."""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy.orm import Session

from lexicon.document_types import RECORD, WORKBOOK, document_types
from models import Document
from papers.documents import pdf
from papers.documents.bundle import File
from papers.documents.facts import Facts
from papers.documents.paper import Paper
from papers.documents.word import word
from papers.documents.workbook import workbook
from papers.wording import day, say
from workflow.applications.letterheads import letterhead_of
from workflow.refusals import Refused

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def endings(document: Document) -> list[str]:
    """Return as what a document may be fetched in this installation, the plainest first."""
    if document.kind == WORKBOOK:
        return ["xlsx"]
    return ["pdf", "docx"] if pdf.available() else ["docx"]


def file_of(session: Session, document: Document, language: str, ending: str) -> File:
    """Lay a document out; the same document is the same file. Asks nothing but its template."""
    if ending not in endings(document):
        raise Refused("The document cannot be had so here.")
    body = laid_out(session, document, language, ending)
    about = f"{document.number}. {day(document.made_at.date(), language)}."
    return File(f"{named(document, language)}.{ending}", about, document.made_at, body)


def laid_out(session: Session, document: Document, language: str, ending: str) -> bytes:
    """Return the bytes of a document."""
    if ending == "xlsx":
        facts = msgspec.convert(document.facts, Facts, strict=False)
        return workbook(facts, language, number=document.number, made_at=document.made_at)
    paper = msgspec.convert(document.said[language], Paper)
    if ending == "docx":
        own = letterhead_of(session, document.commitment.partner) if document.commitment else None
        # The record is the site's word about a party, and so not on its paper.
        body = own.body if own and document.kind != RECORD else None
        return word(paper, document.made_at, body)
    try:
        return pdf.pdf(paper, document.made_at)
    except pdf.Unwritable as error:
        raise Refused(
            "The document has signs that the PDF has no letters for. Fetch it as Word."
        ) from error


def named(document: Document, language: str) -> str:
    """Name a document's file: its number, what it is, and whose."""
    name = f"{document.number} {document_types()[document.kind].name(language)}"
    return f"{name} {document.commitment.partner.name}" if document.commitment else name


def files_of(session: Session, documents: Iterable[Document], language: str) -> Iterator[File]:
    """Yield documents as all that they may be fetched as."""
    for each in documents:
        for ending in endings(each):
            try:
                yield file_of(session, each, language, ending)
            except Refused as refused:  # Word is there all the same
                words = say(refused.message, language).encode()
                yield File(
                    f"{named(each, language)}.{ending}.txt", each.number, each.made_at, words
                )
