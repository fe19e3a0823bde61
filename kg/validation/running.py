"""Apply shapes and check queries to a dataset. Readable on one screen; the work is elsewhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryFileError, ShapesError, StoreError
from kg.namespaces import compact
from kg.queries import QueryFile, read_queries
from kg.validation import core, questions
from kg.validation.evidence import Locate, Witness, nowhere
from kg.validation.faults import fault_of
from kg.validation.questions import Row, Select
from kg.validation.report import Evidence, Report, Result, Rule, Severity, Term, Text, make_report
from kg.validation.shapes import Constraint, Shapes

CHECK_HEADERS: Final = ("title.de", "title.en", "message.de", "message.en", "severity")
"""What the header of a check query must say."""

_SEVERITIES: Final = {severity.value: severity for severity in Severity}


def read_checks(folder: Path) -> tuple[QueryFile, ...]:
    """Read the check queries of *folder*: each selects what is wrong, no row means nothing is.

    A row names the thing in `?this` and, where it can, the property in `?path`, the value in
    `?value` and the named graph in `?graph`; its message may use `{?name}` of any variable.

    Raises:
        QueryFileError: a title, message or severity is missing or is none of ours.
    """
    checks = read_queries(folder, CHECK_HEADERS)
    for check in checks:
        if check.headers["severity"] not in _SEVERITIES:
            raise QueryFileError(check.path, f"severity is one of {', '.join(_SEVERITIES)}")
    return checks


def validate(
    store: Store,
    shapes: Shapes,
    checks: Sequence[QueryFile],
    select: Select,
    locate: Locate = nowhere,
) -> Report:
    """Check the union of the named graphs in *store* against *shapes*, and ask the *checks*.

    The graphs are checked together, since a shape may follow a link from one file into another;
    a triple that several graphs hold counts once. Nothing is inferred first.

    Args:
        store: one named graph for each source; left unchanged.
        shapes: a result keeps its shape's severity.
        checks: queries that see the named graphs too.
        select: evaluates SELECT queries over the union of the named graphs.
        locate: finds the file and line of a statement.

    Returns:
        A report whose results are ordered by severity, focus node, path.

    Raises:
        ShapesError: a shape is ill-formed, so nothing was checked.
        QueryFileError: a check query is not SPARQL 1.1.

    Source: https://www.w3.org/TR/shacl/#validation
    """
    flat = _flattened(store)
    witness = Witness(store, flat, locate)
    results = [
        *_core_results(flat, shapes, witness),
        *_constraint_results(flat, shapes, select, witness),
        *_check_results(store, checks, select, witness),
    ]
    rules = len(shapes.rules) + len(shapes.constraints) + len(checks)
    return make_report(results, rules, len(flat))


def ask(
    store: Store, checks: Sequence[QueryFile], select: Select, locate: Locate = nowhere
) -> Report:
    """Ask the *checks* alone; arguments and errors are those of `validate`."""
    witness = Witness(store, _flattened(store), locate)
    return make_report(
        _check_results(store, checks, select, witness), len(checks), len(witness.flat)
    )


def _flattened(store: Store) -> Store:
    """Put every triple of *store* into one default graph, where it is once."""
    flat = Store()
    flat.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return flat


def _core_results(flat: Store, shapes: Shapes, witness: Witness) -> Iterator[Result]:
    for found in core.find(flat, shapes):
        yield Result(
            found.severity,
            shapes.rules[found.shape],
            found.focus,
            witness.name(found.focus),
            found.path,
            _path_name(witness, found.path, found.predicate),
            found.value,
            fault_of(found.component, _shown(witness, found.value)),
            shapes.messages[found.shape],
            witness.find(found.focus, [found.predicate] if found.predicate else [], found.value),
        )


def _constraint_results(
    flat: Store, shapes: Shapes, select: Select, witness: Witness
) -> Iterator[Result]:
    subclasses = questions.subclass_finder(flat)
    for constraint in shapes.constraints:
        query = questions.one_query(constraint, subclasses)
        try:
            rows = tuple(select(flat, query))
        except StoreError as error:
            raise ShapesError(None, f"{constraint.rule.id}: {error}") from error
        for row in rows:
            yield _constraint_result(constraint, row, witness)


def _constraint_result(constraint: Constraint, row: Row, witness: Witness) -> Result:
    focus, value = row["this"], row.get("value")
    see = [constraint.rule.see] if constraint.rule.see else []
    return Result(
        constraint.severity,
        constraint.rule,
        focus,
        witness.name(focus) if focus is not None else Text(),
        "",
        Text(),
        value,
        questions.fill(constraint.message, row, witness.name),
        Text(),
        witness.find(focus, see, value) if focus is not None else Evidence(),
    )


def _check_results(
    store: Store, checks: Sequence[QueryFile], select: Select, witness: Witness
) -> Iterator[Result]:
    for check in checks:
        try:
            rows = tuple(select(store, check.text))
        except StoreError as error:
            raise QueryFileError(check.path, str(error)) from error
        for row in rows:
            yield _check_result(check, row, witness)


def _check_result(check: QueryFile, row: Row, witness: Witness) -> Result:
    focus, path, value, graph = (row.get(name) for name in ("this", "path", "value", "graph"))
    predicate = path.value if isinstance(path, NamedNode) else ""
    if isinstance(graph, NamedNode):
        evidence = witness.in_graph(graph, focus, path, value)
    elif focus is not None:
        evidence = witness.find(focus, [predicate] if predicate else [], value)
    else:
        evidence = Evidence()
    headers = check.headers
    return Result(
        _SEVERITIES[headers["severity"]],
        Rule(
            f"{check.path.parent.name}/{check.path.name}",
            Text(check.title("de"), check.title("en")),
        ),
        focus,
        witness.name(focus) if focus is not None else Text(),
        compact(predicate),
        _path_name(witness, compact(predicate), predicate),
        value,
        questions.fill(Text(headers["message.de"], headers["message.en"]), row, witness.name),
        Text(),
        evidence,
    )


def _path_name(witness: Witness, path: str, predicate: str) -> Text:
    """Name a path by its property, else by its notation."""
    name = witness.name(NamedNode(predicate)) if predicate else Text()
    if predicate and path.startswith("^"):
        return Text(f"{name.de or path} (rückwärts)", f"{name.en or path} (backwards)")
    return name or Text(path, path)


def _shown(witness: Witness, value: Term | None) -> Text:
    if value is None:
        return Text()
    if isinstance(value, Literal):
        text = questions.show(value)
        quoted = text if len(text) <= 80 else f"{text[:79]}…"
        return Text(f"„{quoted}“", f"“{quoted}”")
    name = witness.name(value)
    return Text(
        questions.show(value, name.in_language("de")), questions.show(value, name.in_language("en"))
    )
