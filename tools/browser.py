"""Where Chromium is, for the tests that need a real browser."""

import os
import shutil
import subprocess

PACKAGES = ["chromium-headless-shell", "chromium"]  # the smaller first
NAMES = ["chromium", "chromium-headless-shell", "google-chrome", "google-chrome-stable", "chromium-browser"]


def find_chromium() -> str | None:
    """Return the path of Chromium: $CHROMIUM, else from the PATH, else installed now where we may; None without one."""
    return os.environ.get("CHROMIUM") or on_path() or (install() and on_path()) or None


def on_path() -> str | None:
    """Return the first browser found on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Install the smallest Chromium that Debian has; say whether that worked. Only root on Debian may."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    print("Installing Chromium for the browser tests (once)", flush=True)
    any(apt("update") for _ in range(3))  # mirrors fail now and then
    return any(apt("install", "-y", "--no-install-recommends", name) for name in PACKAGES)


def apt(*arguments: str) -> bool:
    """Run apt-get quietly, waiting for another one to finish; say whether it worked."""
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return done.returncode == 0
