"""The programmes that calls belong to, by the codes of those who publish them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class EuProgramme:
    """A programme of the EU Funding & Tenders portal: its number there, its short and full name."""

    code: str
    short: str
    name: str


@cache
def eu_programmes() -> dict[str, EuProgramme]:
    """Read eu_programmes.csv, by number and by short name: the portal uses both."""
    with Path(__file__).with_name("eu_programmes.csv").open(encoding="utf-8", newline="") as file:
        found = [EuProgramme(**row) for row in csv.DictReader(file)]
    return {key: each for each in found for key in (each.code, each.short)}
