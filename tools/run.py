"""Prepare the database, the content and the static files, then become the web server.

    run.py        granian, DEBUG off
    run.py dev    Django's runserver, DEBUG on

What was done before, from the same files, is not done again: var/stamps/ remembers.
docs/deploy.md lists what may be set in the environment.
"""

import hashlib
import os
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

import dj_database_url
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from port import wanted_port

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


def set_environment(port: int, dev: bool) -> None:
    """Fill in what the operator has not set."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ.setdefault("DEBUG", "on" if dev else "off")
    os.environ["SITE_URL"] = os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}"
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or kept_secret()


def kept_secret() -> str:
    """Return the key in var/secret_key, made at the first start, so that sign-ins outlive a restart."""
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        draft.rename(path)
    return path.read_text()


def start_django() -> None:
    """Load the settings and connect once, so that a wrong DATABASE_URL stops us before anything is written."""
    try:
        dj_database_url.parse(os.environ.get("DATABASE_URL") or "sqlite://")
    except ValueError:
        # The address may hold a password, and so may the reason.
        sys.exit("DATABASE_URL is not a database address such as postgresql://user:password@host:5432/name.")
    django.setup()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        sys.exit(f"Cannot reach the database{' in DATABASE_URL' * ('DATABASE_URL' in os.environ)}: {first_line(error)}")


def first_line(error: Exception) -> str:
    """Return the reason without the driver's advice."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a hash over the names and the contents of the files among `paths`."""
    state = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            state.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
            state.update(path.read_bytes())
    return state.hexdigest()


def step(said: str, command: str, inputs: list[str], made: Iterable[Path], stamp: str = "", **options) -> None:
    """Call `command` unless it was done for the same `inputs` (patterns) and all that it `made` is still there."""
    path = VAR / "stamps" / (stamp or command)
    now = fingerprint(found for pattern in inputs for found in ROOT.glob(pattern))
    if path.exists() and path.read_text() == now and all(file.exists() for file in made):
        return
    print(said, flush=True)
    call_command(command, **options)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(now)


def prepare(dev: bool) -> None:
    """Do what a start needs, in order; raise CommandError or DatabaseError on a fault."""
    # The addresses are translated, so the compiled words come before anything that asks for them.
    catalogues = [path.with_suffix(".mo") for path in ROOT.glob("locale/**/*.po")]
    step("Compiling the interface words", "build_messages", ["locale/**/*.po"], made=catalogues)
    place = [connection.settings_dict[part] for part in ("ENGINE", "HOST", "PORT", "NAME")]
    loaded = f"load_content-{hashlib.sha256(repr(place).encode()).hexdigest()[:12]}"
    if not connection.introspection.table_names():
        (VAR / "stamps" / loaded).unlink(missing_ok=True)
    print("Bringing the database up to date", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    step("Loading the content", "load_content", ["fixtures/**/*", "*/migrations/*.py"], made=[], stamp=loaded)
    # Entries of the index that an older release wrote are of another shape.
    indexed = ["portal/index.py", "portal/search/*.py", "*/models/*.py"]
    step("Bringing the index up to date", "rebuild", indexed, made=[], stamp=loaded.replace("load_content", "rebuild"))
    if not dev:
        collect_static()
    call_command("first_administrator")
    connection.close()


def collect_static() -> None:
    """Gather, name by content and compress the static files."""
    inputs = ["static/**/*", "*/static/**/*", "requirements.txt", "portal/settings.py"]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    step("Collecting the static files", "collectstatic", inputs, made=[manifest], interactive=False, verbosity=0)


def server(port: int, workers: int = 1) -> list[str]:
    """Return how Python is called to be the web server on `port` of this machine."""
    command = ["-m", "granian", "--interface", "wsgi", "--workers", str(workers), "--host", "127.0.0.1"]
    # No access log: a reader's address is nobody's business.
    command += ["--port", str(port), "--no-access-log", "--log-level", "warning", "--blocking-threads", "4"]
    # A worker that is told to stop while it still starts does not hear it. Without the last, one that dies ends all.
    return [*command, "--workers-kill-timeout", "5", "--respawn-failed-workers", "portal.wsgi:application"]


def serve(port: int, dev: bool) -> None:
    """Become the server: signals reach it as they would have reached us."""
    site = settings.SITE_URL
    print(f"\nThe site:        {site}/vi/ and {site}/en/")
    print(f"Administration:  {site}/vi/admin/\nStop with Ctrl-C.\n", flush=True)
    if dev:
        command = ["manage.py", "runserver", f"127.0.0.1:{port}"]
    else:
        command = server(port)
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 - our own words


def main() -> None:
    """Stop with one sentence on whatever an operator can mend; anything else is our fault and shows its trace."""
    dev = sys.argv[1:] == ["dev"]
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    port = wanted_port()
    set_environment(port, dev)
    try:
        start_django()
        prepare(dev)
    except (CommandError, ImproperlyConfigured, DatabaseError) as error:
        sys.exit(f"Stopped: {error}")
    serve(port, dev)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
