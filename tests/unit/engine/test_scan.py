"""No spelling of SERVICE gets past the scan; what merely contains the word is let through."""

import pytest
from pyoxigraph import Store

from kg.engine import scan
from kg.errors import QuerySyntaxError, ServiceRefusedError

HIDDEN = "<http://127.0.0.1:9/> { ?a ?b ?c }"

REACHING_OUT = [
    f"SELECT * {{ SERVICE {HIDDEN} }}",
    f"SELECT * {{ service {HIDDEN} }}",
    f"SELECT * {{ SeRvIcE SILENT {HIDDEN} }}",
    f"SELECT * {{SERVICE{HIDDEN}}}",
    f"SELECT * {{ SERVICESILENT{HIDDEN} }}",
    f"SELECT * {{ SERVICE # c\n {HIDDEN} }}",
    "SELECT * { SERVICE ?x { ?a ?b ?c } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:x{ ?a ?b ?c } }",
    "PREFIX : <http://x/> SELECT * { SERVICESILENT:x{ ?a ?b ?c } }",
    f"SELECT * {{ ?s ?p trueSERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p 1SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p 1.SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p 1e1SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p ?x.SERVICE{HIDDEN} }}",
    f"PREFIX : <http://x/> SELECT * {{ ?s ?p :.SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p 'a\\'b' . SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p '''it's''' . SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p <http://x/o'b> . SERVICE{HIDDEN} FILTER('x' = 'x') }}",
    f"SELECT * {{ ?s ?p <http://x/#b> . SERVICE{HIDDEN} }}",
    f"SELECT * {{ ?s ?p '\\u005C' . SERVICE{HIDDEN} }}",
    "SELECT * { ?a ?p ?b FILTER(?a<?b&&'>'='x')SERVICE<http://x/>{?s ?p 'z'} }",
    "SELECT * { ?a ?p ?b FILTER(?a<?b#>'''\n)SERVICE<http://x/>{?s ?p ?o} #'''\n }",
]


@pytest.mark.parametrize("text", REACHING_OUT)
def test_every_spelling_of_service_is_refused(text: str) -> None:
    with pytest.raises(ServiceRefusedError):
        scan.refuse_unsafe(text)


@pytest.mark.parametrize("text", REACHING_OUT)
def test_each_of_these_spellings_is_good_sparql_to_oxigraph(text: str) -> None:
    """Else the table above would not show anything."""
    assert Store().query(text) is not None


@pytest.mark.parametrize("escape", ["\\u0053ERVICE", "\\U00000053ERVICE", "S\\u0045rvice"])
def test_an_escaped_spelling_is_refused_for_engines_that_decode_first(escape: str) -> None:
    with pytest.raises(ServiceRefusedError):
        scan.refuse_unsafe(f"SELECT * {{ {escape} {HIDDEN} }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x> {}' }",
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p '''a SERVICE\n'b' ''' }",
        "SELECT * { ?s ?p ?service }",
        "SELECT * { ?s ?p $service }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> }",
        "# SERVICE <http://x> {}\nSELECT * { ?s ?p ?o }",
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> SELECT * { ?s a dcat:DataService }",
        "PREFIX service: <http://x/> SELECT * { service:x ?p service:y }",
        "SELECT * { _:service ?p 'x'@en }",
        "PREFIX x: <http://x/> SELECT * { ?s x:a.SERVICE ?o }",
    ],
)
def test_the_word_inside_another_token_is_no_keyword(text: str) -> None:
    scan.refuse_unsafe(text)
    assert Store().query(text) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM <http://g> { ?s ?p ?o }", True),
        ("SELECT * from named<http://g> { ?s ?p ?o }", True),
        ("SELECT * { ?s ?p 'FROM <http://g>' }", False),
        ("SELECT ?from { ?from ?p ?o }", False),
        ("ASK {}", False),
    ],
)
def test_a_dataset_clause_is_seen_only_as_a_keyword(text: str, expected: bool) -> None:
    assert scan.names_dataset(text) is expected


def test_three_thousand_nested_groups_are_refused_with_their_place() -> None:
    with pytest.raises(QuerySyntaxError, match="line 2, column 199: nested more than 100 deep"):
        scan.refuse_unsafe("SELECT * {\n" + "{ " * 3000 + "}" * 3000 + "}")


def test_brackets_in_strings_do_not_count_as_depth() -> None:
    scan.refuse_unsafe("SELECT * { ?s ?p '" + "(" * 500 + "' }")


@pytest.mark.parametrize(
    "hostile",
    ["a." * 500_000, "'" * 1_000_000, "'''\\'" * 250_000, "<" * 1_000_000, "service:" * 120_000],
    ids=["dots", "quotes", "escapes", "less-than", "prefixes"],
)
def test_a_megabyte_of_nonsense_is_read_in_linear_time(hostile: str) -> None:
    """With a quadratic pattern this one would run for hours."""
    assert sum(len(token.text) for token in scan.tokens("service" + hostile)) > 100_000


@pytest.mark.parametrize(
    ("prologue", "rest"),
    [
        ("", "ASK {}"),
        (" # PREFIX a: <x>\n", "ASK {}"),
        ("PREFIX a:<x>BASE<y>prefix : # c\n <>", "SELECT * {}"),
        ("base <x#y> Prefix d\u00fc.1: <z>\n", "DESCRIBE <x>"),
        ("PREFIX a: <x> ", "PREFIX b <y> ASK {}"),
        ("PREFIX a: <x> ", "PREFIX b: <y z> ASK {}"),
        ("", "LOAD <x>"),
    ],
)
def test_the_end_of_the_declarations_is_found(prologue: str, rest: str) -> None:
    assert scan.behind_prologue(prologue + rest) == len(prologue)
