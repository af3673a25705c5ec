"""Tell strings apart by a loop that Numba compiles: the fast way, if the extra `fast` is installed.

A hash table with open addressing, of the hashes of Fowler, Noll and Vo (FNV-1a).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit

from matcher.strings import Places

UTF_8 = "utf-8", "surrogatepass"  # half a letter is a letter, too, until it is repaired
SPACES = np.array([chr(byte).isspace() and byte < 128 for byte in range(256)])
BASIS, PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)
HALF, MARK = np.uint64(32), np.uint64((1 << 32) - 1)
SLOTS = 1 << 16  # at first; a power of two


def numbered(texts: Sequence[str], strings: Places) -> list[Any]:
    """Return the places of each text's strings, in their order; those never met are added."""
    encoded = [text.encode(*UTF_8) for text in texts]
    whole = b"".join(encoded)
    bounds = np.cumsum([0, *map(len, encoded)])
    said, ends, met = _split(np.frombuffer(whole, np.uint8), bounds)
    if not len(met):
        return [np.zeros(0, np.int32)] * len(texts)
    spans = zip(*met.T.tolist(), strict=True)
    found = b"\n".join([whole[first:end] for first, end in spans])
    new = found.decode(*UTF_8).split("\n")  # at once, which is many times as fast
    places = np.fromiter(map(strings.__getitem__, new), np.int32, len(new))[said]
    return [places[start:end] for start, end in pairwise(ends.tolist())]


@njit(nogil=True, cache=True)
def _split(text, bounds):  # type: ignore[no-untyped-def]
    """Return the number of each string, where each text's end, and where each string first is.

    text: bytes. bounds: where texts begin and end among them. A slot of the table is empty, or
    holds half a hash and, one higher, the number of a string.
    """
    said = np.empty((len(text) + len(bounds)) // 2 + 1, np.int32)
    ends = np.zeros(len(bounds), np.int64)
    table = np.zeros(SLOTS, np.uint64)
    met, places = np.empty((SLOTS, 2), np.int64), 0
    number = 0
    for row in range(len(bounds) - 1):
        at, end = bounds[row], bounds[row + 1]
        while True:
            while at < end and SPACES[text[at]]:
                at += 1
            if at == end:
                break
            first, hash_ = at, BASIS
            while at < end and not SPACES[text[at]]:
                hash_ = (hash_ ^ np.uint64(text[at])) * PRIME
                at += 1
            half = (hash_ ^ (hash_ >> HALF)) & MARK
            mask = np.uint64(len(table) - 1)
            slot = half & mask
            while table[slot]:
                if table[slot] >> HALF == half:
                    one = met[np.int64(table[slot] & MARK) - 1]
                    if _same(text, one[0], one[1], first, at):
                        break
                slot = (slot + np.uint64(1)) & mask
            if not table[slot]:
                if places == len(met):
                    met = np.concatenate((met, np.empty_like(met)))
                met[places, 0], met[places, 1] = first, at
                places += 1
                table[slot] = half << HALF | np.uint64(places)
            said[number] = np.int64(table[slot] & MARK) - 1
            number += 1
            if 2 * places > len(table):
                table = _wider(table)
        ends[row + 1] = number
    return said[:number], ends, met[:places]


@njit(nogil=True, cache=True)
def _same(text, first, last, other, end):  # type: ignore[no-untyped-def]
    long, same = last - first, 0
    if long != end - other:
        return False
    while same < long and text[first + same] == text[other + same]:
        same += 1
    return same == long


@njit(nogil=True, cache=True)
def _wider(table):  # type: ignore[no-untyped-def]
    wider = np.zeros(2 * len(table), np.uint64)
    mask = np.uint64(len(wider) - 1)
    for one in table:
        if one:
            slot = one >> HALF & mask
            while wider[slot]:
                slot = (slot + np.uint64(1)) & mask
            wider[slot] = one
    return wider
