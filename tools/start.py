"""Starts the demonstration, or somebody's own installation, on this machine: migrate, prepare, serve.

Usage: python tools/start.py demo|local [--port 8000]. `make demo` and `make run` call it. The second start skips what
is done: a stamp in the data folder says for which state of the code.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def state_of_code() -> str:
    """Changes whenever a migration, a static file or a content file does."""
    told = hashlib.sha256()
    package = ROOT / "onlinelives"
    for pattern in ("*/migrations/*.py", "*/static/**/*", "content/FROZEN", "demo/**/*.yaml", "demo/*.py"):
        for path in sorted(package.glob(pattern)):
            if path.is_file():
                told.update(f"{path.relative_to(ROOT)} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return told.hexdigest()


def command(*words: str) -> None:
    done = subprocess.run([BIN / "onlinelives", *words], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=["demo", "local"])
    parser.add_argument("--port", type=int, default=8000)
    asked = parser.parse_args()
    os.environ["ONLINELIVES_MODE"] = asked.mode
    data = Path(os.environ.get("ONLINELIVES_DATA") or ROOT / "var" / asked.mode).resolve()
    os.environ["ONLINELIVES_DATA"] = str(data)
    os.environ.setdefault("ONLINELIVES_URL", f"http://127.0.0.1:{asked.port}")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp, state = data / "prepared", state_of_code()
    if not stamp.exists() or stamp.read_text() != state:
        print("Preparing …", flush=True)
        command("migrate", "--verbosity", "0")
        command("collectstatic", "--noinput", "--verbosity", "0", "--clear")
        if asked.mode == "demo":
            command("load_demo")
        stamp.write_text(state)
    address = f"http://127.0.0.1:{asked.port}/"
    if asked.mode == "demo":
        print(f"\nOnline Lives, demonstration: {address}demo/\n")
        print("Everybody there is invented, and one click makes you somebody: begin as Bob (manager, answers and")
        print("signs off), go on as Dana (strategy lead, sees the area). Stop with Ctrl+C.\n", flush=True)
    else:
        command("first_administrator")
        print(f"\nOnline Lives: {address}account/sign-in/\nStop with Ctrl+C.\n", flush=True)
    server = [
        str(BIN / "granian"),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(asked.port)),
        *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
        "onlinelives.config.wsgi:application",
    ]
    os.execv(server[0], server)  # noqa: S606  this process becomes the server, so that Ctrl+C reaches it


if __name__ == "__main__":
    main()
