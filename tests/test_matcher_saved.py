"""What is kept between runs is taken back only if it can be trusted."""

from pathlib import Path

import numpy as np
import pytest

from matcher import saved
from matcher.bridge import Bridge
from matcher.saved import MANIFEST, Unusable, array_to_words, load, save, words_to_array

ARRAYS = {"shares": np.array([0.5, 0.25]), "places": np.array([3, 1], dtype=np.int32)}
PARALLEL = [{"sv": "Vi bygger en kvarn.", "en": "We build a windmill."}] * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path / "kept", "abc", ARRAYS)
    return tmp_path / "kept"


def test_arrays_come_back_as_they_were_memory_mapped(folder: Path) -> None:
    found = load(folder, "abc")

    assert set(found) == set(ARRAYS)
    assert all(isinstance(each, np.memmap) for each in found.values())
    assert all(np.array_equal(found[name], ARRAYS[name]) for name in ARRAYS)


def test_words_come_back_as_they_were() -> None:
    for words in (["hållbar", "miljö", ""], ["kestävä"]):
        assert array_to_words(words_to_array(words)) == words
    assert array_to_words(words_to_array([])) == []


def test_what_is_kept_anew_takes_the_place_of_the_old(folder: Path) -> None:
    save(folder, "def", {"shares": np.array([1.0])})

    assert load(folder, "def")["shares"].tolist() == [1.0]
    assert [each.name for each in folder.parent.iterdir()] == ["kept"]


def test_a_changed_byte_is_noticed(folder: Path) -> None:
    file = folder / "shares.npy"
    whole = bytearray(file.read_bytes())
    whole[-1] ^= 1
    file.write_bytes(whole)

    with pytest.raises(Unusable, match=r"shares\.npy: is not as it was kept"):
        load(folder, "abc")


@pytest.mark.parametrize("left", [0, 60])
def test_a_file_cut_short_is_noticed(folder: Path, left: int) -> None:
    file = folder / "places.npy"
    file.write_bytes(file.read_bytes()[:left])

    with pytest.raises(Unusable, match=r"places\.npy"):
        load(folder, "abc")


def test_a_missing_file_is_noticed(folder: Path) -> None:
    (folder / "shares.npy").unlink()

    with pytest.raises(Unusable, match=r"shares\.npy"):
        load(folder, "abc")


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"version": "one"}', b"\xff\xfe"])
def test_a_broken_manifest_is_noticed(folder: Path, said: bytes) -> None:
    (folder / MANIFEST).write_bytes(said)

    with pytest.raises(Unusable, match="kept"):
        load(folder, "abc")


def test_nothing_kept_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="kept"):
        load(tmp_path / "kept", "abc")


def test_what_is_older_or_of_other_texts_is_not_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unusable, match="other texts"):
        load(folder, "def")
    monkeypatch.setattr(saved, "VERSION", saved.VERSION + 1)
    with pytest.raises(Unusable, match="version"):
        load(folder, "abc")


def test_a_pickled_array_is_never_opened(folder: Path) -> None:
    np.save(folder / "shares.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    manifest = (folder / MANIFEST).read_text()
    kept = saved._checksum(folder / "shares.npy")
    before = manifest.split('"shares":"')[1].split('"')[0]
    (folder / MANIFEST).write_text(manifest.replace(before, kept))

    with pytest.raises(Unusable, match="pickle"):
        load(folder, "abc")


def test_a_bridge_is_learnt_once_and_then_taken_back(tmp_path: Path) -> None:
    learnt = Bridge(kept=tmp_path / "bridge").fit(PARALLEL)
    stamp = (tmp_path / "bridge" / MANIFEST).stat().st_mtime_ns

    again = Bridge(kept=tmp_path / "bridge").fit(PARALLEL)

    assert again.tables_ == learnt.tables_
    assert (tmp_path / "bridge" / MANIFEST).stat().st_mtime_ns == stamp


def test_a_bridge_learns_anew_from_other_texts_or_a_broken_file(tmp_path: Path) -> None:
    Bridge(kept=tmp_path / "bridge").fit(PARALLEL)
    other = Bridge(kept=tmp_path / "bridge").fit([{"sv": "En sällsam kvarnvinge", "en": "A sail"}])
    file = tmp_path / "bridge" / "sv-en.shares.npy"
    file.write_bytes(b"broken")

    mended = Bridge(kept=tmp_path / "bridge").fit([{"sv": "En sällsam kvarnvinge", "en": "A sail"}])

    assert mended.tables_ == other.tables_
    assert file.read_bytes() != b"broken"
