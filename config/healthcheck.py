"""`python -m config.healthcheck`: whether the web process on this machine can take tips; exit 0, or 1 and why."""

import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from config import env

SECONDS = 8


def main() -> int:
    """Asks as the proxy would, or the page would refuse the host and lead to the certificate's address."""
    host = urlsplit(env.load().get("PUBLIC_URL", "http://localhost:8000")).netloc
    port = os.environ.get("BIND", "0.0.0.0:8000").rpartition(":")[2]
    asked = Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
            return 0 if answer.status == 200 else 1
    except HTTPError as refused:
        print(f"{refused.code} {refused.read(500).decode(errors='replace')}", file=sys.stderr)
    except OSError as away:
        print(f"no answer: {away}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
