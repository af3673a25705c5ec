"""Kinds of documents that are made here: of one party or of the whole bid, with their source."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lexicon.tables import rows

WORKBOOK, RECORD = "budget_workbook", "sign_on_record"


class Of(StrEnum):
    """Whose a kind of document is."""

    PARTY = "party"
    BID = "bid"


@dataclass(frozen=True)
class DocumentType:
    """One kind of document; the source is who asks for it, or who says what is in it."""

    code: str
    of: Of
    sv: str
    en: str
    source: str

    def name(self, language: str) -> str:
        """Return its name, in Swedish or in English."""
        return self.sv if language == "sv" else self.en


@cache
def document_types() -> dict[str, DocumentType]:
    """Read document_types.csv, by code."""
    return {
        row["code"]: DocumentType(
            row["code"], Of(row["of"]), row["sv"], row["en"], row["source"]
        )
        for row in rows("document_types.csv")
    }  # fmt: skip
