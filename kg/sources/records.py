"""Turn the rows of a table into JSON-LD nodes and those into quads.

The context says what a key means, so a row needs no code of its own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import SourceError, UnknownIRIError
from kg.iris import split_iri
from kg.namespaces import THINGS
from kg.sources.context import Context, Key
from kg.sources.literals import LiteralFault, datatype_fault, key_fault
from kg.sources.mapping import RecordMaker
from kg.sources.tables import Row
from kg.sources.templates import CellError
from kg.sources.terms import Vocabulary

_IRI: Final = re.compile(r"(?:https?://|urn:|mailto:|tel:)[^\s<>\"{}|\\^`]+")

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Made:
    """The nodes of a table, the line of each thing, and every problem."""

    nodes: tuple[Node, ...]
    lines: Mapping[str, int]
    problems: tuple[SourceError, ...]


@dataclass(slots=True)
class _Work:
    """What is at hand while a table is read; *checked* spares looking at an IRI twice."""

    context: Context
    known: Vocabulary
    shown: Path
    problems: list[SourceError] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)

    def fault(self, row: Row, reason: str, repair: str) -> None:
        self.problems.append(SourceError(self.shown, row.line, reason, repair))


def make_nodes(
    rows: Iterable[Row],
    makers: tuple[RecordMaker, ...],
    context: Context,
    known: Vocabulary,
    shown: Path,
) -> Made:
    """Turn each row into the nodes of the records that take it; a blank cell makes no key.

    Args:
        rows: of one table.
        makers: its records.
        context: what their keys mean.
        known: which terms are declared.
        shown: the table's path as problems name it.
    """
    work = _Work(context, known, shown)
    nodes: list[Node] = []
    lines: dict[str, int] = {}
    for row in rows:
        for maker in makers:
            if not maker.takes(row.cells):
                continue
            iri = _identity(row, maker, work)
            if iri:
                nodes.append(_node(iri, row, maker, work))
                if row.line is not None:
                    lines.setdefault(iri, row.line)
    return Made(tuple(nodes), lines, tuple(work.problems))


def _identity(row: Row, maker: RecordMaker, work: _Work) -> str:
    try:
        name = maker.id.fill(row.cells)
    except CellError as error:
        work.fault(row, str(error), "correct the cell, or the converter in source.toml")
        return ""
    if not name:
        work.fault(row, "a cell that the IRI is made of is blank", "fill it, or narrow “where”")
        return ""
    iri = work.context.expand(name)
    _check_iri(iri, row, work)
    return iri


def _node(iri: str, row: Row, maker: RecordMaker, work: _Work) -> Node:
    node: Node = {"@id": iri}
    if maker.type:
        node["@type"] = maker.type
    for each in maker.keys:
        try:
            value = each.template.fill(row.cells)
        except CellError as error:
            work.fault(row, str(error), "correct the cell, or the converter in source.toml")
            continue
        if not value:
            continue
        key = work.context.keys[each.key]
        if key.form == "iri":
            value = work.context.expand(value)
            _check_iri(value, row, work)
        elif key.form != "text":
            _check_literal(value, key, row, work)
        _add(node, each.key, each.language, value)
    return node


def _add(node: Node, key: str, language: str, value: str) -> None:
    if language:
        texts = node.setdefault(key, {})
        if isinstance(texts, dict):
            texts[language] = value
        return
    present = node.get(key)
    if present is None:
        node[key] = value
    elif isinstance(present, list):
        present.append(value)
    else:
        node[key] = [present, value]


def _check_iri(iri: str, row: Row, work: _Work) -> None:
    if iri in work.checked:
        return
    work.checked.add(iri)
    fault = work.known.fault(iri)
    if fault:
        work.fault(row, *fault)
    elif not _IRI.fullmatch(iri):
        repair = "write http(s)://… or a prefix of ontology/context.jsonld"
        work.fault(row, f"“{iri}” is not an IRI", repair)
    elif iri.startswith(THINGS):
        try:
            split_iri(iri)
        except UnknownIRIError:
            repair = "kind and key are ASCII kebab-case: use the converter slug"
            work.fault(row, f"“{iri}” is not an IRI of ours", repair)


def _check_literal(value: str, key: Key, row: Row, work: _Work) -> None:
    literal = Literal(value, datatype=NamedNode(key.datatype))
    faults: tuple[LiteralFault | None, ...] = (
        datatype_fault(literal),
        key_fault(NamedNode(key.iri), literal),
    )
    for fault in faults:
        if fault:
            work.fault(row, fault.reason, fault.repair)


def node_quads(nodes: Iterable[Node], context: Context, graph: str) -> list[Quad]:
    """Read *nodes* as JSON-LD into the named graph *graph*.

    Source: https://www.w3.org/TR/json-ld11/#named-graphs
    """
    content = {"@context": dict(context.content), "@id": graph, "@graph": list(nodes)}
    return list(parse(json.dumps(content, ensure_ascii=False), RdfFormat.JSON_LD))
