"""What the door hands to a reading: the real site, with the key that it asks for."""

import msgspec
import pytest

from config import Config
from jobs.door import live
from scrapers import Unreachable, all_sources
from scrapers.fetching import LiveSite

GDP = all_sources()["gdp_forte"]


def test_a_site_that_asks_for_a_key_gets_its_own() -> None:
    config = msgspec.convert({"keys": {"gdp_forte": "hemlig", "gdp_vr": "annan"}}, Config)

    site = live(config, GDP, {})

    assert isinstance(site, LiveSite)
    assert site.key is not None
    assert (site.key.under, site.key.header) == (GDP.start, "Authorization")
    assert site.key.words == "hemlig"
    other = live(config, all_sources()["vinnova"], {})
    assert isinstance(other, LiveSite)
    assert other.key is None


def test_without_its_key_a_site_is_not_asked_and_the_trouble_says_why() -> None:
    with pytest.raises(Unreachable, match=r"gdp_forte asks for a key: get one from Forte"):
        live(Config(), GDP, {})
