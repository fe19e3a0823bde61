"""The search index on a small world: how names are folded, what is found, in which order."""

import sqlite3
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import QueryTimeoutError
from kg.namespaces import PREFIXES, compact
from kg.publication.canonical import canonical_lines
from kg.publication.search import SearchIndex, Wanted, gather, has_index, write_index
from kg.publication.search.folding import bare_forms, designated, fold, fold_bare, form, key_form

WORLD = """
graph:o {
  fg:Municipality rdfs:label "Gemeinde"@de , "municipality"@en ;
    rdfs:subClassOf fg:AdministrativeUnit .
  fg:within rdfs:label "liegt in"@de , "within"@en .
  fg:AdministrativeUnit rdfs:label "Verwaltungseinheit"@de .
}
graph:a {
  land:05 a fg:State ; rdfs:label "Nordrhein-Westfalen"@de .
  kreis:05974 a fg:District ; rdfs:label "Soest"@de ; fg:regionKey "05974" .
  gemeinde:05974040 a fg:Municipality ; rdfs:label "Soest"@de ;
    fg:ags "05974040" ; fg:population 47000 ; fg:postalCode "59494" ;
    skos:exactMatch <http://www.wikidata.org/entity/Q14902> ;
    fg:within kreis:05974 ; geo:sfWithin kreis:05974 , land:05 .
  gemeinde:09575153 a fg:Municipality ; rdfs:label "Neustadt a.d.Aisch"@de ;
    fg:officialName "Neustadt a.d.Aisch, St"@de .
  gemeinde:05315000 a fg:Municipality ; rdfs:label "Köln"@de ; geo:sfWithin land:05 .
  gemeinde:15002000 a fg:Municipality ; rdfs:label "Halle (Saale)"@de .
  gemeinde:03255016 a fg:Municipality ; rdfs:label "Halle"@de ; fg:population 1500 .
  gemeinde:03456008 a fg:Municipality ; rdfs:label "Halle"@de ; fg:population 700 .
  stelle:gemeinde-05974040 a m8g:PublicOrganisation ; rdfs:label "Stadt Soest"@de ;
    dcterms:spatial gemeinde:05974040 .
  stelle:verein a org:Organization ; rdfs:label "Digitale Höfe e. V."@de ; skos:altLabel "DH"@de .
  stelle:werke a org:Organization ; rdfs:label "Stadtwerke Soest GmbH"@de .
  programm:p a fg:FundingProgramme ; rdfs:label "Schlaue Städte"@de , "Smart Towns"@en ;
    dcterms:identifier "KfW 436" .
  projekt:p a fg:Project ; rdfs:label "Soester Daten"@de ; fg:inProgramme programm:p ;
    fg:locatedIn gemeinde:05974040 .
  zuwendung:z a fg:Grant ; rdfs:label "Zuwendung: Soester Daten"@de ; fg:grantNumber "13N16042" .
  betrag:b a fg:AmountStatement ; rdfs:label "Schlaue Städte: 1 Mio. €"@de ;
    fg:concerns programm:p ; fg:asPrinted "Soest"@de .
  projekt:namenlos a fg:Project .
  datensatz:d a void:Dataset , dcat:Dataset ; rdfs:label "Tafeln"@de .
  datensatz:e a void:Dataset ; rdfs:label "Tafelteil"@de .
  <https://w3id.org/foerdergraph/void#x> a void:Dataset ; rdfs:label "Tafelrest"@de .
  <urn:x> rdfs:label "<script>alert(1)</script>"@de .
}
graph:b { gemeinde:05974040 rdfs:label "Soest"@de . }
"""


def lines_of(text: str) -> list[bytes]:
    prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
    return canonical_lines(parse(prefixes + text, RdfFormat.TRIG))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("index") / "search.sqlite"
    write_index(path, gather(lines_of(WORLD)))
    return SearchIndex(path)


def found(index: SearchIndex, text: str, *kinds: str) -> list[str]:
    return [compact(hit.iri) for hit in index.find(Wanted(text, kinds=kinds)).hits]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Größe", "groesse"),
        ("ÄÖÜ ẞ", "aeoeue ss"),
        ("Chóśebuz", "Chosebuz"),
        ("Smørrebrød Łódź", "Smorrebrod Lodz"),
        ("A\u0308", "ae"),
    ],
)
def test_marks_are_folded_the_german_way(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_dots_may_be_left_out() -> None:
    assert fold_bare("Köln Größe") == "koln grosse"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neustadt an der Aisch", "Neustadt a. d. Aisch"),
        ("St. Wendel", "Sankt Wendel"),
        ("Digitale Höfe e.V.", "digitale hoefe eingetragener Verein"),
        ("Werke GmbH", "Werke Gesellschaft mit beschränkter Haftung"),
        ("Effizienz gemeinnützige GmbH", "Effizienz gGmbH"),
        ("Städte & Gemeinden", "Städte und Gemeinden"),
        ("Land NRW", "Land Nordrhein-Westfalen"),
        ("Dienste A.ö.R.", "Dienste Anstalt des öffentlichen Rechts"),
    ],
)
def test_two_ways_to_write_a_name_have_one_form(one: str, other: str) -> None:
    assert form(one) == form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Halle", "Hall"), ("Werke AG", "Werke GmbH"), ("Soest", "Soester")]
)
def test_names_that_differ_have_different_forms(one: str, other: str) -> None:
    assert form(one) != form(other)


def test_a_shorter_name_leaves_out_what_others_leave_out() -> None:
    assert bare_forms("Stadt Halle (Saale)") >= {"stadt halle", "halle saale"}
    assert bare_forms("Cottbus/Chóśebuz") >= {"cottbus", "chosebuz"}
    assert bare_forms("Stadtwerke Soest GmbH") == {"stadtwerke soest"}
    assert bare_forms("Köln") == frozenset()


def test_a_designation_is_told_from_a_name() -> None:
    assert designated("lkr soest") == ("lkr", "soest")
    assert designated("soest stadt") == ("stadt", "soest")
    assert designated("land") == ("", "land")
    assert designated("maerkischer kreis") == ("kreis", "maerkischer")


def test_identifiers_are_letters_and_digits() -> None:
    assert key_form("KfW 436") == key_form("kfw-436") == "kfw436"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soest", "gemeinde:05974040"),
        ("Kreis Soest", "kreis:05974"),
        ("Stadt Soest", "stelle:gemeinde-05974040"),
        ("Koeln", "gemeinde:05315000"),
        ("Koln", "gemeinde:05315000"),
        ("KÖLN", "gemeinde:05315000"),
        ("Neustadt an der Aisch", "gemeinde:09575153"),
        ("Neustadt (Aisch)", "gemeinde:09575153"),
        ("05974040", "gemeinde:05974040"),
        ("5974040", "gemeinde:05974040"),
        ("Q14902", "gemeinde:05974040"),
        ("59494", "gemeinde:05974040"),
        ("kfw 436", "programm:p"),
        ("13N16042", "zuwendung:z"),
        ("DH", "stelle:verein"),
        ("Digitale Höfe eV", "stelle:verein"),
        ("Stadtwerke Soest", "stelle:werke"),
        ("smart towns", "programm:p"),
        ("schlaue städte", "programm:p"),
        ("schlau", "programm:p"),
        ("gemeinde:05315000", "gemeinde:05315000"),
        ("gemeinde/05315000", "gemeinde:05315000"),
        ("https://w3id.org/foerdergraph/id/gemeinde/05315000", "gemeinde:05315000"),
        ("Kölln", "gemeinde:05315000"),
    ],
)
def test_it_is_found_first(index: SearchIndex, text: str, expected: str) -> None:
    assert found(index, text)[0] == expected


def test_statements_come_last(index: SearchIndex) -> None:
    assert found(index, "Schlaue Städte") == ["programm:p", "projekt:p", "betrag:b"]


def test_namesakes_are_ordered_by_inhabitants_and_whole_names_first(index: SearchIndex) -> None:
    assert found(index, "Halle") == ["gemeinde:03255016", "gemeinde:03456008", "gemeinde:15002000"]


def test_a_kind_narrows_by_name_local_name_or_iri(index: SearchIndex) -> None:
    for kind in ("fg:District", "District", PREFIXES["fg"] + "District"):
        assert found(index, "Soest", kind) == ["kreis:05974"]
    assert found(index, "Soest", "fg:AdministrativeUnit") == ["gemeinde:05974040"]
    assert found(index, "Soest", "fg:Nothing") == []


def test_kinds_count_all_that_was_found(index: SearchIndex) -> None:
    narrowed = index.find(Wanted("Soest", kinds=("fg:District",)))
    counts = {kind.named.name: kind.count for kind in narrowed.kinds}
    assert narrowed.total == 1
    assert (counts["fg:Municipality"], counts["fg:District"], counts["fg:Project"]) == (1, 1, 1)


def test_a_hit_says_what_tells_it_from_its_namesakes(index: SearchIndex) -> None:
    town, *_ = index.find(Wanted("Soest", "en")).hits
    assert (town.label, town.context) == ("Soest", "Nordrhein-Westfalen")
    assert [kind.label for kind in town.kinds] == ["municipality"]
    project = index.things([PREFIXES["projekt"] + "p"], "en")[PREFIXES["projekt"] + "p"]
    assert project.context == "Smart Towns, Soest, Nordrhein-Westfalen"


def test_a_class_that_says_nothing_is_shown_only_alone(index: SearchIndex) -> None:
    whole, part = index.find(Wanted("Tafel")).hits
    assert [kind.label for kind in whole.kinds] == ["Datensatz"]
    assert [kind.name for kind in part.kinds] == ["void:Dataset"]
    assert len(index.find(Wanted("Tafel", kinds=("void:Dataset",))).hits) == 2


def test_parts_of_the_hits_follow_each_other(index: SearchIndex) -> None:
    whole = found(index, "Soest")
    parts = [
        compact(hit.iri)
        for start in range(0, len(whole), 2)
        for hit in index.find(Wanted("Soest", start=start, count=2)).hits
    ]
    assert parts == whole


def test_what_has_some_of_the_words_is_a_loose_hit(index: SearchIndex) -> None:
    loose = index.find(Wanted("Höfe in Timbuktu"))
    assert loose.is_loose
    assert [compact(hit.iri) for hit in loose.hits] == ["stelle:verein"]


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '" OR *',
        "a AND",
        "NEAR(",
        "name:x",
        "^",
        "*",
        "'; DROP TABLE thing",
        "\x00",
        "-",
        "%",
        "𝕏" * 50,
    ],
)
def test_no_text_is_syntax(index: SearchIndex, text: str) -> None:
    index.find(Wanted(text))
    index.candidates(Wanted(text))


@pytest.mark.parametrize("text", ["", " ", "…", "xyzzy"])
def test_nothing_is_found_for_nothing(index: SearchIndex, text: str) -> None:
    answer = index.find(Wanted(text))
    assert (answer.hits, answer.total, answer.kinds, answer.is_loose) == ((), 0, (), False)


def test_what_has_no_name_is_not_there(index: SearchIndex) -> None:
    assert found(index, "projekt:namenlos") == []


def test_properties_are_told_for_a_class_and_its_superclasses(index: SearchIndex) -> None:
    own = {kind.named.name: kind.count for kind in index.properties(["fg:Municipality"], "de")}
    wider = {kind.named.name: kind.count for kind in index.properties(["AdministrativeUnit"], "de")}
    assert (own["fg:within"], own["rdfs:label"]) == (1, 6)
    assert own == wider
    assert "fg:asPrinted" not in own
    labels = {kind.named.name: kind.named.label for kind in index.properties([], "en")}
    assert (labels["fg:within"], labels["fg:asPrinted"]) == ("within", "asPrinted")


def test_the_same_lines_give_the_same_bytes(tmp_path: Path, index: SearchIndex) -> None:
    again = tmp_path / "again.sqlite"
    write_index(again, gather(lines_of(WORLD)))
    assert again.read_bytes() == index.path.read_bytes()


def test_nothing_is_written_beside_the_file(index: SearchIndex) -> None:
    found(index, "Soest")
    assert list(index.path.parent.iterdir()) == [index.path]


def test_an_index_of_another_version_is_none(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    assert not has_index(path)
    path.write_bytes(b"no database at all, but long enough to look at" * 100)
    assert not has_index(path)
    path.unlink()
    write_index(path, gather(lines_of(WORLD)))
    assert has_index(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    assert not has_index(path)


def test_a_question_ends_at_its_deadline(tmp_path: Path) -> None:
    names = "\n".join(f'<urn:{n}> rdfs:label "wort{n % 7} tag{n}"@de .' for n in range(3000))
    path = tmp_path / "search.sqlite"
    write_index(path, gather(lines_of(names)))
    with pytest.raises(QueryTimeoutError):
        SearchIndex(path, limit_s=0.0).find(Wanted("wort tag"))


def test_a_disk_that_is_full_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        write_index(tmp_path / "no-folder" / "search.sqlite", gather(lines_of(WORLD)))


def test_what_lies_in_several_districts_names_none() -> None:
    text = """graph:a {
      kreis:1 a fg:District ; rdfs:label "Eins"@de .
      kreis:2 a fg:District ; rdfs:label "Zwei"@de .
      projekt:x a fg:Project ; rdfs:label "X"@de ; fg:locatedIn kreis:1 , kreis:2 . }"""
    gathered = gather(lines_of(text))
    project = gathered.entries[PREFIXES["projekt"] + "x"]
    assert gathered.context(project, "de") == ""
