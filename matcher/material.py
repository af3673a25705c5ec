"""Read what an operator gives to learn from: past texts, texts in two languages, a thesaurus."""

from pathlib import Path
from typing import NamedTuple

from matcher.bridge import Labels, Wordings
from matcher.lines import lines_of, read_background, read_parallel
from matcher.thesaurus import read_thesaurus
from matcher.words import Passage


class Material(NamedTuple):
    """Texts of the past, texts in several languages, and the names of concepts."""

    background: tuple[Passage, ...] = ()
    parallel: tuple[Wordings, ...] = ()
    labels: tuple[Labels, ...] = ()


def read_material(
    background: Path | None = None, parallel: Path | None = None, thesaurus: Path | None = None
) -> Material:
    """Read the files that are named; raise LineError naming path and line."""
    return Material(
        tuple(lines_of(background, read_background)) if background else (),
        tuple(lines_of(parallel, read_parallel)) if parallel else (),
        tuple(read_thesaurus(thesaurus)) if thesaurus else (),
    )
