"""When the record of a catalogue entry changed last, by what publications changed."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kg.namespaces import expand
from kg.release.datestamps import datestamps
from kg.release.history import record, steps

START = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
DATASET = f"<{expand('dcat:Dataset')}>"
A = f"<{expand('rdf:type')}>"
SAYS = f"<{expand('rdfs:label')}>"


def line(subject: str, predicate: str, value: str, graph: str) -> bytes:
    named = f"<{expand(subject)}> {predicate} {value} <{expand('graph:')}{graph}> ."
    return named.encode()


def entry(name: str) -> bytes:
    return line(f"datensatz:{name}", A, DATASET, "catalogue")


BASE = [
    *(entry(name) for name in ("foerdergraph", "places", "places-of-old", "press")),
    line("stelle:foerdergraph", SAYS, '"we"', "catalogue"),
    line("distribution:places-ttl", SAYS, '"file"', "catalogue"),
    line("gemeinde:1", SAYS, '"one"', "places"),
    line("gemeinde:2", SAYS, '"two"', "press"),
]
DAYS = [f"2026-11-{22 + day}T10:00:00Z" for day in range(4)]


def published(out: Path, versions: Iterable[list[bytes]]) -> dict[str, str]:
    """Publish one version a day; tell on which day each entry changed last, `-` for deleted."""
    out.mkdir(exist_ok=True)
    for day, lines in enumerate(versions):
        record(out, f"2026.11.22-{day:08x}", sorted(lines), START + timedelta(days=day))
    found = datestamps(steps(out))
    return {
        iri.removeprefix(expand("datensatz:")): ("-" if stamp.is_deleted else "")
        + str(DAYS.index(stamp.at))
        for iri, stamp in found.items()
    }


def test_what_was_never_changed_is_as_old_as_the_history(tmp_path: Path) -> None:
    assert published(tmp_path, [BASE]) == {
        "foerdergraph": "0", "places": "0", "places-of-old": "0", "press": "0"
    }  # fmt: skip


def test_an_entry_changes_with_its_graph_and_the_whole_with_everything(tmp_path: Path) -> None:
    changed = [*BASE, line("gemeinde:3", SAYS, '"three"', "places")]
    assert published(tmp_path, [BASE, changed]) == {
        "foerdergraph": "1", "places": "1", "places-of-old": "0", "press": "0"
    }  # fmt: skip


def test_an_entry_changes_with_its_distribution(tmp_path: Path) -> None:
    """Whose name begins with the entry's; another entry's name may begin alike."""
    changed = [*BASE, line("distribution:places-of-old-ttl", SAYS, '"file"', "catalogue")]
    assert published(tmp_path, [BASE, changed]) == {
        "foerdergraph": "1", "places": "0", "places-of-old": "1", "press": "0"
    }  # fmt: skip


def test_every_entry_changes_with_the_publisher(tmp_path: Path) -> None:
    changed = [*BASE[:4], line("stelle:foerdergraph", SAYS, '"us"', "catalogue"), *BASE[5:]]
    assert set(published(tmp_path, [BASE, changed]).values()) == {"1"}


def test_a_deleted_entry_is_remembered_and_may_come_back(tmp_path: Path) -> None:
    without = [one for one in BASE if b"press" not in one]
    other = [*without, line("gemeinde:3", SAYS, '"three"', "places")]
    assert published(tmp_path / "a", [BASE, without, other]) == {
        "foerdergraph": "2", "places": "2", "places-of-old": "0", "press": "-1"
    }  # fmt: skip
    assert published(tmp_path / "b", [BASE, without, other, BASE])["press"] == "3"


def test_without_a_history_nothing_is_known(tmp_path: Path) -> None:
    assert datestamps(steps(tmp_path)) == {}
