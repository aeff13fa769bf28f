"""A PostgreSQL server of one's own for the time of a block: made from the installed programs, gone afterwards.

PostgreSQL refuses to run as root; then it runs as the user `postgres`, or `nobody` where there is none. It listens on
a Unix socket in its own folder and on no network.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path:
    """The folder of initdb and pg_ctl, of the newest version. Raises SystemExit with what to install."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    raise SystemExit("PostgreSQL is not installed. Run: make test-deps")


def _other_user() -> str | None:
    """Somebody to be instead of root, or None when this is not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise SystemExit("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.")


@contextmanager
def server(durable: bool = False) -> Iterator[str]:
    """Starts a server and gives the DATABASE_URL to reach it. Unless it is `durable`, nothing waits for the disk: the
    data lives for minutes."""
    bin_, user = programs(), _other_user()
    folder = Path(tempfile.mkdtemp(prefix="ol-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*words: str) -> None:
        options = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        subprocess.run(
            [*words],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
            **options,  # type: ignore[call-overload]
        )

    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=100 "
    if not durable:
        settings += "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
        # Every test rolls back. Statistics gathered in between would say that all tables are empty, and plans made for
        # empty tables take minutes over the rows of a large test. Without any, sizes are taken from the files.
        settings += "-c autovacuum=off"
    try:
        run(str(bin_ / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(str(bin_ / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", "-t", "60", "-o", settings, "start")
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            run(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
