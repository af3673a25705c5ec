"""A key is told to its own site alone."""

import pytest

from scrapers.fetching import Key, LiveSite
from tests.trapping import Hostile, server, site

__all__ = ["server", "site"]  # fixtures


def test_a_key_is_told_to_its_site_alone(server: type[Hostile], site: LiveSite) -> None:
    site.key = Key(under=f"{site.start}/open/", header="Authorization", words="hemlig")

    for path in ("/open/calls", "/calls", "/open/../calls"):
        site.get(site.start + path)

    told = {each[2] for each in server.asked if "Authorization" in each[3]}
    assert told == {"/open/calls"}
    assert b"hemlig" not in b"".join(each.body for each in site.answers)
    assert "hemlig" not in repr(site)


def test_a_key_does_not_follow_a_redirect_to_somebody_else(
    server: type[Hostile], site: LiveSite
) -> None:
    site.key = Key(under=f"{site.start}/there/", header="Authorization", words="hemlig")
    server.redirects = {"/there/": "/calls"}

    site.get(f"{site.start}/there/")

    assert [(each[2], "Authorization" in each[3]) for each in server.asked] == [
        ("/robots.txt", False), ("/there/", True), ("/calls", False),
    ]  # fmt: skip


def test_a_key_for_what_begins_alike_is_refused() -> None:
    with pytest.raises(ValueError, match="ends with no slash"):
        Key(under="https://api.example", header="Authorization", words="hemlig")
