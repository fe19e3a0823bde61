"""Programs of others read the tables of the real release: pandas, and one that knows CSVW."""

import json
from pathlib import Path

import pandas as pd
import pytest
from csvw import CSVW, TableGroup

from kg.release import Release
from tests.promises.test_tables import NAMES, rows_of


@pytest.fixture(scope="module")
def tables(release: Release) -> Path:
    return release.dumps_path / "tables"


@pytest.mark.parametrize("name", NAMES)
def test_another_reader_of_csv_on_the_web_finds_the_table_valid(tables: Path, name: str) -> None:
    table, metadata = tables / f"{name}.csv", tables / f"{name}.csv-metadata.json"
    read = CSVW(str(table), md_url=str(metadata), validate=True)
    assert read.is_valid, [str(warning.message) for warning in read.warnings]


def test_what_one_table_refers_to_is_in_the_other(tables: Path) -> None:
    group = json.loads((tables / "csv-metadata.json").read_bytes())
    read = TableGroup.from_file(tables / "csv-metadata.json")
    references = [key for one in read.tables for key in one.tableSchema.foreignKeys]
    assert len(references) == sum(
        len(one["tableSchema"].get("foreignKeys", ())) for one in group["tables"]
    )
    assert len(references) > 10
    assert read.check_referential_integrity()


def test_pandas_reads_a_table_by_its_address(server: str, tables: Path) -> None:
    """It sends no `Accept`; the redirect from `latest` is followed."""
    projects = pd.read_csv(f"{server}/dumps/latest/tables/projects.csv")
    assert list(projects["project"]) == [row["project"] for row in rows_of(tables, "projects")]
    assert projects["committedFederal"].sum() == sum(
        float(row["committedFederal"] or 0) for row in rows_of(tables, "projects")
    )
    towns = pd.read_csv(f"{server}/dumps/latest/tables/municipalities.csv", dtype={"ags": str})
    assert towns.loc[towns["ags"] == "05962024", "label"].item() == "Iserlohn"
    assert towns["population"].dtype == "int64"
