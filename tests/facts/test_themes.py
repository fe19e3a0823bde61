"""The themes of programmes, projects and measures, from the columns topic, field and theme."""

import pytest
from fact_graph import Facts
from fact_tables import Text, folder, rows

# What a word of a column means; where two readings are possible, each is acceptable.
WORDS: dict[str, tuple[set[str], set[str]]] = {
    # word: (themes that must be there, themes that may)
    "Abfall": ({"environment"}, set()),
    "Arbeit": ({"economy"}, set()),
    "Archiv": ({"administration"}, {"culture"}),
    "Authentifizierung": ({"administration"}, set()),
    "Beteiligung": ({"participation"}, set()),
    "Bildung": ({"education"}, set()),
    "Bildungsinfrastruktur": ({"education"}, set()),
    "Blockchain": ({"administration"}, set()),
    "Bürgerdaten": ({"data"}, set()),
    "Bürgerdialog": ({"participation"}, set()),
    "Daseinsvorsorge digital": ({"regional"}, set()),
    "Daten": ({"data"}, set()),
    "Digitaler Zwilling": ({"planning"}, set()),
    "Digitalisierung": ({"urban-development"}, set()),
    "Digitalisierung regionale Wirtschaft": ({"economy"}, {"regional"}),
    "E-Akte": ({"administration"}, set()),
    "E-Government": ({"administration"}, set()),
    "Ehrenamt": ({"participation"}, {"social"}),
    "Energie": ({"energy"}, set()),
    "Energie und Umwelt": ({"energy", "environment"}, set()),
    "Familie": ({"social"}, set()),
    "Geodaten": ({"planning"}, {"data"}),
    "Gesundheit": ({"health"}, set()),
    "Gesundheit und Pflege": ({"health"}, set()),
    "Handel": ({"economy"}, set()),
    "Immobilienmarkt": (set(), {"economy", "planning"}),
    "Information": ({"communication"}, set()),
    "Inklusion": ({"social"}, set()),
    "Innenstadt": ({"city-centre"}, set()),
    "Innovation": ({"living-lab"}, {"economy"}),
    "Integration": ({"social"}, set()),
    "IoT": ({"infrastructure"}, set()),
    "Klima": ({"environment"}, set()),
    "Kommunikation": ({"communication"}, set()),
    "Kompetenz": ({"education"}, set()),
    "Kultur": ({"culture"}, set()),
    "Logistik": ({"mobility"}, set()),
    "Meldewesen": ({"administration"}, set()),
    "Mobilität": ({"mobility"}, set()),
    "Nachhaltigkeit": ({"environment"}, set()),
    "Netzwerk": ({"knowledge"}, set()),
    "Open Data": ({"data"}, set()),
    "Organisation": ({"administration"}, set()),
    "Ortskern": ({"city-centre"}, set()),
    "Planung": ({"planning"}, set()),
    "Projektbüro": ({"project-office"}, set()),
    "Quartier": ({"city-centre"}, set()),
    "Reallabor": ({"living-lab"}, set()),
    "Regionalentwicklung": ({"regional"}, set()),
    "Sauberkeit": ({"environment"}, set()),
    "Serviceportal": ({"administration"}, set()),
    "Sicherheit": ({"safety"}, set()),
    "Smart City": ({"urban-development"}, set()),
    "Smart Region": ({"urban-development"}, {"regional"}),
    "Soziales": ({"social"}, set()),
    "Sport": ({"culture"}, set()),
    "Stadt-Umland": ({"regional"}, set()),
    "Stadtentwicklung und Digitalisierung": ({"urban-development"}, set()),
    "Stadtleben": ({"urban-development"}, {"city-centre", "culture"}),
    "Teilhabe": ({"social"}, set()),
    "Tourismus": ({"culture"}, set()),
    "Umwelt": ({"environment"}, set()),
    "Verkehr": ({"mobility"}, set()),
    "Vernetzung": ({"knowledge"}, set()),
    "Verwaltung": ({"administration"}, set()),
    "Wasser": ({"environment"}, set()),
    "Wirtschaft": ({"economy"}, set()),
    "Wissenschaft": ({"knowledge"}, set()),
    "Wissenstransfer": ({"knowledge"}, set()),
    "datenbasierte Mobilität": ({"mobility", "data"}, set()),
    "digitale Stadtentwicklung": ({"urban-development"}, set()),
    "kommunale Digitalprojekte": ({"urban-development"}, {"administration"}),
    "ländliche Entwicklung": ({"regional"}, set()),
    "öffentlicher Raum": ({"public-space"}, set()),
}


def cells() -> list[tuple[str, str, tuple[str, ...]]]:
    """List things (by a pattern that finds them) with the cells that name their themes."""
    found: list[tuple[str, str, tuple[str, ...]]] = [
        (f"BIND(programm:{row['programme_id']} AS ?x)", row["programme_id"], (row["topic"],))
        for row in rows("programmes")
    ]
    projects: dict[str, tuple[str, ...]] = {}
    for row in rows("dmr_projects"):
        earlier = projects.get(row["project_id"], ())
        projects[row["project_id"]] = (*earlier, row["field"], row["topic"])
    found += [(f"BIND(projekt:{key} AS ?x)", key, texts) for key, texts in projects.items()]
    for row in rows("mpsc_measures"):
        title = row["name"].replace('"', '\\"')
        pattern = f'?x fg:measureOf projekt:{row["project_id"]} ; dcterms:title "{title}"@de'
        found.append((pattern, f"{row['project_id']} {row['name']}", (row["theme"],)))
    return found


CELLS = cells()


@pytest.mark.parametrize(
    ("pattern", "label", "texts"),
    CELLS,
    ids=[label for _, label, _ in CELLS],
)
def test_a_thing_has_the_themes_of_its_row(
    facts: Facts, pattern: str, label: str, texts: tuple[str, ...]
) -> None:
    words = {word for text in texts for word in text.split("; ") if word}
    must = set().union(*(WORDS[word][0] for word in words))
    may = must.union(*(WORDS[word][1] for word in words))
    found = {
        str(theme).removeprefix("fgv:theme-")
        for (theme,) in facts.solutions(
            f"SELECT DISTINCT ?t WHERE {{ {pattern} GRAPH graph:curation {{ ?x fg:theme ?t }} }}"
        )
    }
    assert must <= found <= may, label


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_only_the_project_itself_assigns_themes(facts: Facts) -> None:
    for graph in facts.source_graphs():
        for subject in facts.index[graph]:
            assert not facts.values(graph, subject, "fg:theme"), (graph, subject)


def test_every_assigned_theme_is_in_the_scheme(facts: Facts) -> None:
    themes = {theme for (theme,) in facts.solutions("SELECT DISTINCT ?t WHERE { ?x fg:theme ?t }")}
    assert themes
    for theme in themes:
        labels = facts.anywhere(str(theme), "skos:prefLabel")
        assert {text.language for text in labels if isinstance(text, Text)} == {"de", "en"}
