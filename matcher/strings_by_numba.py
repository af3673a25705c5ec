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
HALF = np.uint64(32)
SLOTS = 1 << 16  # at first; a power of two


def numbered(texts: Sequence[str], strings: Places) -> list[Any]:
    """Return the places of each text's strings, in their order; those never met are added."""
    encoded = [text.encode(*UTF_8) for text in texts]
    whole = b"".join(encoded)
    bounds = np.cumsum([0, *map(len, encoded)])
    said, ends, firsts, lasts = _split(np.frombuffer(whole, np.uint8), bounds)
    parts = zip(firsts.tolist(), lasts.tolist(), strict=True)
    met = [whole[first:last].decode(*UTF_8) for first, last in parts]
    places = np.fromiter(map(strings.__getitem__, met), np.int32, len(met))[said]
    return [places[start:end] for start, end in pairwise(ends.tolist())]


@njit(nogil=True, cache=True)
def _split(text, bounds):  # type: ignore[no-untyped-def]
    """Return the number of each string, where each text's end, and where each string first is.

    text: bytes. bounds: where texts begin and end among them.
    """
    said = np.empty((len(text) + len(bounds)) // 2 + 1, np.int32)
    ends = np.zeros(len(bounds), np.int64)
    table = np.full(SLOTS, -1, np.int32)
    hashes = np.empty(SLOTS, np.uint64)
    firsts, lasts = np.empty(SLOTS, np.int64), np.empty(SLOTS, np.int64)
    all_, met = 0, 0
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
            slot = _slot(table, hash_)
            while table[slot] >= 0:
                one = table[slot]
                if hashes[one] == hash_ and _same(text, firsts[one], lasts[one], first, at):
                    break
                slot = (slot + 1) % len(table)
            if table[slot] < 0:
                if met == len(hashes):
                    hashes, firsts, lasts = _longer(hashes), _longer(firsts), _longer(lasts)
                table[slot], hashes[met], firsts[met], lasts[met] = met, hash_, first, at
                met += 1
            said[all_] = table[slot]
            all_ += 1
            if 2 * met > len(table):
                table = _wider(table, hashes[:met])
        ends[row + 1] = all_
    return said[:all_], ends, firsts[:met], lasts[:met]


@njit(nogil=True, cache=True)
def _slot(table, hash_):  # type: ignore[no-untyped-def]
    return np.int64((hash_ ^ (hash_ >> HALF)) & np.uint64(len(table) - 1))


@njit(nogil=True, cache=True)
def _same(text, first, last, other, end):  # type: ignore[no-untyped-def]
    long, same = last - first, 0
    if long != end - other:
        return False
    while same < long and text[first + same] == text[other + same]:
        same += 1
    return same == long


@njit(nogil=True, cache=True)
def _longer(some):  # type: ignore[no-untyped-def]
    return np.concatenate((some, np.empty_like(some)))


@njit(nogil=True, cache=True)
def _wider(table, hashes):  # type: ignore[no-untyped-def]
    wider = np.full(2 * len(table), -1, np.int32)
    for one in range(len(hashes)):
        slot = _slot(wider, hashes[one])
        while wider[slot] >= 0:
            slot = (slot + 1) % len(wider)
        wider[slot] = one
    return wider
