"""A scanner's daemon as far as the product can tell: it speaks INSTREAM on a Unix socket, and knows one virus."""

import io
import socket
import struct
import threading
import zipfile
from pathlib import Path

from onlinelives.files.scanner import EICAR

NAME = "Eicar-Test-Signature"


class Clamd:
    """Answers in threads until `stop`. `mood` makes it misbehave: "ok", "mute" (takes everything and says nothing),
    "rude" (hangs up at once), "error", "cut" (an answer without its end), "odd" (an answer nobody knows)."""

    def __init__(self, path: Path):
        self.path, self.mood, self.seen = str(path), "ok", []
        self.seen: list[bytes] = []
        self.listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listening.bind(self.path)
        self.listening.listen(8)
        self.stopped = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        """Nobody listens any more; the socket's file stays, as after a crash."""
        self.stopped.set()
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def _serve(self) -> None:
        while not self.stopped.is_set():
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[caller], daemon=True).start()

    def _answer(self, caller: socket.socket) -> None:
        with caller, caller.makefile("rb") as said:
            if self.mood == "rude":
                return
            content = b""
            if said.read(10) == b"zINSTREAM\0":
                while size := struct.unpack("!L", said.read(4))[0]:
                    content += said.read(size)
            self.seen.append(content)
            caller.sendall(self._says(content))
            if self.mood == "mute":
                self.stopped.wait(5)

    def _says(self, content: bytes) -> bytes:
        moods = {"mute": b"", "error": b"INSTREAM size limit exceeded. ERROR\0", "cut": b"stream: OK", "odd": b"OK\0"}
        if self.mood in moods:
            return moods[self.mood]
        return f"stream: {NAME} FOUND\0".encode() if harmful(content) else b"stream: OK\0"


def harmful(content: bytes) -> bool:
    """Whether the one virus is in it, plainly or in a part of a zip."""
    if EICAR in content:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return any(harmful(opened.read(name)) for name in opened.namelist())
    except zipfile.BadZipFile:
        return False
