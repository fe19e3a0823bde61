"""Rewrite the generated parts of the documents, or with `--check` say which are stale.

A generated part stands between `<!-- generated: NAME -->` and `<!-- end -->`; `GENERATORS` says
which function writes the part of that name. `make docs` and `make check` call this.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import http_document
import model_document
import query_document

from kg.derivation import describe_rules, read_rules
from kg.settings import settings_document

ROOT: Final = Path(__file__).resolve().parent.parent

GENERATORS: Final[dict[str, Callable[[], str]]] = {
    "http-formats": http_document.formats,
    "http-statuses": http_document.statuses,
    "model-classes": model_document.classes,
    "model-diagram": model_document.diagram,
    "model-properties": model_document.properties,
    "model-schemes": model_document.schemes,
    "queries": query_document.questions,
    "rules": lambda: describe_rules(read_rules(ROOT / "queries/rules")),
    "settings": settings_document,
}

_PART: Final = re.compile(
    r"(?P<head><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<tail><!-- end -->)", re.DOTALL
)


def refreshed(text: str) -> str:
    """Return a document's *text* with every generated part written anew."""
    return _PART.sub(lambda m: f"{m['head']}\n{GENERATORS[m['name']]()}\n{m['tail']}", text)


def documents() -> list[Path]:
    """List every document that may hold generated parts."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def main(arguments: list[str]) -> int:
    """Rewrite what is stale, or only name it with `--check`; the status is 1 if something was."""
    is_check = arguments == ["--check"]
    stale = []
    for path in documents():
        text = path.read_text(encoding="utf-8")
        fresh = refreshed(text)
        if fresh != text:
            stale.append(path)
            if not is_check:
                path.write_text(fresh, encoding="utf-8")
    for path in stale:
        state = "is stale: run `make docs`" if is_check else "rewritten"
        sys.stderr.write(f"{path.relative_to(ROOT)} {state}\n")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
