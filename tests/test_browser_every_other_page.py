"""Every second page in a real browser, from the second."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import needs_chromium
from tests.inspecting import faults

pytestmark = needs_chromium


def test_the_other_pages_are_open_to_everybody_at_every_size_light_and_quiet(
    browser: Browser, tmp_path: Path
) -> None:
    assert faults(browser, tmp_path, slice(1, None, 2)) == {}
