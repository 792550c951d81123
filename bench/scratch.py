"""A site of its own for a measurement: scratch databases and a real server on this machine, of which nothing stays."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import postgres  # noqa: E402 - the tools are scripts, not a package

DATABASES = ["sqlite", "postgres"]
LOG = ROOT / "var" / "bench.log"


@contextmanager
def database(kind):
    """Yield the address of an empty database of that `kind` and, of PostgreSQL, its Cluster; its data are durable."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'db.sqlite3'}", None
    else:
        with postgres.temporary_cluster(postgres.DURABLE) as cluster:
            if cluster is None:
                sys.exit("There is no PostgreSQL to measure: apt-get install postgresql.")
            yield cluster.address, cluster


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def environment(address, port):
    """Return what the server and we read from the environment."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": address,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECOND_FACTOR": "off",
        "DEBUG": "off",
    }


def prepare():
    """Bring the database up to date, load the content and collect the static files, as a start of the site does."""
    from django.core.management import call_command  # reads the settings, so not before there is a database

    call_command("build_messages", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


@dataclass(frozen=True)
class Server:
    """The running web server: its first process and its port."""

    process: subprocess.Popen
    port: int

    def workers(self):
        """Return the ids of the processes that answer requests."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def answers(self, path):
        """Tell whether `path` is answered with a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def seconds_until_it_answers(self, path, most=60):
        """Wait until `path` is answered and return how long that took."""
        return seconds_until(lambda: self.answers(path), most)


def seconds_until(is_so, most=60):
    """Wait until `is_so()` and return how long that took; fail after `most` seconds."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() < begun + most, f"It took more than {most} seconds."
        time.sleep(0.01)
    return time.monotonic() - begun


@contextmanager
def server(port, workers):
    """Run the site as `make run` does, with that many `workers` and the environment as it is; yield the Server.

    What it says goes into LOG: while its database is down, that is a lot.
    """
    from run import server as words  # reads the settings, so not before there is a database

    command = [sys.executable, *words(port, workers)]
    with LOG.open("ab") as log:
        # A group of its own, so that an interrupt reaches us first and we end it.
        process = subprocess.Popen(command, cwd=ROOT, process_group=0, stdout=log, stderr=log)  # noqa: S603
    running = Server(process, port)
    try:
        running.seconds_until_it_answers("/vi/")
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        for pid in running.workers() if process.poll() is None else []:
            os.kill(pid, signal.SIGKILL)
        process.kill()
        process.wait()
