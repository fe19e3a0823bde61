"""Write a graph as JSON-LD in the project's plain keys. Knows no Flask and fetches nothing.

The engine writes expanded JSON-LD; here each IRI becomes the key or CURIE that the context gives it
and each value the shortest form that a reader of the context turns back into the same graph.

Source: https://www.w3.org/TR/json-ld11-api/#compaction, the part of it that our context needs:
terms with `@id`, `@type`, `@language` and language maps, and prefixes. What else a context may
hold (nesting, indexes, scopes) is not written, which leaves the statement as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.namespaces import expand

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""A JSON value."""


@dataclass(frozen=True, slots=True)
class Term:
    """How the plain values of a key are read: their type or language, or a map of languages."""

    key: str
    type: str = ""
    language: str = ""
    is_language_map: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A JSON-LD context, and what is needed to write with it.

    Attributes:
        document: the context as it is given to readers.
        terms: for each property's IRI its keys.
        prefixes: prefix → namespace.
        types: for each class's IRI its key.
    """

    document: Mapping[str, Json]
    terms: Mapping[str, tuple[Term, ...]]
    prefixes: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> "Context":
        """Read a context document: an object whose `@context` is one object.

        Raises:
            ValueError: the text is no such document.
        """
        whole = json.loads(text)
        if not isinstance(whole, dict) or not isinstance(whole.get("@context"), dict):
            raise ValueError("there is no object `@context`")
        entries: dict[str, Json] = whole["@context"]
        prefixes = {
            key: value
            for key, value in entries.items()
            if isinstance(value, str) and value.endswith(("#", "/", ":", "_"))
        }
        terms: dict[str, list[Term]] = {}
        for key, value in entries.items():
            if key.startswith("@") or key in prefixes:
                continue
            if (read := _term(key, value, prefixes)) is not None:
                iri, term = read
                terms.setdefault(iri, []).append(term)
        frozen = {iri: tuple(known) for iri, known in terms.items()}
        return cls(entries, MappingProxyType(frozen), MappingProxyType(prefixes))


_TYPE: Final = expand("rdf:type")

EMPTY_CONTEXT: Final = Context(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))


def compacted(expanded: bytes, context: Context) -> bytes:
    """Rewrite flat expanded JSON-LD, as the engine writes it, in the keys of *context*."""
    if not context.document:
        return expanded
    try:
        nodes = [_node(node, context) for node in json.loads(expanded)]
    except _PrefixClashError:
        return expanded
    document = {"@context": dict(context.document), "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def _term(key: str, value: Json, prefixes: Mapping[str, str]) -> tuple[str, Term] | None:
    if isinstance(value, str):
        return _expanded(value, prefixes), Term(key)
    if not isinstance(value, dict) or not isinstance(value.get("@id"), str):
        return None
    if value.keys() - {"@id", "@type", "@language", "@container"}:
        return None
    if value.get("@container") not in {None, "@set", "@language"}:
        return None
    kind, language = value.get("@type"), value.get("@language")
    name = _expanded(str(value["@id"]), prefixes)
    return name, Term(
        key,
        _expanded(kind, prefixes) if isinstance(kind, str) else "",
        language if isinstance(language, str) else "",
        value.get("@container") == "@language",
    )


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


class _PrefixClashError(Exception):
    """An IRI would be read as a CURIE, such as `geo:52,13` where the context binds `geo`."""


def _short(iri: str, context: Context) -> str:
    scheme, _, rest = iri.partition(":")
    if scheme in context.prefixes and not rest.startswith("//"):
        raise _PrefixClashError
    fitting = [
        (len(namespace), prefix)
        for prefix, namespace in context.prefixes.items()
        if iri.startswith(namespace) and len(iri) > len(namespace)
    ]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    local = iri[length:]
    return f"{prefix}:{local}" if not local.startswith("//") else iri


def _class(iri: str, context: Context) -> str:
    plain = [term.key for term in context.terms.get(iri, ()) if not term.type]
    return plain[0] if plain else _short(iri, context)


def _node(node: dict[str, Json], context: Context) -> dict[str, Json]:
    written: dict[str, Json] = {}
    for name, values in node.items():
        if name == "@id":
            written[name] = _short(str(values), context)
        elif name == _TYPE and isinstance(values, list):
            classes = [v for v in values if isinstance(v, dict) and "@id" in v]
            _add_values(written, name, [v for v in values if v not in classes], context)
            if classes:
                written["@type"] = _one_or_many([_class(str(v["@id"]), context) for v in classes])
        elif isinstance(values, list):
            _add_values(written, name, values, context)
    return written


def _add_values(written: dict[str, Json], name: str, values: list[Json], context: Context) -> None:
    by_key: dict[str, list[Json]] = {}
    by_language: dict[str, dict[str, list[Json]]] = {}
    maps = [term.key for term in context.terms.get(name, ()) if term.is_language_map]
    for value in values:
        if maps and isinstance(value, dict) and "@language" in value:
            texts = by_language.setdefault(maps[0], {})
            texts.setdefault(str(value["@language"]), []).append(value["@value"])
        else:
            key, plain = _value(name, value, context)
            by_key.setdefault(key, []).append(plain)
    written |= {key: _one_or_many(plains) for key, plains in by_key.items()}
    for key, texts in by_language.items():
        written[key] = {language: _one_or_many(found) for language, found in texts.items()}


def _one_or_many(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _value(name: str, value: Json, context: Context) -> tuple[str, Json]:
    terms = tuple(t for t in context.terms.get(name, ()) if not t.is_language_map)
    fallback = _short(name, context)
    if not isinstance(value, dict):
        return fallback, value
    if "@id" in value:
        node = _short(str(value["@id"]), context)
        typed = [term.key for term in terms if term.type == "@id"]
        return (typed[0], node) if typed else (_plain_key(terms, fallback), {"@id": node})
    literal = value.get("@value")
    kind, language = str(value.get("@type", "")), str(value.get("@language", ""))
    for term in terms:
        if (term.type, term.language) == (kind, language) and (kind or language):
            return term.key, literal
    if not kind and not language and not any(term.language for term in terms):
        return _plain_key(terms, fallback), literal
    shortened = {k: _short(kind, context) if k == "@type" else v for k, v in value.items()}
    return _plain_key(terms, fallback), shortened


def _plain_key(terms: tuple[Term, ...], fallback: str) -> str:
    return next((term.key for term in terms if not term.type and not term.language), fallback)
