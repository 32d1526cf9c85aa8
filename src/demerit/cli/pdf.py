"""A page as PDF, printed by a Chromium or Chrome that is installed, in a profile of its own and without the network."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from demerit.errors import RunError

__all__ = ["browser", "print_pdf"]

NAMES: Final = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome-headless-shell",
)  # fmt: skip
SECONDS: Final = 120
"""So long may it take."""

OPTIONS: Final = (
    "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-domain-reliability",
    "--disable-client-side-phishing-detection", "--no-first-run", "--no-default-browser-check", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--password-store=basic", "--force-color-profile=srgb",
    "--window-size=760,1000", "--no-pdf-header-footer", "--virtual-time-budget=20000",
)  # fmt: skip


def browser() -> str:
    """Path of a Chromium or Chrome.

    Raises
    ------
    RunError
        R366 if there is none on the PATH.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        hint = "Install Chromium or Chrome, or open the HTML file in any browser and print it there."
        raise RunError("R366", "a PDF is printed by Chromium or Chrome, and none is on the PATH", hint)
    return found


def print_pdf(page: Path, /) -> bytes:
    """Print a page.

    Raises
    ------
    RunError
        R366 if there is no browser; R367 if it printed nothing.
    """
    program = browser()
    with TemporaryDirectory(prefix="demerit-print-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "page.pdf"
        sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        words = (program, *OPTIONS, *sandbox, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}")
        try:
            done = subprocess.run(
                (*words, page.resolve().as_uri()), check=False, capture_output=True, timeout=SECONDS, text=True,
                env={**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder},
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise RunError("R367", f"{program} did not print the page: {fault}", HINT) from fault
        data = made.read_bytes() if made.is_file() else b""
        if not data.startswith(b"%PDF"):
            told = (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:200]
            raise RunError("R367", f"{program} did not print the page: {told}", HINT)
        return data


HINT: Final = "Open the HTML file in a browser and print it there."
