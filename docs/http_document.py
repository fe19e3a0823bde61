"""Write the generated parts of docs/http.md from the tables that the server works by."""

from kg.formats import ALL_FORMATS, Kind
from kg.web.problems import HIDDEN, STATUSES


def formats() -> str:
    """Write the table of formats."""
    rows = [
        "| for | `format=` | media type | also asked for as | suffix |",
        "| --- |" + " --- |" * 4,
    ]
    for known in ALL_FORMATS:
        purpose = "graphs" if known.kind is Kind.GRAPH else "solutions"
        words = ", ".join(f"`{word}`" for word in (known.name, *known.also_named))
        aliases = ", ".join(f"`{alias}`" for alias in known.aliases)
        if not known.is_negotiable:
            aliases = "by name only"
        rows.append(
            f"| {purpose} | {words} | `{known.content_type}` | {aliases} | `.{known.suffix}` |"
        )
    return "\n".join(rows) + "\n"


def statuses() -> str:
    """Write the table of errors."""
    rows = ["| status | when | fields |", "| --- | --- | --- |"]
    for error, status in sorted(STATUSES.items(), key=lambda item: (item[1], item[0].__name__)):
        meaning = (error.__doc__ or "").partition("\n")[0].partition(";")[0].rstrip(".")
        names = () if error in HIDDEN else getattr(error, "__dataclass_fields__", ())
        fields = ", ".join(f"`{name}`" for name in names)
        rows.append(f"| {status.value} | {meaning}. | {fields} |")
    return "\n".join(rows) + "\n"
