"""Say in VoID what was counted: of the whole, of each graph, class and property, of links.

A part gets a readable IRI: a fragment of the document that describes the dataset. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.formats import TURTLE
from kg.namespaces import BASE, GRAPHS, PREFIXES, THINGS, compact, expand
from kg.publication.dumps import GRAPH_FILES
from kg.publication.statistics import WHOLE, Part, Statistics, Term
from kg.publication.versions import UNVERSIONED

_READABLE: Final = re.compile(r"(?P<prefix>[\w-]+):(?P<local>[\w.-]+)", re.ASCII)
_NAMESPACE: Final = re.compile(r".*[#/]")


@dataclass(frozen=True, slots=True)
class Described:
    """What the description is about.

    Attributes:
        dataset: the dataset as a whole.
        document: whose fragments name its parts.
        graph: where it is said.
        targets: where the IRIs of other datasets begin, and those datasets.
        names: what graphs and other datasets are called: statements with `rdfs:label`.
    """

    dataset: NamedNode
    document: NamedNode
    graph: NamedNode
    targets: Mapping[str, NamedNode]
    names: Mapping[Term, tuple[Literal, ...]]

    def say(self, subject: NamedNode, predicate: str, value: NamedNode | Literal | int) -> Quad:
        """Make a statement of the description; a number becomes an integer."""
        term = Literal(value) if isinstance(value, int) else value
        return Quad(subject, NamedNode(expand(predicate)), term, self.graph)

    def part(self, name: str) -> NamedNode:
        """Return the IRI of a part."""
        return NamedNode(f"{self.document.value}#{name}")

    def file(self, name: str) -> NamedNode:
        """Return the address of a bulk file of the release."""
        return NamedNode(f"{BASE}dumps/{UNVERSIONED}/{name}")


def counted(about: Described, found: Statistics, space: str) -> Iterator[Quad]:
    """Say what was *found*; IRIs of the dataset's own things begin with *space*."""
    yield from _whole(about, found, space)
    yield from _graphs(about, found)
    yield from _properties(about, found)
    yield from _classes(about, found)
    yield from _class_properties(about, found)
    yield from _links(about, found)


def dataset_of_graph(graph: str) -> NamedNode:
    """Return the dataset that one of our named graphs is."""
    return NamedNode(f"{THINGS}datensatz/{graph.removeprefix(GRAPHS)}")


def fragment(term: Term) -> str:
    """Name a term in an IRI: `fg.Grant` for a CURIE of the table, else by its end and a hash."""
    iri = term.value if isinstance(term, NamedNode) else str(term)
    short = _READABLE.fullmatch(compact(iri))
    if short and short["prefix"] in PREFIXES:
        return f"{short['prefix']}.{short['local']}"
    end = re.sub(r"[^\w-]+", "-", _NAMESPACE.sub("", iri), flags=re.ASCII).strip("-")
    return f"{end}.{sha256(iri.encode()).hexdigest()[:8]}"


def _whole(about: Described, found: Statistics, space: str) -> Iterator[Quad]:
    this = about.dataset
    yield from _sizes(about, found, WHOLE, this)
    yield about.say(this, "void:entities", found.entities(space))
    used = [*found.terms("properties", WHOLE), *found.terms("classes", WHOLE)]
    spaces = {_NAMESPACE.match(term.value) for term in used if isinstance(term, NamedNode)}
    for namespace in sorted({match[0] for match in spaces if match}):
        yield about.say(this, "void:vocabulary", NamedNode(namespace))


def _graphs(about: Described, found: Statistics) -> Iterator[Quad]:
    for part, (graph,) in found.parts("graph"):
        if not isinstance(graph, NamedNode) or not graph.value.startswith(GRAPHS):
            continue
        this = dataset_of_graph(graph.value)
        yield about.say(about.dataset, "void:subset", this)
        yield about.say(this, "rdf:type", NamedNode(expand("void:Dataset")))
        yield about.say(this, "rdf:type", NamedNode(expand("sd:NamedGraph")))
        yield about.say(this, "sd:name", graph)
        if this not in about.names:
            for label in about.names.get(graph, ()):
                yield about.say(this, "rdfs:label", label)
        file = f"{GRAPH_FILES}/{graph.value.removeprefix(GRAPHS)}.{TURTLE.suffix}"
        yield about.say(this, "void:dataDump", about.file(file))
        yield from _sizes(about, found, part, this)


def _properties(about: Described, found: Statistics) -> Iterator[Quad]:
    for part, (prop,) in found.parts("property"):
        this = about.part(f"property-{fragment(prop)}")
        yield about.say(about.dataset, "void:propertyPartition", this)
        yield about.say(this, "void:property", _named(prop))
        yield from _uses(about, found, part, this)


def _classes(about: Described, found: Statistics) -> Iterator[Quad]:
    for part, (kind,) in found.parts("class"):
        this = about.part(f"class-{fragment(kind)}")
        yield about.say(about.dataset, "void:classPartition", this)
        yield about.say(this, "void:class", _named(kind))
        yield about.say(this, "void:entities", found.distinct("subjects", part))
        yield about.say(this, "void:triples", found.triples(part))


def _class_properties(about: Described, found: Statistics) -> Iterator[Quad]:
    """Say which property leads where; that is what editors complete a query by."""
    for part, (kind, prop) in found.parts("class-property"):
        of_class = about.part(f"class-{fragment(kind)}")
        this = _class_property(about, kind, prop)
        yield about.say(of_class, "void:propertyPartition", this)
        yield about.say(this, "void:property", _named(prop))
        yield from _uses(about, found, part, this)
    for part, (kind, prop, target) in found.parts("to-class"):
        whole = _class_property(about, kind, prop)
        this = NamedNode(f"{whole.value}-to-{fragment(target)}")
        yield about.say(whole, "void:classPartition", this)
        yield about.say(this, "void:class", _named(target))
        yield about.say(this, "void:triples", found.triples(part))
    for part, (kind, prop, datatype) in found.parts("to-datatype"):
        whole = _class_property(about, kind, prop)
        this = NamedNode(f"{whole.value}-as-{fragment(datatype)}")
        yield about.say(whole, "void-ext:datatypePartition", this)
        yield about.say(this, "void-ext:datatype", _named(datatype))
        yield about.say(this, "void:triples", found.triples(part))


def _links(about: Described, found: Statistics) -> Iterator[Quad]:
    for part, space, prop in found.links():
        target = about.targets[space]
        name = target.value.rpartition("#")[2]
        this = about.part(f"links-{name}-{fragment(prop)}")
        yield about.say(about.dataset, "void:subset", this)
        yield about.say(this, "rdf:type", NamedNode(expand("void:Linkset")))
        for label in about.names.get(target, ()):
            text = f"Fördergraph → {label.value} ({compact(_named(prop).value)})"
            yield about.say(this, "rdfs:label", Literal(text, language=label.language))
        yield about.say(this, "void:subjectsTarget", about.dataset)
        yield about.say(this, "void:objectsTarget", target)
        yield about.say(this, "void:linkPredicate", _named(prop))
        yield from _uses(about, found, part, this)


def _sizes(about: Described, found: Statistics, part: Part, this: NamedNode) -> Iterator[Quad]:
    yield from _uses(about, found, part, this)
    yield about.say(this, "void:properties", found.distinct("properties", part))
    yield about.say(this, "void:classes", found.distinct("classes", part))


def _uses(about: Described, found: Statistics, part: Part, this: NamedNode) -> Iterator[Quad]:
    yield about.say(this, "void:triples", found.triples(part))
    yield about.say(this, "void:distinctSubjects", found.distinct("subjects", part))
    yield about.say(this, "void:distinctObjects", found.distinct("objects", part))


def _class_property(about: Described, kind: Term, prop: Term) -> NamedNode:
    return about.part(f"class-{fragment(kind)}-property-{fragment(prop)}")


def _named(term: Term) -> NamedNode:
    if not isinstance(term, NamedNode):
        message = f"{term} is no IRI, so nothing can be partitioned by it"
        raise TypeError(message)
    return term
