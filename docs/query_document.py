"""Write the questions down from the headers of `queries/competency/`, for `docs/queries.md`."""

from pathlib import Path
from typing import Final

from kg.queries import QUESTIONS, QueryFile, read_queries

FOLDER: Final = Path(__file__).resolve().parent.parent / "queries" / "competency"
HEADERS: Final = (*QUESTIONS, "returns.de", "returns.en")


def questions() -> str:
    """Write every question with its title, German beside English, and what it returns."""
    return "\n".join(_section(query) for query in read_queries(FOLDER, HEADERS))


def _section(query: QueryFile) -> str:
    number, _, _ = query.name.partition("-")
    return (
        f"### {number.upper()} · {query.title('de')} · {query.title('en')}\n\n"
        f"[`{query.name}`](../queries/competency/{query.path.name})\n\n"
        f"{query.question('de')}\n"
        f"Ergebnis: {query.headers['returns.de']}.\n\n"
        f"*{query.question('en')}\n"
        f"Result: {query.headers['returns.en']}.*\n"
    )
