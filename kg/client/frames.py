"""Solutions as pandas frames: what type a column has. Pure; imports pandas when it is needed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    import pandas

Term: TypeAlias = Mapping[str, str]

_XSD: Final = PREFIXES["xsd"]
_KINDS: Final = MappingProxyType(
    {
        f"{_XSD}{name}": kind
        for kind, names in {
            "integer": "integer int long short byte nonNegativeInteger positiveInteger"
            " nonPositiveInteger negativeInteger unsignedInt unsignedLong unsignedShort"
            " unsignedByte gYear",
            "decimal": "decimal",
            "float": "double float",
            "boolean": "boolean",
            "date": "date",
            "time": "dateTime",
        }.items()
        for name in names.split()
    }
)


def frame_of(
    document: Mapping[str, Any], *, is_exact: bool, with_languages: bool
) -> "pandas.DataFrame":
    """Make a frame of solutions in SPARQL's JSON, as `Client.select` describes it."""
    made = _pandas()
    rows = document["results"]["bindings"]
    columns: dict[str, Any] = {}
    for name in document["head"]["vars"]:
        cells = [row.get(name) for row in rows]
        columns[name] = _column(cells, is_exact=is_exact)
        if with_languages and any(cell and "xml:lang" in cell for cell in cells):
            languages = [cell.get("xml:lang") if cell else None for cell in cells]
            columns[f"{name}.lang"] = made.array(languages, dtype="string")
    frame: pandas.DataFrame = made.DataFrame(columns, index=range(len(rows)))
    return frame


def _pandas() -> Any:  # noqa: ANN401 -- the module, which is not there for everyone
    try:
        import pandas
    except ImportError:
        raise ImportError("frames need pandas: pip install 'foerdergraph[client]'") from None
    return pandas


def _column(cells: Sequence[Term | None], *, is_exact: bool) -> Any:  # noqa: ANN401 -- an array
    """Make a column of the one type that its cells have, else of their texts."""
    kinds = {_kind(cell) for cell in cells if cell is not None}
    if kinds == {"integer", "decimal"}:
        kinds = {"decimal"}
    elif len(kinds) > 1 and kinds <= {"integer", "decimal", "float"}:
        kinds = {"float"}
    kind = kinds.pop() if len(kinds) == 1 else "text"
    if kind == "decimal" and not is_exact:
        kind = "float"
    read, dtype = _READERS[kind]
    texts = [None if cell is None else cell["value"] for cell in cells]
    try:
        return _array(texts, read, dtype)
    except (ValueError, LookupError, ArithmeticError):  # a text that its datatype does not have
        return _array(texts, str, "string")


def _array(texts: Sequence[str | None], read: Callable[[str], object], dtype: str) -> Any:  # noqa: ANN401
    pandas = _pandas()
    values = [pandas.NA if text is None else read(text) for text in texts]
    if dtype == "time":
        offsets = {value.tzinfo is not None for value in values if isinstance(value, datetime)}
        dtype = "datetime64[us, UTC]" if offsets == {True} else "datetime64[us]"
        if len(offsets) > 1:
            raise ValueError(dtype)
    if dtype.startswith("datetime64"):
        values = [None if value is pandas.NA else value for value in values]
        return pandas.Series(values, dtype=dtype)
    return pandas.array(values, dtype=dtype)


def _kind(term: Term) -> str:
    is_literal = term["type"] != "uri"
    return _KINDS.get(term.get("datatype", ""), "text") if is_literal else "text"


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


_READERS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = MappingProxyType(
    {
        "integer": (int, "Int64"),
        "decimal": (Decimal, "object"),
        "float": (float, "Float64"),
        "boolean": (_boolean, "boolean"),
        "date": (date.fromisoformat, "datetime64[s]"),
        "time": (datetime.fromisoformat, "time"),
        "text": (str, "string"),
    }
)
