"""Write a graph as JSON-LD in the project's plain keys. Knows no Flask and fetches nothing.

Each IRI becomes the key or CURIE that the context gives it, and each value the shortest form that
a reader of the context turns back into the same graph.

Source: https://www.w3.org/TR/json-ld11-api/#compaction, the part of it that our context needs:
terms with `@id`, `@type`, `@language` and language maps, and prefixes. What else a context may
hold (nesting, indexes, scopes) is not written, which leaves the statement as it was.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import expand

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""A JSON value."""

WINDOW: Final = 1000
"""So many statements are held to gather those of one subject, and to know which keys occur."""


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
        terms: for each property's or class's IRI its keys.
        prefixes: prefix → namespace.
        namespaces: namespace → prefix.
    """

    document: Mapping[str, Json]
    terms: Mapping[str, tuple[Term, ...]]
    prefixes: Mapping[str, str]
    namespaces: Mapping[str, str]

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
            if isinstance(value, str) and value.endswith(_ENDS_OF_NAMESPACES)
        }
        terms: dict[str, list[Term]] = {}
        for key, value in entries.items():
            if key.startswith("@") or key in prefixes:
                continue
            if (read := _term(key, value, prefixes)) is not None:
                iri, term = read
                terms.setdefault(iri, []).append(term)
        frozen = {iri: tuple(known) for iri, known in terms.items()}
        namespaces = {namespace: prefix for prefix, namespace in prefixes.items()}
        return cls(
            entries,
            MappingProxyType(frozen),
            MappingProxyType(prefixes),
            MappingProxyType(namespaces),
        )

    def written(self) -> str:
        """Write the document, as `parse` reads it."""
        return json.dumps({"@context": dict(self.document)}, ensure_ascii=False)

    def only(self, used: Iterable[str]) -> dict[str, Json]:
        """Return the document with no more than what gives the keys and prefixes *used* a sense."""
        wanted = set(used)
        for key in tuple(wanted):
            entry = self.document.get(key)
            names = (entry.get("@id"), entry.get("@type")) if isinstance(entry, dict) else (entry,)
            wanted |= {name.partition(":")[0] for name in names if isinstance(name, str)}
        return {
            key: entry
            for key, entry in self.document.items()
            if key in wanted or key.startswith("@")
        }


_ENDS_OF_NAMESPACES: Final = ("#", "/", ":")
"""Of those that JSON-LD 1.1 takes for a prefix without being told so."""

_LAST_MARK: Final = re.compile(f".*[{''.join(_ENDS_OF_NAMESPACES)}]", re.DOTALL)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_REMEMBERED: Final = 10_000

_TYPE: Final = expand("rdf:type")
_STRING: Final = expand("xsd:string")

EMPTY_CONTEXT: Final = Context(*(MappingProxyType[str, str]({}) for _ in range(4)))  # type: ignore[arg-type] # empty ones are of every type


def compacted(statements: Iterable[Triple], context: Context) -> Iterator[str]:
    """Write *statements* in the keys of *context*, piece by piece.

    The statements of one subject that come within a thousand others stand together. Of a context
    a short graph is given what it needs, a long one everything, since that stands in front.

    Raises:
        ValueError: a term of RDF 1.2, which JSON-LD cannot carry.
    """
    left = iter(statements)
    window = list(islice(left, WINDOW))
    compactor = _Compactor(context)
    nodes = [_line(node) for node in compactor.nodes(window)]
    is_short = len(window) < WINDOW
    head = context.only(compactor.used) if is_short else dict(context.document)
    yield f'{{"@context":{_line(head)},\n"@graph":['
    separator = "\n"
    while nodes:
        yield separator + ",\n".join(nodes)
        separator = ",\n"
        nodes = [_line(node) for node in compactor.nodes(islice(left, WINDOW))]
    yield "\n]}\n"


def _line(value: Json) -> str:
    return _ENCODER.encode(value)


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


class _Compactor:
    """Writes nodes in the keys of a context, and notes which of its keys were used."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.used: set[str] = set()
        self._shortened: dict[str, str] = {}

    def nodes(self, statements: Iterable[Triple]) -> Iterator[dict[str, Json]]:
        """Gather *statements* by subject and write each as a node."""
        gathered: dict[str, dict[str, list[Json]]] = {}
        for statement in statements:
            values = gathered.setdefault(_name(statement.subject), {})
            values.setdefault(statement.predicate.value, []).append(_object(statement.object))
        for subject, properties in gathered.items():
            try:
                yield self._node(subject, properties)
            except _PrefixClashError:
                # Without a context, an IRI is what it is.
                yield {"@context": None, "@id": subject, **properties}

    def _node(self, subject: str, properties: Mapping[str, list[Json]]) -> dict[str, Json]:
        written: dict[str, Json] = {"@id": self._short(subject)}
        for name, values in properties.items():
            others = values
            if name == _TYPE:
                classes = [v["@id"] for v in values if isinstance(v, dict) and "@id" in v]
                others = [v for v in values if not isinstance(v, dict) or "@id" not in v]
                if classes:
                    written["@type"] = _one_or_many([self._class(str(iri)) for iri in classes])
            self._add_values(written, name, others)
        return written

    def _add_values(self, written: dict[str, Json], name: str, values: list[Json]) -> None:
        by_key: dict[str, list[Json]] = {}
        by_language: dict[str, dict[str, list[Json]]] = {}
        maps = [term.key for term in self._context.terms.get(name, ()) if term.is_language_map]
        for value in values:
            if maps and isinstance(value, dict) and "@language" in value:
                texts = by_language.setdefault(maps[0], {})
                texts.setdefault(str(value["@language"]), []).append(value["@value"])
            else:
                key, plain = self._value(name, value)
                by_key.setdefault(key, []).append(plain)
        written |= {key: _one_or_many(plains) for key, plains in by_key.items()}
        for key, texts in by_language.items():
            written[key] = {language: _one_or_many(found) for language, found in texts.items()}
        self.used.update(by_key, by_language)

    def _value(self, name: str, value: Json) -> tuple[str, Json]:
        terms = tuple(t for t in self._context.terms.get(name, ()) if not t.is_language_map)
        if not isinstance(value, dict):
            return self._plain_key(terms, name), value
        if "@id" in value:
            node = self._short(str(value["@id"]))
            typed = [term.key for term in terms if term.type == "@id"]
            return (typed[0], node) if typed else (self._plain_key(terms, name), {"@id": node})
        kind, language = str(value.get("@type", "")), str(value.get("@language", ""))
        for term in terms:
            if (term.type, term.language) == (kind, language) and (kind or language):
                return term.key, value["@value"]
        if not kind and not language and not any(term.language for term in terms):
            return self._plain_key(terms, name), value["@value"]
        shortened = {k: self._short(kind) if k == "@type" else v for k, v in value.items()}
        return self._plain_key(terms, name), shortened

    def _plain_key(self, terms: tuple[Term, ...], name: str) -> str:
        plain = (term.key for term in terms if not term.type and not term.language)
        return next(plain, None) or self._short(name)

    def _class(self, iri: str) -> str:
        plain = [term.key for term in self._context.terms.get(iri, ()) if not term.type]
        if plain:
            self.used.add(plain[0])
            return plain[0]
        return self._short(iri)

    def _short(self, iri: str) -> str:
        short = self._shortened.get(iri)
        if short is None:
            if len(self._shortened) >= _REMEMBERED:
                self._shortened.clear()
            short = self._shortened[iri] = self._made_short(iri)
        return short

    def _made_short(self, iri: str) -> str:
        scheme, _, rest = iri.partition(":")
        if scheme in self._context.prefixes and not rest.startswith("//"):
            raise _PrefixClashError
        namespaces, end = self._context.namespaces, len(iri) - 1
        while (cut := _LAST_MARK.match(iri, 0, end)) is not None:
            end = cut.end()
            prefix = namespaces.get(iri[:end])
            if prefix is not None and not iri.startswith("//", end):
                self.used.add(prefix)
                return f"{prefix}:{iri[end:]}"
            end -= 1
        return iri


def _one_or_many(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _name(term: NamedNode | BlankNode | Triple) -> str:
    if isinstance(term, Triple):
        raise ValueError("JSON-LD cannot carry triples as terms (RDF 1.2)")
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def _object(term: NamedNode | BlankNode | Literal | Triple) -> Json:
    """Write an object in expanded form."""
    if not isinstance(term, Literal):
        return {"@id": _name(term)}
    if term.language:
        if term.direction is not None:
            raise ValueError("JSON-LD cannot carry the direction of a text (RDF 1.2)")
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    return (
        {"@value": term.value}
        if datatype == _STRING
        else {
            "@value": term.value,
            "@type": datatype,
        }
    )
