"""Rank calls for profiles, both from files of JSON Lines, as is what else they are ranked by."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from lexicon.glossary import LANGUAGES
from matcher.bridge import Bridge
from matcher.ranking import Matcher
from matcher.words import Passage

AT_ONCE = 100  # profiles
_LANGUAGES = ", ".join(LANGUAGES)


class LineError(ValueError):
    """A line that cannot be read: the file, the line, the key and what is wrong with it."""


class CallLine(Struct, frozen=True):
    """A call: `{"id": …, "lang": …, "title": …, "text": …}`, with at least a title or a text."""

    id: str
    language: str = field(name="lang")
    title: str
    text: str


class ProfileLine(Struct, frozen=True):
    """An interest: `{"id": …, "lang": …, "text": …}`."""

    id: str
    language: str = field(name="lang")
    text: str


class BackgroundLine(Struct, frozen=True):
    """A past text: `{"lang": …, "text": …}`."""

    language: str = field(name="lang")
    text: str


L = TypeVar("L")
R = TypeVar("R")
WithId = TypeVar("WithId", CallLine, ProfileLine)


def lines_of(path: Path, reader: Callable[[Path, list[str]], R]) -> R:
    """Read a file's lines by a reader; raise LineError if they are no UTF-8."""
    try:
        return reader(path, path.read_text(encoding="utf-8").split("\n"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LineError(f"{path}, line {line}: not UTF-8 ({error.reason})") from error
    except OSError as error:
        raise LineError(f"{path}: {error.strerror}") from error


def read_calls(path: str | Path, lines: Iterable[str]) -> list[CallLine]:
    """Read calls, each id once; raise LineError naming path, line and key."""
    return _once(path, _read(path, lines, CallLine))


def read_profiles(path: str | Path, lines: Iterable[str]) -> list[ProfileLine]:
    """Read profiles, each id once; raise LineError naming path, line and key."""
    return _once(path, _read(path, lines, ProfileLine))


def read_background(path: str | Path, lines: Iterable[str]) -> list[Passage]:
    """Read past texts; raise LineError naming path, line and key."""
    return [Passage(line.text, line.language) for _, line in _read(path, lines, BackgroundLine)]


def read_parallel(path: str | Path, lines: Iterable[str]) -> list[dict[str, str]]:
    """Read wordings of one text a line, by language; raise LineError naming path and line.

    Other keys than languages are passed over.
    """
    found = []
    for number, line in _read(path, lines, dict[str, Any]):
        said = {each: line[each] for each in LANGUAGES if isinstance(line.get(each), str)}
        if len(said) < 2:
            raise LineError(f"{path}, line {number}: needs texts for two of {_LANGUAGES}")
        found.append(said)
    return found


def rank_lines(
    calls: Sequence[CallLine],
    profiles: Sequence[ProfileLine],
    background: Iterable[Passage] = (),
    top: int = 50,
    bridge: Bridge | None = None,
) -> Iterator[str]:
    """Yield `profile<TAB>call<TAB>rank<TAB>score`. The profiles teach what words weigh, too."""
    asked = [Passage(profile.text, profile.language) for profile in profiles]
    matcher = Matcher[CallLine](bridge=bridge).fit(calls, background, asked)
    for start in range(0, len(asked), AT_ONCE):
        some = profiles[start : start + AT_ONCE]
        rows = matcher.ranked(asked[start : start + AT_ONCE], top)
        for profile, row in zip(some, rows, strict=True):
            for rank, (place, score) in enumerate(row, start=1):
                yield f"{profile.id}\t{calls[place].id}\t{rank}\t{score:.6f}"


def _read(path: str | Path, lines: Iterable[str], kind: type[L]) -> Iterator[tuple[int, L]]:
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, decoder.decode(line)
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise LineError(f"{path}, line {number}: {error}") from error


def _once(path: str | Path, lines: Iterable[tuple[int, WithId]]) -> list[WithId]:
    found: dict[str, WithId] = {}
    for number, line in lines:
        if not line.id.isprintable():  # a tab or a line break would break the lines of the ranking
            raise LineError(f"{path}, line {number}: the id {line.id!r} has unprintable characters")
        if line.id in found:
            raise LineError(f"{path}, line {number}: the id {line.id!r} stands there already")
        found[line.id] = line
    return list(found.values())
