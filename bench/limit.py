"""The limit of every service on this engine: pyoxigraph in one process, without HTTP.

    python -m bench.limit FILE

Loads FILE into memory, then answers JSON lines on standard input: `{"texts": […], "accept": …,
"clients": 1, "limit": 20, "budget_s": 1.0}` by `{"taken_ms": […]}`.
"""

import json
import sys
import threading
import time
from itertools import count
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from bench.questions import MEDIA_TYPES

_CODECS: Final = {
    MEDIA_TYPES["json"]: QueryResultsFormat.JSON,
    MEDIA_TYPES["csv"]: QueryResultsFormat.CSV,
    MEDIA_TYPES["nt"]: RdfFormat.N_TRIPLES,
}


def _taken_ms(
    store: Store, texts: list[str], accept: str, clients: int, limit: int, budget_s: float
) -> list[float]:
    codec, numbers, end = _CODECS[accept], count(), time.perf_counter() + budget_s
    taken: list[float] = []

    def ask() -> None:
        while (i := next(numbers)) < limit and (i < clients or time.perf_counter() < end):
            begin = time.perf_counter()
            result = store.query(texts[i % len(texts)], use_default_graph_as_union=True)
            result.serialize(format=codec)  # type: ignore[arg-type] # the codec fits the question
            taken.append((time.perf_counter() - begin) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def main(path: str) -> None:
    """Serve the file *path* over standard input and output."""
    store = Store()
    store.bulk_load(path=path)
    print(json.dumps({"quads": len(store)}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"taken_ms": _taken_ms(store, **json.loads(line))}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
