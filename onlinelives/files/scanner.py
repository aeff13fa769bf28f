"""Asks ClamAV whether something is harmful, where settings.CLAMAV names its daemon. No clear answer is never a yes.

The daemon is spoken to in its own words (INSTREAM: pieces with their lengths, then a line that ends in OK or FOUND).
docs/decisions/0017 says why no package does it.
"""

import re
import socket
import struct
import zipfile
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core import checks

PIECE = 2**16  # bytes
PATIENCE = 20.0  # seconds for the daemon to connect, to take a piece, or to answer
LONGEST_ANSWER = 1000  # bytes
# EICAR's test file, which every scanner knows: in two halves, so that none finds it here.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
CLEAN = "stream: OK"
FOUND = re.compile(r"stream: (.+) FOUND", re.DOTALL)


class Down(Exception):
    """A daemon is configured but did not say clearly that the content is clean or harmful."""


def configured() -> bool:
    return bool(settings.CLAMAV)


def scan(content: bytes) -> str | None:
    """The name of what was found, as a code of letters, digits, dots and dashes; None when the content is clean.

    Raises Down for every other answer, and for none. Call it only where `configured()`, and outside a transaction:
    it may take PATIENCE seconds and more.
    """
    try:
        answer = _ask(content)
    except (OSError, ValueError) as error:  # ValueError: what is configured names neither a socket nor a port
        raise Down(f"clamd: {type(error).__name__}") from error
    if answer == CLEAN:
        return None
    if found := FOUND.fullmatch(answer):
        return re.sub(r"[^\w.-]+", "-", found.group(1), flags=re.ASCII)[:100]
    raise Down("clamd gave no clear answer")


def problem(largest: int) -> str | None:
    """What is wrong with the daemon, in a sentence; None when all is well. It may run without the list of what to look
    for, or call everything clean that is larger than its own settings allow. largest: bytes of the largest file."""
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w") as made:
        made.writestr("before", bytes(largest))
        made.writestr("eicar.txt", EICAR)
    try:
        if scan(EICAR) is None:
            return "The virus scanner does not find the test file that every scanner knows. Has it its signatures?"
        if scan(zipped.getvalue()) is None:
            return "The virus scanner passes large files unseen. Set AlertExceedsMax and larger limits in clamd.conf."
        if scan(b"Minutes of a meeting") is not None:
            return "The virus scanner finds something in a harmless file."
    except Down as error:
        return f"The virus scanner gives no clear answer ({error})."
    return None


def _ask(content: bytes) -> str:
    """What the daemon says about the content: one line."""
    with _connected() as daemon:
        daemon.sendall(b"zINSTREAM\0")
        view = memoryview(content)
        for start in range(0, len(view), PIECE):
            piece = view[start : start + PIECE]
            daemon.sendall(struct.pack("!L", len(piece)))
            daemon.sendall(piece)
        daemon.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            more = daemon.recv(LONGEST_ANSWER)
            if not more:
                break
            answer += more
    # An answer without its end was cut off, and says nothing.
    return answer[:-1].decode("utf-8", "replace") if answer.endswith(b"\0") else ""


def _connected() -> socket.socket:
    """A connection to the socket (a path that starts with /) or the host:port of settings.CLAMAV."""
    if not settings.CLAMAV.startswith("/"):
        host, _, port = settings.CLAMAV.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
    daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    daemon.settimeout(PATIENCE)
    try:
        daemon.connect(settings.CLAMAV)
    except OSError:
        daemon.close()
        raise
    return daemon


@checks.register(checks.Tags.security, deploy=True)
def files_are_scanned(app_configs: Any, **kwargs: Any) -> list[checks.Warning]:
    """People send files to each other through here, so a scanner belongs to it."""
    if configured():
        return []
    hint = "Set ONLINELIVES_CLAMAV to the socket of clamd, or to its host:port."
    return [checks.Warning("Files that people send are not scanned for viruses", hint=hint, id="files.W001")]
