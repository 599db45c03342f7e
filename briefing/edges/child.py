"""A child process that answers requests: a program of its own, started by path. It imports nothing of the package.

``child.py PROGRAM …`` runs the Python file PROGRAM with the arguments after it, whose ``answer(request)`` returns an
answer's head and its bytes. A request is a line of JSON on standard input. To each goes an answer: a line of JSON with
``bytes``, then so many bytes; or with ``error``, in words. ``edges/crew.py`` is the other end.

End of input, which the death of the parent brings, ends everything, in the middle of an answer too.
"""

from __future__ import annotations

import json
import os
import queue
import runpy
import sys
import threading


def main() -> None:
    """Answer requests until input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whoever prints, prints to stderr
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    answer = runpy.run_path(sys.argv.pop(1))["answer"]
    while True:
        try:
            head, sound = answer(json.loads(requests.get()))
        except Exception as error:  # noqa: BLE001 (whatever fails is an answer)
            head, sound = {"error": f"{type(error).__name__}: {error}"}, b""
        out.write(json.dumps({**head, "bytes": len(sound)}).encode() + b"\n" + sound)
        out.flush()


def _read(requests: queue.SimpleQueue[bytes]) -> None:
    """Take requests from standard input; its end is the end of this process."""
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
