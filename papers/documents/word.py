"""A paper as a Word file, by our template or by an organisation's own."""

import datetime as dt
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import msgspec

from papers.documents.paper import Block, Paper, Places, Terms
from papers.documents.sandbox import Sandbox

NAMES = ("words", "items", "rows", "head", "foot", "places")
TAGS = {"sv": "sv-SE", "en": "en-GB"}


def word(paper: Paper, made_at: dt.datetime, template: bytes | None = None) -> bytes:
    """Lay a paper out; the template is an organisation's own, that was found fit."""
    from docxtpl import DocxTemplate  # only who makes documents waits for it

    from papers.documents.template import ours

    laid = DocxTemplate(BytesIO(template or ours()))
    laid.render(values(paper), Sandbox(), autoescape=True)
    _tell(laid.docx, paper, made_at)
    body = BytesIO()
    laid.save(body)
    return body.getvalue()


def values(paper: Paper) -> dict[str, Any]:
    """Return what a template may speak of, by name."""
    said: dict[str, Any] = msgspec.structs.asdict(paper)
    return {**said, "blocks": [spoken_of(each) for each in paper.blocks]}


def spoken_of(block: Block) -> SimpleNamespace:
    """Return a block as templates speak of it: what it does not have is nothing."""
    said: dict[str, Any] = {**dict.fromkeys(NAMES, ()), **msgspec.to_builtins(block)}
    match block:
        case Terms():
            rows = [SimpleNamespace(name=name, value=value) for name, value in block.rows]
            said["rows"] = rows
        case Places():
            said["places"] = [
                SimpleNamespace(party=party, lines=block.lines) for party in block.parties
            ]
    return SimpleNamespace(**said)


def _tell(document: Any, paper: Paper, made_at: dt.datetime) -> None:
    """Say what the file is, and in which language its words are: readers read it aloud so."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    about = document.core_properties
    about.title, about.author, about.language = (
        paper.title,
        paper.issuer[:255],
        TAGS[paper.language],
    )
    about.subject, about.identifier = paper.about[:255], paper.number
    about.created = about.modified = made_at.replace(tzinfo=None)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for properties in defaults.iter(qn("w:rPr")) if defaults is not None else ():
        lang = properties.find(qn("w:lang"))
        if lang is None:
            lang = OxmlElement("w:lang")
            properties.append(lang)
        lang.set(qn("w:val"), TAGS[paper.language])
