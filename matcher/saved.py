"""Keep arrays in a folder, and take them back as memory-mapped files.

Nothing is unpickled. What is kept has a version and a checksum of every file; what does not fit
them, or was learnt from something else, is not taken back: its owner learns anew.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

VERSION = 1  # raise it whenever what is kept changes its meaning
MANIFEST = "manifest.json"


class Unusable(ValueError):
    """What is kept is missing, broken, older, or of something else. The message says which."""


class Manifest(Struct):
    """What a folder holds: of which version, learnt from what, each array's checksum."""

    version: int
    of: str
    checksums: dict[str, str]


def save(folder: Path, of: str, arrays: Mapping[str, Any]) -> None:
    """Keep arrays in a folder of their own, in one step: whoever reads meanwhile sees old or new.

    of: what they were learnt from, such as a fingerprint.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    for name, array in arrays.items():
        np.save(new / f"{name}.npy", array, allow_pickle=False)
    checksums = {name: _checksum(new / f"{name}.npy") for name in arrays}
    (new / MANIFEST).write_bytes(msgspec.json.encode(Manifest(VERSION, of, checksums)))
    old = folder.with_name(f"{new.name}-old")
    if folder.exists():
        os.replace(folder, old)
    os.replace(new, folder)
    rmtree(old, ignore_errors=True)


def load(folder: Path, of: str) -> dict[str, Any]:
    """Return the arrays, memory-mapped; raise Unusable if they cannot be trusted.

    What is changed in them changes nothing in the files.
    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise Unusable(f"{folder}: {error}") from error
    if manifest.version != VERSION:
        raise Unusable(f"{folder}: is of version {manifest.version}, not {VERSION}")
    if manifest.of != of:
        raise Unusable(f"{folder}: was learnt from other texts")
    found = {}
    for name, checksum in manifest.checksums.items():
        file = folder / f"{name}.npy"
        try:
            if _checksum(file) != checksum:
                raise Unusable(f"{file}: is not as it was kept")
            found[name] = np.load(file, mmap_mode="c", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise Unusable(f"{file}: {error}") from error
    return found


def made_of(folder: Path) -> str:
    """Return what the arrays in a folder were learnt from; raise Unusable."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest).of
    except (OSError, msgspec.DecodeError) as error:
        raise Unusable(f"{folder}: {error}") from error


def fingerprint(*learnt_from: Any) -> str:
    """Return a checksum of what JSON can say."""
    said = json.dumps([VERSION, *learnt_from], ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def words_to_array(words: Sequence[str]) -> Any:
    """Return words as bytes, a line each; none may have a line break."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def array_to_words(array: Any) -> list[str]:
    """Return the words that were kept as bytes."""
    return bytes(array).decode().split("\n") if len(array) else []


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
