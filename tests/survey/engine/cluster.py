"""A Spark master and one worker of our own for the time of a block, on 127.0.0.1 and on ports that were free."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTS_WITHIN = 90  # seconds
LOOPBACK = "127.0.0.1"


def surroundings() -> dict[str, str]:
    """What every process of Spark must find in its environment, so that none listens on a network."""
    import pyspark

    return {
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "SPARK_LOCAL_IP": LOOPBACK,
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }


def missing() -> str:
    """Why there can be no cluster here; nothing if there can."""
    return "" if shutil.which("java") else "Java is not installed: make test-deps"


@contextmanager
def _running(log: Path, said: str, *words: str) -> Iterator[re.Match[str]]:
    """A process of Spark, once its log has said this; stopped by its own number at the end, whatever happens."""
    environment = {**os.environ, **surroundings()}
    with log.open("wb") as to:
        process = subprocess.Popen(
            [f"{environment['SPARK_HOME']}/bin/spark-class", *words],
            stdout=to,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=log.parent,
        )
    try:
        until = time.monotonic() + STARTS_WITHIN
        while not (found := re.search(said, log.read_text("utf-8", errors="replace"))):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Spark did not start:\n{log.read_text('utf-8', errors='replace')[-2000:]}")
            time.sleep(0.2)
        yield found
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(15)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Gives the address of the master."""
    deploy = "org.apache.spark.deploy"
    master = [f"{deploy}.master.Master", "--host", LOOPBACK, "--port", "0", "--webui-port", "0"]
    with _running(folder / "master.log", r"Starting Spark master at (spark://\S+)", *master) as found:
        address = found.group(1)
        worker = [f"{deploy}.worker.Worker", "--host", LOOPBACK, "--cores", "2", "--memory", "2g", "--webui-port", "0"]
        worker += ["--work-dir", str(folder / "work"), address]
        with _running(folder / "worker.log", "Successfully registered with master", *worker):
            yield address
