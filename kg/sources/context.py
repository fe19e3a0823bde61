"""Know what the keys of `ontology/context.jsonld` mean. Reads that one file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import SourceError
from kg.namespaces import NS, expand
from kg.sources.terms import Vocabulary

CONTEXT_FILE: Final = Path("ontology/context.jsonld")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the context: its IRI, the datatype of its values, and their form.

    *form* is `iri`, `typed`, `text` (a value for each language) or `plain`.
    """

    iri: str
    datatype: str
    form: str


@dataclass(frozen=True, slots=True)
class Context:
    """The context as JSON-LD wants it (*content*) and as a table of *keys*."""

    content: Mapping[str, object]
    keys: Mapping[str, Key]
    prefixes: Mapping[str, str]
    problems: tuple[SourceError, ...]

    def expand(self, name: str) -> str:
        """Turn a CURIE or key into its IRI; an IRI stays as it is."""
        if name in self.keys:
            return self.keys[name].iri
        prefix, colon, local = name.partition(":")
        if colon and not local.startswith("//") and prefix in self.prefixes:
            return self.prefixes[prefix] + local
        return name


def read_context(root: Path, known: Vocabulary) -> Context:
    """Read the context below *root*; a term of ours that is not declared is a problem.

    Source: https://www.w3.org/TR/json-ld11/#the-context
    """
    path = root / CONTEXT_FILE
    if not path.exists():
        problem = SourceError(CONTEXT_FILE, None, "the file is missing", "tables cannot be read")
        return Context({}, {}, {}, (problem,))
    text = path.read_text(encoding="utf-8")
    try:
        content = json.loads(text)["@context"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        problem = SourceError(
            CONTEXT_FILE, line, "not a JSON-LD context", 'write {"@context": {…}}'
        )
        return Context({}, {}, {}, (problem,))
    prefixes = {
        name: value
        for name, value in content.items()
        if isinstance(value, str) and value.endswith(("/", "#")) and ":" in value
    }
    keys = dict(_keys(content, prefixes))
    problems = tuple(_undeclared(keys, text, known))
    return Context(MappingProxyType(content), keys, prefixes, problems)


def _keys(content: Mapping[str, object], prefixes: Mapping[str, str]) -> Iterator[tuple[str, Key]]:
    for name, value in content.items():
        if name in prefixes or name.startswith("@"):
            continue
        entry = value if isinstance(value, dict) else {"@id": value}
        iri, datatype = (_full(entry.get(part), prefixes) for part in ("@id", "@type"))
        if iri.startswith("@"):
            continue
        if datatype in {"@id", "@vocab"}:
            yield name, Key(iri, "", "iri")
        elif entry.get("@container") == "@language":
            yield name, Key(iri, expand("rdf:langString"), "text")
        else:
            yield name, Key(iri, datatype or expand("xsd:string"), "typed" if datatype else "plain")


def _full(curie: object, prefixes: Mapping[str, str]) -> str:
    if not isinstance(curie, str):
        return ""
    prefix, colon, local = curie.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else curie


def _undeclared(keys: Mapping[str, Key], text: str, known: Vocabulary) -> Iterator[SourceError]:
    lines = text.splitlines()
    for name, key in keys.items():
        fault = known.fault(key.iri) if key.iri.startswith(NS) else None
        if fault:
            line = next((n for n, each in enumerate(lines, 1) if f'"{name}"' in each), None)
            yield SourceError(CONTEXT_FILE, line, *fault)
