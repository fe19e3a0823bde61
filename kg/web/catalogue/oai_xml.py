"""Write the answers of OAI-PMH 2.0 as XML. Pure: values in, text out.

Source: http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kg.web.catalogue.oai_protocol import DCAT_AP, GRANULARITY, OAI_DC, Refusal

NAMESPACE: Final = "http://www.openarchives.org/OAI/2.0/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
_ELEMENTS: Final = "http://purl.org/dc/elements/1.1/"
_DC: Final = f"{NAMESPACE}oai_dc/"
_DECLARATION: Final = re.compile(r"<\?xml[^>]*\?>\s*")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

FORMATS: Final = (
    (OAI_DC, f"{NAMESPACE}oai_dc.xsd", _DC),
    (DCAT_AP, f"{NAMESPACE}rdf.xsd", RDF),
)
"""Prefix, schema and namespace of each metadata format."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of each record.

    Attributes:
        identifier: of the item.
        datestamp: when the record changed last, or was deleted, to the second.
        sets: those it is in.
        is_deleted: whether it is no more.
    """

    identifier: str
    datestamp: str
    sets: tuple[str, ...]
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Resumption:
    """Where a list goes on.

    Attributes:
        token: empty at the end of a list that came in pieces.
        total: how many records the whole list has.
        cursor: how many came before this piece.
    """

    token: str
    total: int
    cursor: int


@dataclass(frozen=True, slots=True)
class Repository:
    """What the repository says of itself.

    Attributes:
        name: what it is called.
        url: where it is asked.
        email: of its administrator.
        earliest: no record has an earlier datestamp.
        deleted: how far deletions are remembered.
        compressions: encodings beside the plain one.
    """

    name: str
    url: str
    email: str
    earliest: str
    deleted: str
    compressions: tuple[str, ...]


def answer(url: str, at: str, asked: Mapping[str, str], content: str) -> str:
    """Wrap *content*, an element or several errors, as an answer.

    Args:
        url: where the repository is asked.
        at: the time of the answer.
        asked: the verb and the arguments; empty where they are not in order (3.2).
        content: what is answered.
    """
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in asked.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<OAI-PMH xmlns="{NAMESPACE}" xmlns:xsi="{_INSTANCE}" '
        f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}OAI-PMH.xsd">\n'
        f"<responseDate>{at}</responseDate>\n"
        f"<request{attributes}>{_text(url)}</request>\n"
        f"{content}\n</OAI-PMH>\n"
    )


def errors(refusals: Iterable[Refusal]) -> str:
    """Write what is wrong with a request."""
    return "\n".join(
        f'<error code="{refusal.code}">{_text(refusal.reason)}</error>' for refusal in refusals
    )


def identify(about: Repository) -> str:
    """Write what the repository is."""
    values = (
        ("repositoryName", about.name),
        ("baseURL", about.url),
        ("protocolVersion", "2.0"),
        ("adminEmail", about.email),
        ("earliestDatestamp", about.earliest),
        ("deletedRecord", about.deleted),
        ("granularity", GRANULARITY),
        *(("compression", name) for name in about.compressions),
    )
    return _element("Identify", (_leaf(name, value) for name, value in values))


def list_formats() -> str:
    """Write which metadata formats there are."""
    names = ("metadataPrefix", "schema", "metadataNamespace")
    formats = (_element("metadataFormat", map(_leaf, names, values)) for values in FORMATS)
    return _element("ListMetadataFormats", formats)


def list_sets(sets: Mapping[str, str]) -> str:
    """Write which sets there are, by what they are called."""
    return _element(
        "ListSets",
        (
            _element("set", (_leaf("setSpec", spec), _leaf("setName", name)))
            for spec, name in sets.items()
        ),
    )


def listed(verb: str, members: Iterable[str], resumption: Resumption | None) -> str:
    """Write a piece of a list of headers or records."""
    content = [*members]
    if resumption is not None:
        content.append(
            f'<resumptionToken completeListSize="{resumption.total}" '
            f'cursor="{resumption.cursor}">{_text(resumption.token)}</resumptionToken>'
        )
    return _element(verb, content)


def get_record(written: str) -> str:
    """Write the answer about one record."""
    return _element("GetRecord", (written,))


def header(about: Header) -> str:
    """Write the header of a record."""
    status = ' status="deleted"' if about.is_deleted else ""
    lines = (
        _leaf("identifier", about.identifier),
        _leaf("datestamp", about.datestamp),
        *(_leaf("setSpec", spec) for spec in about.sets),
    )
    return f"<header{status}>{''.join(lines)}</header>"


def record(about: Header, metadata: str) -> str:
    """Write a record; a deleted one has no metadata."""
    held = f"<metadata>\n{metadata}</metadata>" if not about.is_deleted else ""
    return f"<record>\n{header(about)}\n{held}</record>"


def oai_dc(values: Sequence[tuple[str, str, str]]) -> str:
    """Write metadata as `oai_dc`: elements with their texts and languages."""
    lines = []
    for name, text, language in values:
        spoken = f" xml:lang={quoteattr(language)}" if language else ""
        lines.append(f"<dc:{name}{spoken}>{_text(text)}</dc:{name}>\n")
    return (
        f'<oai_dc:dc xmlns:oai_dc="{_DC}" xmlns:dc="{_ELEMENTS}" '
        f'xsi:schemaLocation="{_DC} {NAMESPACE}oai_dc.xsd">\n{"".join(lines)}</oai_dc:dc>\n'
    )


def embedded(document: str) -> str:
    """Take an XML document's root element out of it."""
    return _DECLARATION.sub("", document, count=1).strip() + "\n"


def _element(name: str, members: Iterable[str]) -> str:
    return "\n".join((f"<{name}>", *members, f"</{name}>"))


def _leaf(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>"


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value))
