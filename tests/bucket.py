"""A server of S3 on this machine: `python bucket.py` makes the bucket news-desk, prints the address and waits."""

from __future__ import annotations

import logging
import sys

from moto.server import ThreadedMotoServer

BUCKET = "news-desk"


def main() -> None:
    """Serve until standard input ends."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    import s3fs

    s3fs.S3FileSystem(key="test", secret="test", endpoint_url=address).mkdir(BUCKET)  # noqa: S106 - no secret
    print(address, flush=True)  # noqa: T201 - what it's for
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
