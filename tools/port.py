"""Stop with one sentence unless the server can listen on 127.0.0.1:$PORT. Runs before anything that takes long."""

import os
import socket
import sys


def wanted_port() -> int:
    """Return $PORT (8000 unless set); stop when it is not a port number."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        sys.exit(f"PORT={text} is not a port: give a number from 1 to 65535.")
    return int(text)


def stop_unless_free(port: int) -> None:
    """Return when `port` can be bound; stop when somebody listens there or it is not ours to take."""
    with socket.socket() as trial:
        # As servers do: connections that are still closing do not make a port taken.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            reason = f"Cannot listen on 127.0.0.1:{port} ({error.strerror})."
            sys.exit(f"{reason} Choose another port, for example PORT={port % 65535 + 1}.")


if __name__ == "__main__":
    stop_unless_free(wanted_port())
