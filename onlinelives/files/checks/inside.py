"""The inside of the other process that `apart` starts: limits first, then one file from input to output."""

import resource
import sys

from onlinelives.files.checks import pdfs, pictures
from onlinelives.files.checks.apart import REFUSED
from onlinelives.rules.verdict import Invalid

MEMORY = 2**30  # bytes of addresses, of which Python and the readers take 250 MB before they begin
SECONDS = 30  # of the processor


def limit() -> None:
    """Bounds this process. No dump of its memory is ever written either: the file would be in it."""
    bounds = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for what, most in bounds.items():
        resource.setrlimit(what, (most, most))


def main() -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        if sys.argv[1] == "pdf":
            pdfs.check(content)
        else:
            sys.stdout.buffer.write(pictures.redrawn(content, sys.argv[1]))
    except Invalid as refusal:
        sys.stdout.buffer.write(str(refusal).encode())  # libraries complain on the other output
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
