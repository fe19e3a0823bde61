"""A funding landscape of any size as N-Quads: the same size gives the same bytes, everywhere.

Themes (a SKOS tree), regions (municipality, district, government region, state, country, with
coordinates), programmes, calls, organisations, then projects with one or two grants each. Reference
data is capped where reality caps it, so projects and grants grow with the size. Standard library
only; nothing here is real.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NAMESPACE: Final = "https://example.org/funding/"
SEED: Final = 20240229

_ONTOLOGY: Final = NAMESPACE + "ontology/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_SCHEMA: Final = "https://schema.org/"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_ORG: Final = "http://www.w3.org/ns/org#"
_PROV: Final = "http://www.w3.org/ns/prov#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_GEO: Final = "http://www.opengis.net/ont/geosparql#"
_WGS: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_FRAPO: Final = "http://purl.org/cerif/frapo/"
_OWL: Final = "http://www.w3.org/2002/07/owl#"

_TYPE: Final = f"<{_RDF}type>"
_NAME: Final = f"<{_SCHEMA}name>"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SOURCES: Final = _words("bund eu efre esf forst kultur land-nord land-sued stiftung")
_SOURCE_WEIGHTS: Final = (30, 14, 16, 10, 4, 5, 9, 9, 3)
_QUALITIES: Final = _words(
    "nachhaltige digitale regionale vernetzte energieeffiziente klimaneutrale offene sichere "
    "intelligente soziale inklusive resiliente biobasierte autonome ressourcenschonende "
    "kommunale europäische additive hybride modulare"
)
_SUBJECTS: Final = _words(
    "Mobilität Wasserstofftechnologie Pflege Batteriefertigung Landwirtschaft Quantensensorik "
    "Bildung Wärmeversorgung Stadtentwicklung Medizintechnik Künstliche-Intelligenz "
    "Halbleiterfertigung Kreislaufwirtschaft Meeresforschung Photovoltaik Museumsarbeit "
    "Berufsausbildung Cybersicherheit Forstwirtschaft Leichtbau Robotik Breitbandausbau "
    "Gesundheitsversorgung Materialforschung Wasserwirtschaft Raumfahrt Hochwasserschutz "
    "Integration Gründungsförderung Denkmalpflege"
)
_DEEDS: Final = _words(
    "Entwicklung Erprobung Aufbau Ausbau Untersuchung Optimierung Einführung Modernisierung "
    "Demonstration Bewertung Skalierung Förderung"
)
_PROSE: Final = _words(
    "im Rahmen des Vorhabens werden Verfahren und Methoden gemeinsam mit Partnern aus "
    "Wirtschaft und Wissenschaft erarbeitet die Ergebnisse fließen in die Praxis ein und "
    "stärken die Region durch Kooperation Transfer Datenaustausch Qualifizierung Beteiligung "
    "Messung Modellierung Simulation Auswertung sowie Öffentlichkeitsarbeit"
)
_ORGANISATION_KINDS: Final = (
    ("Universität", "university"),
    ("Institut für", "research"),
    ("Hochschule", "university"),
    ("GmbH", "company"),
    ("AG", "company"),
    ("Stadtwerke", "public"),
    ("Landkreis", "public"),
    ("Verein", "association"),
    ("Stiftung", "foundation"),
    ("Klinikum", "public"),
)
_PLACE_HEADS: Final = _words(
    "Neu Alt Groß Klein Ober Unter Hohen Bad- Sankt- Wald See Berg Linden Eichen Rosen Stein "
    "Königs Frei Marien Wester Oster Süder Nord Mühl"
)
_PLACE_TAILS: Final = _words(
    "burg dorf hausen stadt heim feld bach berg tal brück kirchen au rode leben ingen stedt "
    "wald hagen furt born"
)
_STATES: Final = (
    ("DEF", "Schleswig-Holstein"),
    ("DE6", "Hamburg"),
    ("DE9", "Niedersachsen"),
    ("DE5", "Bremen"),
    ("DEA", "Nordrhein-Westfalen"),
    ("DE7", "Hessen"),
    ("DEB", "Rheinland-Pfalz"),
    ("DE1", "Baden-Württemberg"),
    ("DE2", "Bayern"),
    ("DEC", "Saarland"),
    ("DE3", "Berlin"),
    ("DE4", "Brandenburg"),
    ("DE8", "Mecklenburg-Vorpommern"),
    ("DED", "Sachsen"),
    ("DEE", "Sachsen-Anhalt"),
    ("DEG", "Thüringen"),
)
_GOVERNMENT_REGIONS: Final = 38
_RATES: Final = (40, 50, 60, 75, 80, 90, 100)

Block = tuple[str, list[str]]
"""Statements that stand together: the name of their graph, and `subject predicate object` each."""


def parse_size(text: str) -> int:
    """Read a number of quads such as `10k`, `1M` or `2500`.

    Raises:
        ValueError: it is no number.
    """
    unit = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower())
    return int(float(text[:-1]) * unit) if unit else int(text)


def landscape(quads: int) -> Iterator[str]:
    """Yield N-Quads, some lines at a time, up to the first project's end at or after *quads*."""
    made, kinds = 0, _Landscape(quads)
    for graph, statements in kinds.reference():
        made += len(statements)
        yield _written(graph, statements)
    for graph, statements in kinds.projects():
        if made >= quads:
            return
        made += len(statements)
        yield _written(graph, statements)


def write_landscape(quads: int, path: Path) -> None:
    """Write `landscape` to the file *path*."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(landscape(quads))


@dataclass(frozen=True, slots=True)
class _Scale:
    """How many of each kind there are; projects take what is left."""

    municipalities: int
    districts: int
    programmes: int
    themes: int
    organisations: int

    @classmethod
    def of(cls, quads: int) -> "_Scale":
        municipalities = max(60, min(10_786, quads // 700))
        return cls(
            municipalities,
            max(32, min(400, municipalities // 20)),
            max(12, min(2_500, quads // 4_000)),
            max(30, min(400, quads // 2_500)),
            max(40, quads // 90),
        )


class _Landscape:
    """One pass over the kinds. The order of the draws is the order of the output: keep it."""

    def __init__(self, quads: int) -> None:
        self._scale = _Scale.of(quads)
        self._draw = random.Random(SEED)
        self._places: list[tuple[float, float]] = []
        self._sources: list[str] = []
        self._grants = 0

    def reference(self) -> Iterator[Block]:
        """Yield all that projects refer to; first."""
        yield from self._themes()
        yield from self._states_and_districts()
        yield from self._municipalities()
        yield from self._programmes()
        yield from self._calls()
        yield from self._organisations()

    def projects(self) -> Iterator[Block]:
        """Yield projects with their grants, without end."""
        i = 0
        while True:
            yield self._project(i)
            i += 1

    def _themes(self) -> Iterator[Block]:
        choice, roots = self._draw.choice, len(_SUBJECTS)
        for i in range(self._scale.themes):
            s = _iri("theme", i)
            name = _SUBJECTS[i % roots]
            if i >= roots:
                name = f"{choice(_QUALITIES)} {name} {i // roots}"
            lines = [
                f"{s} {_TYPE} <{_SKOS}Concept>",
                f"{s} <{_SKOS}prefLabel> {_german(name)}",
                f'{s} <{_SKOS}prefLabel> "Theme {i}"@en',
                f'{s} <{_SKOS}notation> "T{i:04d}"',
                f"{s} <{_SKOS}inScheme> {_iri('scheme', 'themes')}",
            ]
            if i >= roots:
                broader = i % roots if i < 3 * roots else i - 2 * roots
                lines.append(f"{s} <{_SKOS}broader> {_iri('theme', broader)}")
            yield "themes", lines

    def _states_and_districts(self) -> Iterator[Block]:
        choice, country = self._draw.choice, _iri("region", "DE")
        yield "regions", [_is(country, "Country"), f"{country} {_NAME} {_german('Deutschland')}"]
        for i, (code, name) in enumerate(_STATES):
            s = _iri("region", code)
            yield (
                "regions",
                [
                    _is(s, "State"),
                    f"{s} {_NAME} {_german(name)}",
                    f'{s} {_own("nutsCode")} "{code}"',
                    f'{s} {_own("ags")} "{i + 1:02d}"',
                    f"{s} {_own('within')} {country}",
                ],
            )
        for i in range(_GOVERNMENT_REGIONS):
            state, code = _government_region(i)
            s = _iri("region", code)
            yield (
                "regions",
                [
                    _is(s, "GovernmentRegion"),
                    f"{s} {_NAME} {_german(f'Bezirk {i}')}",
                    f'{s} {_own("nutsCode")} "{code}"',
                    f"{s} {_own('within')} {_iri('region', state)}",
                ],
            )
        for i in range(self._scale.districts):
            _, code = _government_region(i % _GOVERNMENT_REGIONS)
            s = _iri("district", i)
            name = f"Kreis {choice(_PLACE_HEADS)}{choice(_PLACE_TAILS)}"
            yield (
                "regions",
                [
                    _is(s, "District"),
                    f"{s} {_NAME} {_german(name)}",
                    f'{s} {_own("nutsCode")} "{code}{i // _GOVERNMENT_REGIONS}"',
                    f"{s} {_own('within')} {_iri('region', code)}",
                ],
            )

    def _municipalities(self) -> Iterator[Block]:
        draw, districts = self._draw, self._scale.districts
        for i in range(self._scale.municipalities):
            district = i % districts
            lat, long = round(47.3 + 7.6 * draw.random(), 5), round(5.9 + 9.1 * draw.random(), 5)
            self._places.append((lat, long))
            s = _iri("municipality", i)
            name = draw.choice(_PLACE_HEADS) + draw.choice(_PLACE_TAILS)
            name += f" {i // 300}" if i > 300 else ""
            state = district % _GOVERNMENT_REGIONS % len(_STATES) + 1
            people = int(200 + 4000 * draw.paretovariate(1.1)) % 3_700_000
            yield (
                "regions",
                [
                    _is(s, "Municipality"),
                    f"{s} {_NAME} {_german(name)}",
                    f'{s} {_own("ags")} "{state:02d}{district:03d}{i // districts:03d}"',
                    f"{s} {_own('within')} {_iri('district', district)}",
                    f"{s} {_own('population')} {_typed(people, 'integer')}",
                    f"{s} <{_WGS}lat> {_typed(lat, 'decimal')}",
                    f"{s} <{_WGS}long> {_typed(long, 'decimal')}",
                    f'{s} <{_GEO}asWKT> "POINT({long} {lat})"^^<{_GEO}wktLiteral>',
                ],
            )

    def _programmes(self) -> Iterator[Block]:
        choice, below = self._draw.choice, self._draw.randrange
        for i in range(self._scale.programmes):
            known = i < len(_SOURCES)
            source = _SOURCES[i] if known else self._draw.choices(_SOURCES, _SOURCE_WEIGHTS)[0]
            self._sources.append(source)
            s = _iri("programme", i)
            name = f"Programm {choice(_QUALITIES)} {choice(_SUBJECTS)} {i}"
            lines = [
                _is(s, "Programme"),
                f"{s} {_NAME} {_german(name)}",
                f'{s} <{_SCHEMA}identifier> "P-{i:05d}"',
                f"{s} {_own('theme')} {_iri('theme', below(self._scale.themes))}",
                f"{s} <{_FRAPO}hasBudget> {_typed(below(1, 900) * 1_000_000, 'decimal')}",
                f"{s} <{_SCHEMA}startDate> {_typed(f'{below(2005, 2022)}-01-01', 'date')}",
                f"{s} <{_DCTERMS}publisher> {_iri('organisation', below(40))}",
            ]
            if i >= 12 and self._draw.random() < 0.3:
                lines.append(f"{s} <{_DCTERMS}isPartOf> {_iri('programme', below(12))}")
            yield source, lines

    def _calls(self) -> Iterator[Block]:
        choice, below = self._draw.choice, self._draw.randrange
        for i in range(3 * self._scale.programmes):
            programme, year = i % self._scale.programmes, below(2008, 2025)
            s = _iri("call", i)
            name = f"Aufruf {year}: {choice(_QUALITIES)} {choice(_SUBJECTS)}"
            opens, closes = f"{year}-{below(1, 13):02d}-01", f"{year + 1}-{below(1, 13):02d}-28"
            yield (
                self._sources[programme],
                [
                    _is(s, "Call"),
                    f"{s} {_NAME} {_german(name)}",
                    f"{s} {_own('programme')} {_iri('programme', programme)}",
                    f"{s} {_own('opens')} {_typed(opens, 'date')}",
                    f"{s} {_own('closes')} {_typed(closes, 'date')}",
                    f"{s} <{_SCHEMA}url> <https://calls.example/{i}>",
                ],
            )

    def _organisations(self) -> Iterator[Block]:
        choice, random_ = self._draw.choice, self._draw.random
        for i in range(self._scale.organisations):
            seat = int(self._scale.municipalities * random_() ** 2)
            lat, long = self._places[seat]
            kind, classification = choice(_ORGANISATION_KINDS)
            s = _iri("organisation", i)
            name = f"{choice(_PLACE_HEADS)}{choice(_PLACE_TAILS)} {choice(_SUBJECTS)} {kind} {i}"
            post_code = f"{self._draw.randrange(1000, 99999):05d}"
            lat, long = (round(at + (random_() - 0.5) / 20, 5) for at in (lat, long))
            lines = [
                f"{s} {_TYPE} <{_ORG}Organization>",
                _is(s, "Organisation"),
                f'{s} {_NAME} "{name}"',
                f"{s} <{_ORG}classification> {_iri('orgtype', classification)}",
                f"{s} {_own('registeredIn')} {_iri('municipality', seat)}",
                f'{s} <{_SCHEMA}postalCode> "{post_code}"',
                f"{s} <{_WGS}lat> {_typed(lat, 'decimal')}",
                f"{s} <{_WGS}long> {_typed(long, 'decimal')}",
            ]
            if random_() < 0.25:
                lines.append(f"{s} <{_OWL}sameAs> <https://ror.example/0{i:07d}>")
            if random_() < 0.15 and i:
                whole = _iri("organisation", self._draw.randrange(i))
                lines.append(f"{s} <{_ORG}subOrganizationOf> {whole}")
            if random_() < 0.5:
                lines.append(f"{s} <{_SCHEMA}url> <https://org{i}.example/>")
            yield "organisations", lines

    def _project(self, i: int) -> Block:
        draw, scale = self._draw, self._scale
        choice, below, random_ = draw.choice, draw.randrange, draw.random
        programme = int(scale.programmes * random_() ** 1.5)
        source = self._sources[programme]
        call = programme + scale.programmes * below(3)
        s = _iri("project", i)
        subject, year, month = choice(_SUBJECTS), below(2010, 2026), below(1, 13)
        years = below(1, 6)
        coordinator = int(scale.organisations * random_() ** 2.5)
        seat, theme = (
            int(scale.municipalities * random_() ** 2),
            int(scale.themes * random_() ** 1.3),
        )
        text = " ".join(draw.choices(_PROSE, k=below(12, 45)))
        name = f"{choice(_DEEDS)} für {choice(_QUALITIES)} {subject} – Vorhaben {i}"
        modified = f"2026-{below(1, 12):02d}-{below(1, 29):02d}T12:00:00Z"
        lines = [
            _is(s, "Project"),
            f"{s} {_NAME} {_german(name)}",
            f"{s} <{_SCHEMA}description> {_german(f'{subject}: {text}')}",
            f'{s} <{_SCHEMA}identifier> "FKZ{i:08d}"',
            f"{s} <{_SCHEMA}startDate> {_typed(f'{year}-{month:02d}-01', 'date')}",
            f"{s} <{_SCHEMA}endDate> {_typed(f'{year + years}-{month:02d}-28', 'date')}",
            f"{s} {_own('coordinator')} {_iri('organisation', coordinator)}",
            f"{s} {_own('locatedIn')} {_iri('municipality', seat)}",
            f"{s} {_own('theme')} {_iri('theme', theme)}",
            f"{s} <{_PROV}wasDerivedFrom> {_iri(f'record/{source}', i)}",
            f"{s} <{_DCTERMS}modified> {_typed(modified, 'dateTime')}",
        ]
        if random_() < 0.5:
            second = (theme + below(1, scale.themes)) % scale.themes
            lines.append(f"{s} {_own('theme')} {_iri('theme', second)}")
        if random_() < 0.4:
            lines.append(f'{s} <{_SCHEMA}alternateName> "{subject[:4].upper()}{i}"')
        if random_() < 0.3:
            lines.append(f"{s} <{_SCHEMA}url> <https://projects.example/{i}>")
        partners = {int(scale.organisations * random_() ** 2) for _ in range(below(4))}
        lines += [f"{s} {_own('participant')} {_iri('organisation', o)}" for o in sorted(partners)]
        for _ in range(2 if random_() < 0.2 else 1):
            lines += self._grant(s, programme, call, coordinator, year, month)
        return source, lines

    def _grant(
        self, project: str, programme: int, call: int, recipient: int, year: int, month: int
    ) -> list[str]:
        draw, s = self._draw, _iri("grant", self._grants)
        self._grants += 1
        euros = min(90_000_000, int(20_000 * draw.paretovariate(0.9)))
        amount, awarded = f"{euros}.{draw.randrange(100):02d}", f"{draw.randrange(1, 29):02d}"
        lines = [
            f"{s} {_TYPE} <{_FRAPO}Grant>",
            f"{s} {_own('funds')} {project}",
            f"{s} {_own('amount')} {_typed(amount, 'decimal')}",
            f'{s} <{_SCHEMA}currency> "EUR"',
            f"{s} {_own('awardDate')} {_typed(f'{year}-{month:02d}-{awarded}', 'date')}",
            f"{s} {_own('year')} {_typed(year, 'gYear')}",
            f"{s} {_own('programme')} {_iri('programme', programme)}",
            f"{s} {_own('call')} {_iri('call', call)}",
            f"{s} {_own('recipient')} {_iri('organisation', recipient)}",
        ]
        if draw.random() < 0.6:
            lines.append(f"{s} {_own('fundingRate')} {_typed(draw.choice(_RATES), 'integer')}")
        return lines


def _government_region(i: int) -> tuple[str, str]:
    state, _ = _STATES[i % len(_STATES)]
    return state, f"{state}{i // len(_STATES)}"


def _written(graph: str, statements: list[str]) -> str:
    end = f" <{NAMESPACE}graph/{graph}> .\n"
    return end.join(statements) + end


def _iri(kind: str, name: str | int) -> str:
    return f"<{NAMESPACE}{kind}/{name}>"


def _own(name: str) -> str:
    return f"<{_ONTOLOGY}{name}>"


def _is(subject: str, kind: str) -> str:
    return f"{subject} {_TYPE} {_own(kind)}"


def _german(text: str) -> str:
    return f'"{text}"@de'


def _typed(value: str | float, datatype: str) -> str:
    return f'"{value}"^^<{_XSD}{datatype}>'
