"""Read a thesaurus: the names of each concept in several languages, as CSV or SKOS."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from lexicon.glossary import LANGUAGES, Names
from matcher.lines import LineError, lines_of

SKOS = {".rdf": "xml", ".xml": "xml", ".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld"}
MEANT = re.compile(r"\s*\([^)]*\)")  # "bank (money)": what tells names that are alike apart


def read_thesaurus(path: Path) -> list[Names]:
    """Read SKOS by the file's ending, else CSV; raise LineError naming path and line."""
    if path.suffix.lower() in SKOS:
        return read_skos(path)
    return lines_of(path, read_csv)


def read_csv(path: str | Path, lines: Iterable[str]) -> list[Names]:
    """Read a concept a line, a column for each language (sv, en …), names parted by |."""
    said = (line.removeprefix("\ufeff") + "\n" for line in lines)
    rows = csv.DictReader(said, strict=True)
    spoken = [each for each in LANGUAGES if each in (rows.fieldnames or ())]
    if len(spoken) < 2:
        known = ", ".join(LANGUAGES)
        raise LineError(f"{path}, line 1: the heading must name two or more of the columns {known}")
    found = []
    try:
        for row in rows:
            if None in row or None in row.values():
                raise LineError(
                    f"{path}, line {rows.line_num}: as many columns as in line 1 needed"
                )
            found.append({each: _names(row[each].split("|")) for each in spoken if row[each]})
    except csv.Error as error:
        raise LineError(f"{path}, line {rows.reader.line_num}: {error}") from error
    return found


def read_skos(path: Path) -> list[Names]:
    """Read the preferred and alternative labels of each concept; raise LineError naming path."""
    from rdflib import Graph, Literal  # slow to load
    from rdflib.namespace import SKOS as TERMS

    graph = Graph()
    try:
        graph.parse(path, format=SKOS[path.suffix.lower()])
    except Exception as error:  # each of its parsers has errors of its own
        raise LineError(f"{path}: {error}") from error
    found: defaultdict[object, dict[str, list[str]]] = defaultdict(dict)
    for kind in (TERMS.prefLabel, TERMS.altLabel):
        for concept, label in graph.subject_objects(kind):
            if isinstance(label, Literal) and label.language in LANGUAGES:
                found[concept].setdefault(label.language, []).append(str(label))
    concepts = sorted(found.items(), key=lambda each: str(each[0]))
    return [
        {language: _names(sorted(said)) for language, said in names.items()}
        for _, names in concepts
    ]


def _names(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for each in said if (name := MEANT.sub("", each).strip()))
