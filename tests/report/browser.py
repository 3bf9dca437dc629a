"""Headless Chromium for the tests of the report: one process for a module, a profile of its own, no network but this machine's."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1400,1000"),
)


@contextlib.contextmanager
def chromium(profile: Path, language: str = "en") -> Iterator[Any]:
    """A driver of Chromium in a language. Skips the test where selenium, Chromium or its driver is missing."""
    selenium = pytest.importorskip("selenium.webdriver", reason="no selenium: pip install 'qaclean[dev]'")
    from selenium.webdriver.chrome.service import Service

    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    path = shutil.which("chromedriver")
    if binary is None or path is None:
        pytest.skip("no Chromium with its driver: apt-get install chromium chromium-driver")
    options = selenium.ChromeOptions()
    options.binary_location = binary
    for option in (*OPTIONS, f"--user-data-dir={profile}", f"--lang={language}"):
        options.add_argument(option)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = selenium.Chrome(options=options, service=Service(path))
    try:
        driver.set_page_load_timeout(60)
        yield driver
    finally:
        driver.quit()
