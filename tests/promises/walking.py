"""Walk a part of all things of a release, in a process of its own: follow each, read each.

`python -m tests.promises.walking RELEASE PART PARTS STRIDE` prints what was wrong as JSON lines.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.engine import DataFiles, LocalEngine, load_files
from kg.formats import GRAPH_FORMATS, Format
from kg.jsonld import Context
from kg.namespaces import BASE, THINGS
from kg.release import Release, open_release
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.operating.serving import FixedServing, Served
from kg.web.reading.document_queries import read_document_queries

ALIKE = ("gemeinde", "verband")
"""Kinds of which there are thousands, all made the same way."""

OTHERS = 3
"""Of all other kinds each third is read, unless everything is."""

COMPARED = 3
"""So many things of each kind are read in every format, and all must say the same."""


def main(path: str, part: str, parts: str, stride: str) -> None:
    """Walk the things of one part."""
    release = open_release(Path(path))
    client = client_of(release)
    iris = subjects_of(release)
    for wrong in walk(client, iris[int(part) :: int(parts)], int(stride)):
        sys.stdout.write(json.dumps(wrong) + "\n")
    sys.stdout.write(json.dumps({"walked": len(iris[int(part) :: int(parts)])}) + "\n")


def client_of(release: Release) -> FlaskClient:
    context = Context.parse(release.context_path.read_text(encoding="utf-8"))
    data = DataFiles((release.quads_path,))
    engine = LocalEngine(load_files(data), "memory", is_union=True, context=context)
    documents = read_document_queries(release.queries_path / "documents")
    served = Served(engine, release.version, documents, context, release=release)
    return create_app(Settings(cache_bytes=0), FixedServing(served)).test_client()


def subjects_of(release: Release) -> list[str]:
    quads = load_files(DataFiles((release.quads_path,)))
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(iri for iri in found if iri.startswith(BASE))


def walk(client: FlaskClient, iris: Sequence[str], stride: int) -> Iterator[dict[str, str]]:
    seen: dict[str, int] = {}
    for number, iri in enumerate(iris):
        path = followed(client, iri)
        if path is None:
            yield {"iri": iri, "wrong": "leads nowhere"}
            continue
        kind = iri.removeprefix(THINGS).partition("/")[0] if iri.startswith(THINGS) else "model"
        if "#" in iri:
            if iri not in terms_in(client, path):
                yield {"iri": iri, "wrong": f"{path} says nothing of it"}
            continue
        count = seen[kind] = seen.get(kind, 0) + 1
        if count > COMPARED and count % (stride if kind in ALIKE else min(stride, OTHERS)):
            continue
        offers = GRAPH_FORMATS if iri.startswith((THINGS, f"{BASE}vocab/")) else GRAPH_FORMATS[:4]
        read = offers if count <= COMPARED else (offers[number % len(offers)],)
        yield from compared(client, iri, path, read)


@cache
def terms_in(client: FlaskClient, path: str) -> frozenset[str]:
    """Return what a document of many terms, such as the ontology, speaks of."""
    triples = parse(client.get(f"{path}.nt").data, format=RdfFormat.N_TRIPLES)
    subjects = (quad.subject for quad in triples)
    return frozenset(one.value for one in subjects if isinstance(one, NamedNode))


def followed(client: FlaskClient, iri: str) -> str | None:
    """Follow an IRI as a client would; return the path of its document, None where it has none."""
    path = "/" + iri.removeprefix(BASE).partition("#")[0]
    if not iri.startswith(THINGS):
        return path
    response = client.head(path)
    if response.status_code != 303:
        return None
    return response.headers["Location"]


def compared(
    client: FlaskClient, iri: str, path: str, offers: Sequence[Format]
) -> Iterator[dict[str, str]]:
    """Read a document in *offers*: it must speak of the thing, and say the same in each."""
    said: set[Triple] | None = None
    for offer in offers:
        response = client.get(f"{path}.{offer.suffix}")
        if response.status_code != 200:
            yield {"iri": iri, "wrong": f"{response.status_code} as {offer.name}"}
            continue
        assert isinstance(offer.codec, RdfFormat)
        triples = {quad.triple for quad in parse(response.data, format=offer.codec)}
        if not any(NamedNode(iri) in (one.subject, one.object) for one in triples):
            yield {"iri": iri, "wrong": f"says nothing of it as {offer.name}"}
        if said is not None and triples != said:
            yield {"iri": iri, "wrong": f"says something else as {offer.name}"}
        said = triples if said is None else said


if __name__ == "__main__":
    main(*sys.argv[1:])
