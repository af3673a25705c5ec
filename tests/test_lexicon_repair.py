"""Text is repaired where it is provable what it was."""

import pytest

from lexicon.repair import repaired


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("FÃ¶r", "För"),
        ("beneficiariesâ€™ â€œown\x9dâ€\x9d", "beneficiariesâ€™ â€œown\x9dâ€\x9d"),
        ("the beneficiariesâ€™ â€œownâ€\x9d", "the beneficiaries’ “own”"),
        ("F├╢rv├ñntat", "Förväntat"),
        ("F├Ârv├ñntat", "Förväntat"),
        ("Softwarov├⌐ in┼╛en├╜rstv├¡", "Softwarové inženýrství"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("sam\u00adver\u00adkan\ufeff", "samverkan"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("half \ud800 a pair", "half  a pair"),
    ],
)
def test_what_is_broken_is_repaired(broken: str, meant: str) -> None:
    assert repaired(broken) == meant


def test_what_was_broken_twice_is_repaired_twice() -> None:
    twice = "Örebro".encode().decode("cp1252").encode().decode("cp1252")

    assert repaired(twice) == "Örebro"


@pytest.mark.parametrize(
    "text",
    ["Örebro", "”Ä”", "Bokstaven ”Ä” är", "São Paulo – 20 °C", "ÅÄÖ åäö", "naïve café", "├── tree",
     "För och FÃ¶r", "Ąžuolas", "VI GÅR PÅ\u00a05 STEG", "PÅ\u00a05", "É”", "aðæ",
     "Hallå – hej", "À la Â"],
)  # fmt: skip
def test_what_may_be_meant_stays(text: str) -> None:
    assert repaired(text) == text
