"""Opens PDFs and pictures in a process of its own, so that one made to exhaust or to crash its reader hurts nobody.

A PDF of 306 KB can make its reader take 500 MB before it says that it is broken. The other process may take neither
more memory nor more time than it is given here, writes no file, starts nothing, and is told no secret. However it ends
without a clear answer, the file is refused.
"""

import os
import subprocess
import sys
import threading

from onlinelives.rules.verdict import Invalid

PATIENCE = 60  # seconds on the clock
AT_ONCE = threading.BoundedSemaphore(2)  # in one process of the web server: each may take a gigabyte
REFUSED = 3  # the other process's exit code for: refused, with the sentence as its output
TOO_HARD = "This file could not be checked: it is damaged or too complicated. Save it again and try once more."


def check(content: bytes, kind: str) -> bytes:
    """What is to be kept of a PDF ("pdf") or a picture ("jpg", "png"). Raises Invalid with a sentence."""
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "onlinelives.files.checks.inside", kind],
                input=content,
                capture_output=True,
                check=False,
                timeout=PATIENCE,
                env={"PYTHONPATH": os.pathsep.join(os.path.abspath(place) for place in sys.path)},
            )
        except subprocess.TimeoutExpired as error:
            raise Invalid(TOO_HARD, "file") from error
    if done.returncode == REFUSED:
        raise Invalid(done.stdout.decode("utf-8", "replace"), "file")
    if done.returncode != 0:
        raise Invalid(TOO_HARD, "file")
    return content if kind == "pdf" else done.stdout
