"""Keep what a matcher has learnt in a folder, and take it back memory-mapped.

An epoch is one state of what words weigh. Whoever takes it back, in however many processes, shares
its arrays in memory, weighs new texts as the old ones were weighed, and finds the same.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from matcher.bridge import Bridge
from matcher.columns import Columns
from matcher.compounds import Splitter
from matcher.index import Index
from matcher.postings import Postings
from matcher.ranking import Matcher
from matcher.saved import array_to_words, load, save, words_to_array
from matcher.themes import Latent
from matcher.tiles import Rows, Tile
from matcher.views import View
from matcher.ways import Way
from matcher.words import Counted

BRIDGE = "bridge"


def keep(folder: Path, of: str, matcher: Matcher[Any], **beside: Any) -> None:
    """Keep a matcher, with arrays of the caller's own beside it. of: which epoch it is."""
    arrays = {f"beside.{name}": np.asarray(array) for name, array in beside.items()}
    index = matcher.index_
    for name, counted in (("all", index.counted_), ("recent", index.recent_)):
        arrays |= _counted(name, counted)
    arrays["languages"] = words_to_array(index.languages_)
    arrays["spoken"] = words_to_array(index.spoken_)
    earlier = [
        (number, language, place)
        for number, wordings in enumerate(index.earlier_)
        for language, place in wordings.items()
    ]
    arrays["earlier.numbers"] = np.array([each for each, _, _ in earlier], np.int64)
    arrays["earlier.languages"] = words_to_array([each for _, each, _ in earlier])
    arrays["earlier.places"] = np.array([each for _, _, each in earlier], np.int64)
    for language, splitter in index.rules[0].splitters_.items():
        arrays[f"split.{language}.words"] = words_to_array([*splitter.logs])
        arrays[f"split.{language}.logs"] = np.array([*splitter.logs.values()], float)
    for number, view in enumerate(index.views_):
        arrays |= _view(f"view.{number}", view)
    for (language, target), way in index.ways_.items():
        arrays |= _way(f"way.{language}.{target}", way, holds=index.first(way) is way)
    bridge = index.rules[0].bridge
    bridge.save(folder.with_name(f"{folder.name}-{BRIDGE}"), of)
    save(folder, of, arrays)


def take(
    folder: Path, of: str, matcher: Matcher[Any], calls: Any = None
) -> tuple[Matcher[Any], dict[str, Any]]:
    """Return the matcher as it was kept, and what was kept beside it; raise Unusable.

    matcher: one of the same parameters that has learnt nothing yet. calls: those it was learnt
    from, in the same order; a sequence, which may fetch them when they are asked for.
    """
    arrays = {name: np.asarray(array) for name, array in load(folder, of).items()}
    bridge = Bridge()
    bridge.load(folder.with_name(f"{folder.name}-{BRIDGE}"), of)
    bridge.parallel_ = []
    index = matcher.index_ = matcher.index(bridge)
    index.counted_, index.recent_ = _counted_of(arrays, "all"), _counted_of(arrays, "recent")
    index.languages_ = array_to_words(arrays["languages"])
    index.spoken_ = array_to_words(arrays["spoken"])
    index.earlier_ = _earlier(arrays)
    index.blocks_ = [(range(len(index.languages_)), index.counted_)]
    index.gone_, index.counts_ = [], []
    for name in arrays:
        kind, _, rest = name.partition(".")
        if kind == "split" and rest.endswith(".words"):
            language = rest.removesuffix(".words")
            splitter = Splitter(language, {})
            logs = arrays[f"split.{language}.logs"].tolist()
            splitter.logs = dict(zip(array_to_words(arrays[name]), logs, strict=True))
            index.rules[0].splitters_[language] = splitter
    index.views_ = [
        _view_of(arrays, f"view.{number}", view, index) for number, view in enumerate(index.views())
    ]
    index.ways_ = {}
    ways = [name.removesuffix(".holds") for name in arrays if name.endswith(".holds")]
    for name in sorted(ways, key=lambda each: not arrays[f"{each}.holds"]):
        _, language, target = name.split(".")
        index.ways_[language, target] = index.sharing(_way_of(arrays, name, index))
    matcher.calls_ = calls
    beside = {
        name.removeprefix("beside."): array
        for name, array in arrays.items()
        if name.startswith("beside.")
    }
    return matcher, beside


def _counted(name: str, counted: Counted) -> dict[str, Any]:
    return {
        f"{name}.spoken": words_to_array([language for language, _ in counted.words]),
        f"{name}.words": words_to_array([word for _, word in counted.words]),
        **_sparse(f"{name}.counts", counted.counts),
    }


def _counted_of(arrays: Mapping[str, Any], name: str) -> Counted:
    spoken, words = (array_to_words(arrays[f"{name}.{each}"]) for each in ("spoken", "words"))
    return Counted([*zip(spoken, words, strict=True)], _sparse_of(arrays, f"{name}.counts"))


def _earlier(arrays: Mapping[str, Any]) -> list[dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for number, language, place in zip(
        arrays["earlier.numbers"].tolist(),
        array_to_words(arrays["earlier.languages"]),
        arrays["earlier.places"].tolist(),
        strict=True,
    ):
        found.setdefault(number, {})[language] = place
    return [*found.values()]


def _view(name: str, view: View) -> dict[str, Any]:
    arrays = {
        f"{name}.vocabulary": words_to_array([*view.columns_.vocabulary_]),
        f"{name}.spoken": words_to_array([*view.means_]),
        f"{name}.means": np.array([*view.means_.values()], float),
        **_sparse(f"{name}.parts", view.columns_.parts_),
    }
    for language, idf in view.weights.idf_.items():
        arrays[f"{name}.idf.{language}"] = idf
    return arrays


def _view_of(arrays: Mapping[str, Any], name: str, view: View, index: Index) -> View:
    vocabulary = array_to_words(arrays[f"{name}.vocabulary"])
    view.columns_ = Columns(view.rule)
    view.columns_.vocabulary_ = {feature: column for column, feature in enumerate(vocabulary)}
    view.columns_.keep(index.counted_.words, _sparse_of(arrays, f"{name}.parts"))
    means = arrays[f"{name}.means"].tolist()
    view.means_ = dict(zip(array_to_words(arrays[f"{name}.spoken"]), means, strict=True))
    view.weights.idf_ = {
        each.removeprefix(f"{name}.idf."): array
        for each, array in arrays.items()
        if each.startswith(f"{name}.idf.")
    }
    return view


def _way(name: str, way: Way, *, holds: bool) -> dict[str, Any]:
    arrays = {f"{name}.holds": np.array(holds), f"{name}.places": way.places}
    for part, postings in (("calls", way.calls), ("recent", way.recent)) if holds else ():
        for number, (rows, tile) in enumerate(zip(postings.rows_, postings.tiles_, strict=True)):
            arrays |= _sparse(f"{name}.{part}.{number}.rows", rows.sparse)
            for each in Tile._fields:
                arrays[f"{name}.{part}.{number}.tile.{each}"] = np.asarray(getattr(tile, each))
    if way.themed_:
        arrays[f"{name}.components"] = way.latent_.components_
        arrays |= _sparse(f"{name}.ours", way.ours_) | _sparse(f"{name}.theirs", way.theirs_)
    return arrays


def _way_of(arrays: Mapping[str, Any], name: str, index: Index) -> Way:
    _, language, target = name.split(".")
    way = Way(index.views_, language, target, index.themes)
    way.themed_ = f"{name}.components" in arrays
    if way.themed_:
        way.latent_ = Latent()
        way.latent_.components_ = arrays[f"{name}.components"]
        way.ours_, way.theirs_ = (
            _sparse_of(arrays, f"{name}.{each}") for each in ("ours", "theirs")
        )
    way.places = arrays[f"{name}.places"]
    way.calls, way.recent = (_postings_of(arrays, f"{name}.{each}") for each in ("calls", "recent"))
    return way


def _postings_of(arrays: Mapping[str, Any], name: str) -> Postings:
    postings = Postings().fit()
    number = 0
    while f"{name}.{number}.tile.starts" in arrays:
        said: dict[str, Any] = {
            each: arrays[f"{name}.{number}.tile.{each}"] for each in Tile._fields
        }
        said["longest"] = float(said["longest"])
        rows = Rows(_sparse_of(arrays, f"{name}.{number}.rows"), said["themes"])
        postings.take(rows, Tile(**said))
        number += 1
    return postings


def _sparse(name: str, matrix: Any) -> dict[str, Any]:
    matrix = csr_matrix(matrix)
    return {
        f"{name}.data": matrix.data,
        f"{name}.indices": matrix.indices,
        f"{name}.indptr": matrix.indptr,
        f"{name}.shape": np.array(matrix.shape),
    }


def _sparse_of(arrays: Mapping[str, Any], name: str) -> Any:
    parts = tuple(arrays[f"{name}.{each}"] for each in ("data", "indices", "indptr"))
    return csr_matrix(parts, tuple(arrays[f"{name}.shape"].tolist()))
