"""The questions that servers are asked, read from `.rq` files with a header of comment lines.

`# title:` says what is asked, `# accept:` the format (json, csv, nt). `# vary: OLD NEW FROM TO`
replaces OLD by NEW with a number between FROM and TO in its braces, so that caches see different
queries. `# mix:` makes a question part of the mix, `# rows: open` says that the rows are up to the
server (`LIMIT` without `ORDER BY`), so that only their number can be compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

MEDIA_TYPES: Final = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "csv": "text/csv",
        "nt": "application/n-triples",
    }
)

_FOLDER: Final = Path(__file__).resolve().parent
_ENTRY: Final = re.compile(r"^# (\w+): (.*)\n", re.MULTILINE)
_STRIDE: Final = 37
"""Prime to the ranges in use: neighbours in time are not neighbours in the data."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        name: the file's name without suffix.
        title: what is asked.
        accept: media type of the answer.
        is_mixed: whether it is part of the mix.
        is_open: whether the server may choose among the rows.
        texts: the query, once for each value that it varies over.
    """

    name: str
    title: str
    accept: str
    is_mixed: bool
    is_open: bool
    texts: tuple[str, ...]

    @property
    def number(self) -> str:
        """Return the first part of the name, such as `q01`."""
        return self.name.partition("-")[0]


def read_question(path: Path) -> Question:
    """Read one `.rq` file.

    Raises:
        KeyError: the header names no title, or a format that is not known here.
    """
    whole = path.read_text(encoding="utf-8")
    header = dict(_ENTRY.findall(whole))
    return Question(
        path.stem,
        header["title"],
        MEDIA_TYPES[header.get("accept", "json")],
        "mix" in header,
        header.get("rows") == "open",
        tuple(_variants(_ENTRY.sub("", whole), header.get("vary", ""))),
    )


def questions() -> tuple[Question, ...]:
    """Read the questions of a researcher, in order."""
    return _read("queries")


def probes() -> tuple[Question, ...]:
    """Read the queries that never end, and the one that would reach out to the network."""
    return _read("probes")


def _read(folder: str) -> tuple[Question, ...]:
    return tuple(map(read_question, sorted((_FOLDER / folder).glob("*.rq"))))


def _variants(text: str, vary: str) -> Iterator[str]:
    if not vary:
        yield text
        return
    old, new, first, end = vary.split()
    span = int(end) - int(first)
    for i in range(span):
        yield text.replace(old, new.format(int(first) + i * _STRIDE % span))
