"""The one table of settings: name, type, default, meaning.

`KG_<NAME>` in the environment, `docs/settings.md` and the defaults of the command line are derived
from the fields of `Settings`. Nothing else in the package looks at the environment.
"""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar, cast

from kg.errors import SettingsError

ENV_PREFIX: Final = "KG_"

_CHECKOUT: Final = Path(__file__).resolve().parent.parent

Value = TypeVar("Value", str, int, float, Path)


def _setting(
    default: Value, meaning: str, *, at_least: float = -math.inf, one_of: tuple[str, ...] = ()
) -> Value:
    metadata = {"meaning": meaning, "at_least": at_least, "one_of": one_of}
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may decide; every field has a default that serves on one small machine."""

    root: Path = _setting(_CHECKOUT, "folder with `ontology/`, `data/`, `shapes/` and `queries/`")
    out: Path = _setting(
        Path("build"), "folder of the releases; a relative path starts at `KG_ROOT`"
    )
    host: str = _setting("127.0.0.1", "address to listen on")
    port: int = _setting(8000, "port to listen on", at_least=0)
    public_url: str = _setting(
        "", "address under which clients reach the server; empty: `http://HOST:PORT`"
    )
    threads: int = _setting(128, "requests answered at the same time", at_least=1)
    stall_s: float = _setting(
        60.0, "an answer is broken off when its client reads nothing for so long", at_least=1
    )
    stop_s: int = _setting(
        35, "requests that run when the server is stopped have this long to end", at_least=1
    )
    engine: str = _setting(
        "auto", "`memory`, `disk`, the address of another SPARQL endpoint, or `auto`"
    )
    memory_share: float = _setting(
        0.5,
        "`auto` serves from memory what needs less than this share of the machine's",
        at_least=0,
    )
    query_timeout_s: float = _setting(30.0, "a query ends after this time", at_least=0.001)
    query_memory_bytes: int = _setting(
        512 * 2**20,
        "a query may need this much memory beside the dataset",
        at_least=32 * 2**20,
    )
    answer_limit_bytes: int = _setting(2**30, "an answer may be this long", at_least=1)
    fast_places: int = _setting(
        0, "queries begun at the same time; 0: one for each core", at_least=0
    )
    slow_places: int = _setting(
        0,
        "queries at the same time that run for more than half a second or have long answers; "
        "0: four for each core, as far as a quarter of the memory allows",
        at_least=0,
    )
    waiting_queries: int = _setting(
        64, "queries that wait for a place; at most half of `KG_THREADS`", at_least=0
    )
    wait_s: float = _setting(10.0, "a query waits this long for a place", at_least=0)
    share_s: float = _setting(
        600.0, "query seconds that one client may use in one go; 0: no limit", at_least=0
    )
    share_refill: float = _setting(
        0.0,
        "query seconds that a client gets back in a second; 0: half the number of places",
        at_least=0,
    )
    spooled_answers: int = _setting(
        16, "long answers held on disk for slow clients at the same time", at_least=1
    )
    spool: str = _setting("", "folder for them; empty: the system's for temporary files")
    query_limit_bytes: int = _setting(1_000_000, "a query may be this long", at_least=1)
    older_releases: int = _setting(
        2,
        "releases that are open at the same time beside the newest one, for `?v=`; 0: none",
        at_least=0,
    )
    stored_queries: Path = _setting(
        Path("stored-queries.sqlite"),
        "file of the queries that have a permalink; a relative path starts at `KG_OUT`",
    )
    stored_queries_bytes: int = _setting(
        67_108_864,
        "queries of clients in it take this much together; 0: none are stored",
        at_least=0,
    )
    url_limit_bytes: int = _setting(65_536, "a request's address may be this long", at_least=256)
    cache_bytes: int = _setting(16_777_216, "answers kept to be given again; 0: none", at_least=0)
    max_age_s: int = _setting(60, "clients may keep an answer this long unasked", at_least=0)
    trusted_proxies: int = _setting(
        0, "proxies of ours in front of the server; 0: their headers are not believed", at_least=0
    )
    proxy_header: str = _setting(
        "X-Forwarded-For",
        "header in which they name the client",
        one_of=("X-Forwarded-For", "Forwarded"),
    )
    metrics_token: str = _setting(
        "", "`/metrics` from another machine needs this bearer token; empty: it is not given there"
    )
    log_level: str = _setting(
        "info",
        "from which level on the log is written; a request is `info`",
        one_of=("debug", "info", "warning", "error", "off"),
    )
    log_queries: int = _setting(
        0, "1: the log holds the text of queries, which may be personal data", at_least=0
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings from *environ*, a mapping such as `os.environ`.

        Raises:
            SettingsError: a value is not of its type or too small, or a `KG_…` name is unknown.
        """
        table = {row.env_name: row for row in settings_table()}
        unknown = sorted(n for n in environ if n.startswith(ENV_PREFIX) and n not in table)
        if unknown:
            known = "one of " + ", ".join(sorted(table))
            raise SettingsError(unknown[0], environ[unknown[0]], known)
        values = {
            row.name: row.parse(environ[name]) for name, row in table.items() if name in environ
        }
        return dataclasses.replace(cls(), **values)  # type: ignore[arg-type] # types from the table

    @property
    def out_folder(self) -> Path:
        """Return the folder of the releases as a path of its own."""
        return self.root / self.out

    @property
    def stored_queries_path(self) -> Path:
        """Return the file of stored queries as a path of its own."""
        return self.out_folder / self.stored_queries

    @property
    def base_url(self) -> str:
        """Return the public address without a final slash."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row of the table of settings."""

    name: str
    default: str | int | float | Path
    meaning: str
    at_least: float
    one_of: tuple[str, ...]

    @property
    def env_name(self) -> str:
        """Return the name in the environment."""
        return ENV_PREFIX + self.name.upper()

    @property
    def type_name(self) -> str:
        """Name the type for people."""
        names = {str: "text", int: "whole number", float: "number"}
        return names.get(type(self.default), "path")

    def parse(self, text: str) -> str | int | float | Path:
        """Read a value of this setting.

        Raises:
            SettingsError: it is not of the setting's type, too small, or none that is known.
        """
        expected = f"a {self.type_name}"
        if self.one_of:
            expected = "one of " + ", ".join(self.one_of)
        if self.at_least > -math.inf:
            expected += f" of at least {self.at_least:g}"
        try:
            value = type(self.default)(text)
        except ValueError:
            raise SettingsError(self.env_name, text, expected) from None
        if self.one_of and value not in self.one_of:
            raise SettingsError(self.env_name, text, expected)
        if isinstance(value, int | float) and not self.at_least <= value < math.inf:
            raise SettingsError(self.env_name, text, expected)
        return value


def settings_table() -> Iterator[SettingRow]:
    """List every setting in the order of the documentation."""
    for field in dataclasses.fields(Settings):
        default = cast("str | int | float | Path", field.default)
        yield SettingRow(field.name, default, **field.metadata)


def settings_document() -> str:
    """Write the table of settings as Markdown, for `docs/settings.md`."""
    rows = ["| name | type | default | meaning |", "| --- | --- | --- | --- |"]
    for row in settings_table():
        shown = "the checkout" if row.default == _CHECKOUT else f"`{row.default}`"
        choice = ": " + ", ".join(f"`{one}`" for one in row.one_of) if row.one_of else ""
        rows.append(f"| `{row.env_name}` | {row.type_name} | {shown} | {row.meaning}{choice} |")
    return "\n".join(rows) + "\n"
