"""Make the virtual environment $VENV and install the pinned packages; do nothing when they are there already.

    packages.py        what the site runs on
    packages.py dev    that, and what the tests need

The file `installed` in the environment names the lists that are completely installed. It is written last, so an
environment without it was interrupted and is made anew.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ["requirements.txt", "requirements-dev.txt"]  # the second holds the first


def mark(name: str, venv: Path) -> str:
    """Return the line that says `name` is installed; it changes with the list, the Python and the place."""
    state = hashlib.sha256((ROOT / name).read_bytes())
    state.update(f"{sys.version} {sys.base_prefix} {venv}".encode())
    return f"{name} {state.hexdigest()}"


def make_venv(venv: Path) -> None:
    """Make an empty environment at `venv`, in place of one that we made before."""
    if venv.exists():
        if not (venv / "pyvenv.cfg").exists():
            sys.exit(f"{venv} is not a virtual environment, so it is not replaced; remove it or set VENV.")
        shutil.rmtree(venv)
    run("-m", "venv", str(venv), python=sys.executable, task="make the virtual environment")


def run(*arguments: str, python: str | Path, task: str) -> None:
    """Run `python` quietly; stop with one sentence when it fails."""
    done = subprocess.run([python, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.strip()] or ["no reason given"]
        told = [line for line in lines if line.startswith(("ERROR", "Error"))] or lines
        sys.exit(f"Could not {task}, and kept nothing of it: {told[-1]}")


def prepare(venv: Path, wanted: list[str]) -> None:
    """Bring `venv` to hold all lists in `wanted`; leave nothing behind on a fault."""
    stamp = venv / "installed"
    whole = stamp.exists() and (venv / "bin" / "python").exists()
    have = stamp.read_text().splitlines() if whole else []
    marks = [mark(name, venv) for name in wanted]
    if set(marks) <= set(have):
        return
    print(f"Installing the packages of {wanted[-1]} into {venv.name} (once)", flush=True)
    try:
        stamp.unlink(missing_ok=True)
        if marks[0] not in have:
            make_venv(venv)
        pip = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes", "-r"]
        run(*pip, str(ROOT / wanted[-1]), python=venv / "bin" / "python", task="install the packages")
        stamp.write_text("\n".join(marks) + "\n")
    except BaseException:
        if (venv / "pyvenv.cfg").exists():
            shutil.rmtree(venv, ignore_errors=True)
        raise


def main() -> None:
    """Check what Debian leaves out of its Python, then prepare the environment, one process at a time."""
    if not importlib.util.find_spec("ensurepip"):
        sys.exit("This Python cannot make virtual environments; on Debian: apt-get install python3-venv")
    venv = ROOT / (os.environ.get("VENV") or ".venv")
    with open(f"{venv}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare(venv, LISTS if sys.argv[1:] == ["dev"] else LISTS[:1])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
