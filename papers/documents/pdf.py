"""A paper as PDF that everybody can read for long: PDF/UA-1 and PDF/A-2a, made by typst.

Needs the extra `pdf`; without it Word still works.
"""

import datetime as dt
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from papers.documents.paper import Paper

LAYOUT = Path(__file__).with_name("paper.typ")
STANDARDS = ["ua-1", "a-2a"]
# Signs of a script that no font here has: the standards forbid to leave them out.
UNKNOWN = "could not be displayed"


class Unwritable(Exception):
    """The document has signs that no font here has."""


def available() -> bool:
    """Say whether PDFs can be made in this installation."""
    return find_spec("typst") is not None


def pdf(paper: Paper, made_at: dt.datetime) -> bytes:
    """Lay a paper out; the same paper and moment are the same bytes."""
    return _laid_out(paper, made_at, "pdf", pdf_standards=STANDARDS)[0]


def pictures(paper: Paper, made_at: dt.datetime, ppi: float = 90) -> list[bytes]:
    """Lay a paper out as pictures of its pages (PNG), for looking at."""
    return _laid_out(paper, made_at, "png", ppi=ppi)


def _laid_out(paper: Paper, made_at: dt.datetime, format: str, **options: object) -> list[bytes]:
    import typst

    try:
        laid: bytes | list[bytes] = typst.compile(  # type: ignore[call-overload]  # by any format
            _layout(),
            format=format,
            sys_inputs={"paper": msgspec.json.encode(paper).decode()},
            timestamp=int(made_at.timestamp()),
            **options,
        )
    except typst.TypstError as error:
        if UNKNOWN in str(error):
            raise Unwritable(str(error)) from error
        raise
    return laid if isinstance(laid, list) else [laid]


@cache
def _layout() -> bytes:
    return LAYOUT.read_bytes()
