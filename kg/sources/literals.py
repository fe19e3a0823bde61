"""Check and normalise literals. Knows the datatypes and what a curator may have meant, no file."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.namespaces import NS, expand

_XSD: Final = expand("xsd:")
_STRING: Final = f"{_XSD}string"

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(
    r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
)
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE: Final = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}")
_DATE_TIME: Final = re.compile(
    rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})(?:\.[0-9]+)?{_ZONE}"
)
_YEAR: Final = re.compile(rf"-?(?!0000)[0-9]{{4,}}{_ZONE}")
_YEAR_MONTH: Final = re.compile(rf"-?(?!0000)[0-9]{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}")
_IRI: Final = re.compile(r"[^\s<>\"{}|\\^`]*")
_WKT: Final = re.compile(r"(?:<[^>]*>\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b.*", re.DOTALL)

_GERMAN_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[. ][0-9]{3})*,[0-9]+|[+-]?[0-9]+,[0-9]+")
_GROUPED_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[., ][0-9]{3})+")
_GERMAN_DATE: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_BOOLEANS: Final = MappingProxyType(
    {"ja": "true", "wahr": "true", "yes": "true", "nein": "false", "falsch": "false", "no": "false"}
)


@dataclass(frozen=True, slots=True)
class LiteralFault:
    """What is wrong with a literal, and what would be right."""

    reason: str
    repair: str


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    try:
        datetime.fromisoformat(match[1])
    except ValueError:
        return False
    return True


def _whole(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _integer(test: Callable[[int], bool]) -> Callable[[str], bool]:
    return lambda text: _INTEGER.fullmatch(text) is not None and test(int(text))


_IS_OF: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        f"{_XSD}integer": _whole(_INTEGER),
        f"{_XSD}int": _integer(lambda n: -(2**31) <= n < 2**31),
        f"{_XSD}long": _integer(lambda n: -(2**63) <= n < 2**63),
        f"{_XSD}positiveInteger": _integer(lambda n: n > 0),
        f"{_XSD}nonNegativeInteger": _integer(lambda n: n >= 0),
        f"{_XSD}decimal": _whole(_DECIMAL),
        f"{_XSD}double": _whole(_DOUBLE),
        f"{_XSD}float": _whole(_DOUBLE),
        f"{_XSD}boolean": lambda text: text in {"true", "false", "1", "0"},
        f"{_XSD}date": _is_date,
        f"{_XSD}dateTime": _is_date_time,
        f"{_XSD}gYear": _whole(_YEAR),
        f"{_XSD}gYearMonth": _whole(_YEAR_MONTH),
        f"{_XSD}anyURI": _whole(_IRI),
        expand("geo:wktLiteral"): _whole(_WKT),
    }
)
"""Datatype → whether a text is in its lexical space (XML Schema 1.1 part 2, section 3)."""

_EXPECTED: Final = MappingProxyType(
    {
        f"{_XSD}decimal": "write digits with a decimal point, such as 1234.5",
        f"{_XSD}double": "write digits with a decimal point, such as 1234.5",
        f"{_XSD}float": "write digits with a decimal point, such as 1234.5",
        f"{_XSD}boolean": "write true or false",
        f"{_XSD}date": 'write a day that exists as year-month-day, such as "2020-12-31"',
        f"{_XSD}dateTime": 'write such as "2020-12-31T23:59:00Z"',
        f"{_XSD}gYear": 'write four digits, such as "2020"',
        f"{_XSD}gYearMonth": 'write such as "2020-12"',
        f"{_XSD}anyURI": "write an address without blanks",
        expand("geo:wktLiteral"): 'write such as "POINT(7.69 51.37)", longitude first',
    }
)

_KEYS: Final = MappingProxyType(
    {
        f"{NS}ags": (re.compile(r"(?:0[1-9]|1[0-6])[0-9]{6}"), "8 digits, the first two 01 to 16"),
        f"{NS}lau": (re.compile(r"(?:0[1-9]|1[0-6])[0-9]{6}"), "8 digits, the first two 01 to 16"),
        f"{NS}ars": (
            re.compile(r"(?:0[1-9]|1[0-6])[0-9]{10}"),
            "12 digits, the first two 01 to 16",
        ),
        f"{NS}regionKey": (
            re.compile(r"(?:0[1-9]|1[0-6])(?:[0-9]|[0-9]{3}|[0-9]{7})?"),
            "2 digits for a Land, 3 for a Regierungsbezirk, 5 for a Kreis, 9 for a Gemeindeverband",
        ),
        f"{NS}nuts": (re.compile(r"DE[0-9A-G]?[0-9A-Z]{0,2}"), "DE and up to three characters"),
        f"{NS}postalCode": (re.compile(r"[0-9]{5}"), "5 digits, leading zero kept"),
    }
)
"""Property → the pattern of its keys, and the pattern in words."""

TEXT_PROPERTIES: Final = frozenset(
    expand(curie)
    for curie in (
        "rdfs:label",
        "rdfs:comment",
        "skos:prefLabel",
        "skos:altLabel",
        "skos:hiddenLabel",
        "skos:definition",
        "skos:note",
        "skos:scopeNote",
        "skos:example",
        "skos:changeNote",
        "skos:editorialNote",
        "skos:historyNote",
        "dcterms:title",
        "dcterms:alternative",
        "dcterms:description",
        "dcterms:abstract",
        "dcterms:rights",
        "sh:name",
        "sh:description",
        "sh:message",
    )
)
"""Properties whose values are text for people and so carry a language tag."""


def _repair(text: str, datatype: str) -> str:
    number = text.strip().removeprefix("€").removesuffix("€").strip()
    if datatype in {f"{_XSD}decimal", f"{_XSD}double", f"{_XSD}float"}:
        if _GERMAN_NUMBER.fullmatch(number):
            right = number.replace(".", "").replace(" ", "").replace(",", ".")
            return f"write {right} with a decimal point, no thousands separator"
        if _GROUPED_NUMBER.fullmatch(number):
            return f"write {re.sub('[., ]', '', number)} without a thousands separator"
    if datatype == f"{_XSD}boolean" and text.strip().lower() in {*_BOOLEANS, "true", "false"}:
        return f"write {_BOOLEANS.get(text.strip().lower(), text.strip().lower())}"
    german = _GERMAN_DATE.fullmatch(text.strip())
    if datatype == f"{_XSD}date" and german:
        return f'write "{german[3]}-{int(german[2]):02}-{int(german[1]):02}"'
    if datatype == f"{_XSD}date" and _YEAR.fullmatch(text):
        return f'write the first or last day, "{text}-01-01" or "{text}-12-31", with its precision'
    if "nteger" in datatype or datatype in {f"{_XSD}int", f"{_XSD}long"}:
        if _GROUPED_NUMBER.fullmatch(number):
            return f"write {re.sub('[., ]', '', number)} without a thousands separator"
        return "write digits only, within the datatype's bounds"
    return _EXPECTED.get(datatype, "write the value as its datatype asks")


def datatype_fault(literal: Literal) -> LiteralFault | None:
    """Say why the literal's text is not in the lexical space of its datatype, or None.

    Datatypes outside the table are left alone: nothing is known of them here.
    """
    datatype = literal.datatype.value
    is_of = _IS_OF.get(datatype)
    if is_of is None or is_of(literal.value):
        return None
    short = "xsd:" + datatype.removeprefix(_XSD) if datatype.startswith(_XSD) else datatype
    return LiteralFault(f'"{literal.value}" is not an {short}', _repair(literal.value, datatype))


def key_fault(predicate: NamedNode, literal: Literal) -> LiteralFault | None:
    """Say why an official key does not have its pattern, or None."""
    known = _KEYS.get(predicate.value)
    if known is None:
        return None
    pattern, words = known
    name = "fg:" + predicate.value.removeprefix(NS)
    if literal.datatype.value != _STRING:
        return LiteralFault(
            f"{name} {literal.value} is not a text",
            f'write "{literal.value}" in quotes: a number loses its leading zero',
        )
    if pattern.fullmatch(literal.value):
        return None
    return LiteralFault(f'{name} "{literal.value}" has a wrong form', f"write {words}")


def language_fault(
    predicate: NamedNode, literal: Literal, text_properties: frozenset[str]
) -> LiteralFault | None:
    """Say that a text for people lacks its language tag, or None."""
    if predicate.value not in text_properties or literal.language is not None:
        return None
    shown = literal.value if len(literal.value) <= 60 else literal.value[:57] + "…"
    return LiteralFault(f'"{shown}" has no language tag', f'write "{shown}"@de (or @en)')


def normalise(quads: Iterable[Quad]) -> list[Quad]:
    """Give every literal the spelling that the store gives its value, `1234.50` → `1234.5`.

    The store keeps values, not spellings; done here, dumps, hashes and answers agree. The store
    itself is asked, so that the two cannot differ. Order is kept; ill-typed literals stay.
    """
    quads = list(quads)
    spelled: dict[Literal, Literal] = {}
    for quad in quads:
        term = quad.object
        if isinstance(term, Literal) and term.language is None and term.datatype.value != _STRING:
            spelled[term] = term
    if not spelled:
        return quads
    store, predicate = Store(), NamedNode(f"{NS}value")
    by_node = {NamedNode(f"{NS}l{n}"): literal for n, literal in enumerate(spelled)}
    store.extend(Quad(node, predicate, literal) for node, literal in by_node.items())
    for quad in store:
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            spelled[by_node[quad.subject]] = quad.object
    return [_respelled(quad, spelled) for quad in quads]


def _respelled(quad: Quad, spelled: Mapping[Literal, Literal]) -> Quad:
    term = quad.object
    if not isinstance(term, Literal):
        return quad
    right = spelled.get(term, term)
    if right == term:
        return quad
    return Quad(quad.subject, quad.predicate, right, quad.graph_name)
