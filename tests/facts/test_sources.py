"""Every address of the tables: one source, one graph, a printed title, its date, who speaks."""

from urllib.parse import urlsplit

import pytest
from fact_tables import (
    OWN_GRAPHS,
    TABLES,
    Facts,
    Text,
    announcements,
    bounds,
    folder,
    printed_titles,
    rows,
)

URLS = sorted(printed_titles()) or [
    pytest.param("", marks=pytest.mark.skip(reason="no tables"))
]

ENGLISH_TITLES = {
    "The “Smarte.Land.Regionen” model project",
    "DLR consortium led by DLR-PT",
    "We Want to Highlight Solutions",
    "Smart Cities made in Germany (IESE)",
    "Smart Cities made in Germany",
    "MHKBG (encyclopedia article)",
    "Smart Cities made in Upper Franconia",
}

# Who runs a site, judged from its name and what the tables say of it. Sites that are neither of
# the funders, nor of the funded, nor press are "other".
FUNDERS = """
baden-wuerttemberg.de bezreg-muenster.de ble.de bmel.de bmvi.de bra.nrw.de de.digital
digitales.hessen.de digitales.nrw dmr.kdn.de efre.nrw.de gesagtgetan.sachsen.de
im.baden-wuerttemberg.de kdn.de kfw.de mhkbd.nrw nrwbank.de projekttraeger.dlr.de ptj.de
smart-cities-made-in.de smart-city-dialog.de smarte-region-hessen.de stmd.bayern.de vdivde-it.de
wirtschaft.nrw wuv.smart-city-dialog.de creativeclimatecities.org difu.de iese.fraunhofer.de
prognos.com lexaris.io
""".split()
PRESS = """
app-webview.sparknews.funkemedien.de baden.fm baumeister-online.de behoerden-spiegel.de
blick-aktuell.de blick.de br.de braunschweiger-zeitung.de business-geomatics.com business-on.de
crisis-prevention.de darmstadtnews.de detmoldplus.de frankenpost.de hallelife.de haufe.de
ikz-online.de infranken.de kielerleben.de klamm.de kommune21.de lokalkompass.de
m.westfalen-blatt.de maas-rhein-zeitung.de maerkischer-bote.de marktowl.de morgenweb.de
next-mobility.de niederlausitz-aktuell.de njuuz.de nordbayerischer-kurier.de nordschleswiger.dk
northeim-jetzt.de online-zeitung-deutschland.de ostsee-zeitung.de owl-journal.de pnp.de
radioemscherlippe.de rp-online.de rundblick-dortmund.de schwaebische-post.de
sonntag-morgenmagazin.eu stadtradio-goettingen.de stadtvonmorgen.de swr.de t-online.de
themenwelten.rheinpfalz.de tonkuhle.de tvaktuell.com tvo.de vergabeblog.de viernheim-online.de
waz.de welt.de westfalen-blatt.de westfalenspiegel.de wolfsburger-nachrichten.de wp.de
wuppertaler-rundschau.de wz.de wz.de.
""".split()
RECIPIENTS = """
aachen.de aalen.de bergische-gesellschaft.de bochum-mitgestalten.de bottrop.de citylab-berlin.org
cms.regioit-aachen.de detmold.de digital-soest.de digital.wuppertal.de dortmund.de
e-government.hannover-stadt.de entwickelt.osnabrueck.de fuchstal.de gelsenkirchen.de gkdpb.de
halle.de hoferland.digital ilzerland.bayern inspireprojekt.de iserlohn.de kielregion.de
konstanz.de kreis-rendsburg-eckernfoerde.de lkgi.de mags.de moenchengladbach.de nordfriesland.de
osnabrueck.de owtgmbh.de paderborn.de politik.kreis-soest.de ratsinfo.aachen.de rlg-online.de
schleswig-flensburg.de sicp.de smart-city-berlin.de smart-green-city-konstanz.de smart.lkgi.de
smartcities-suedwestfalen.com smartcity-cologne.de smartcity.berlin-partner.shc.eu
smartcity.gera.de smartcity.muehlhausen.de smartcity.schwerte.de smarte-grenzregion.de
smarte-kielregion.de smartes.halle.de smartmannheim.de smartregion-auf.de stadt-delbrueck.de
stadt-koeln.de stadtlabor-soest.de ulm.de uni-wuppertal.de vhs-kreis-giessen.de wuppertal.de
""".split()
OTHERS = """
blog-smartcountry.de cdu-fraktion-aachen.de cps-hub-nrw.de dagmarschmidt.de dbb-nrw.de
de.fi-group.com de.readkong.com de.wiki.li digitale-hauptstadtregion.de dstgb.de ea-rlp.de
elisabeth-kaiser.info emscher-lippe.de grantway.induct.net hsgb.de kiessling-michael.de
kleineanfragen.de kommunen-innovativ.de kompetenzzentrum-stadtumbau.de
kooperation-international.de loesungenfinden.org mittelstandswiki.de mobil.nrw nw-ihk.de
ostwestfalenlippe.de peterliese.de pr-grosse.de sgk.nrw smartcountry.berlin smartfloss.de
sprintconsult.de staedtetag.de sybille-benning.de ufis.network vdv-online.de vhw.de
wirtschaftsfoerderung-dortmund.de invest-in-niederrhein.de
""".split()
# Sites whose owner cannot be told: a press portal for towns, a district blog, a school blog, the
# page of a pilot project on a public notebook.
OPEN = {
    "presse-service.de": {"press", "recipient"},
    "ueckendorf-aktuell.jimdo.com": {"press", "other"},
    "eduneon.de": {"press", "other"},
    "notion.so": {"other", "recipient"},
}
KINDS = {
    **dict.fromkeys(FUNDERS, {"funder"}),
    **dict.fromkeys(PRESS, {"press"}),
    **dict.fromkeys(RECIPIENTS, {"recipient"}),
    **dict.fromkeys(OTHERS, {"other"}),
    **OPEN,
}


def site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def dates(url: str) -> set[str]:
    """Collect the dates that rows give for an address."""
    return {
        row.get("as_of", "")
        for table in TABLES
        for row in rows(table)
        if row.get("source_url") == url and "as_of" in row
    }


@pytest.mark.parametrize("url", URLS)
def test_an_address_is_one_source_with_one_graph(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    assert facts.values("graph:register", source, "fg:sourceUrl") == {url}
    (graph,) = facts.where("graph:register", "prov:wasDerivedFrom", source)
    assert facts.index[graph]
    assert facts.values("graph:register", graph, "prov:wasDerivedFrom") == {source}
    for node in (source, graph):
        rights = facts.values("graph:register", node, "dcterms:rights")
        languages = {text.language for text in rights if isinstance(text, Text)}
        assert languages == {"de", "en"} or node == source
    assert len(facts.values("graph:register", source, "fg:retrievedAt")) == 1


@pytest.mark.parametrize("url", URLS)
def test_a_source_has_one_of_the_printed_titles_in_its_language(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    (title,) = facts.values("graph:register", source, "dcterms:title")
    assert isinstance(title, Text)
    assert title.value in printed_titles()[url]
    assert title.language == ("en" if title.value in ENGLISH_TITLES else "de")


@pytest.mark.parametrize("url", URLS)
def test_a_source_is_of_a_date_that_a_row_gives(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    found = facts.values("graph:register", source, "fg:asOf")
    allowed = {bounds(text)[1] for text in dates(url) if text}
    assert found <= allowed
    assert bool(found) == bool(allowed)


@pytest.mark.parametrize("url", URLS)
def test_who_speaks_is_who_runs_the_site(facts: Facts, url: str) -> None:
    (source,) = facts.sources(url)
    found = facts.one("graph:register", source, "fg:sourceKind")
    kinds = KINDS.get(site(url), KINDS.get(site(url).rstrip("."), set()))
    assert found in {f"fgv:source-kind-{kind}" for kind in kinds}
    assert facts.values("graph:register", source, "fg:site") == {
        Text(site(url).rstrip("."), "")
    } or facts.values("graph:register", source, "fg:site") == {Text(site(url), "")}


@pytest.mark.skipif(folder() is None, reason="no tables")
def test_no_source_is_of_an_address_that_no_row_names(facts: Facts) -> None:
    allowed = set(printed_titles()) | announcements()
    for graph in facts.source_graphs():
        for source in facts.values("graph:register", graph, "prov:wasDerivedFrom"):
            assert facts.values("graph:register", str(source), "fg:sourceUrl") <= allowed


def test_every_graph_has_a_described_source(facts: Facts) -> None:
    for graph in facts.index:
        sources = facts.values("graph:register", graph, "prov:wasDerivedFrom")
        assert len(sources) == 1, graph
        source = str(next(iter(sources)))
        assert "fg:Source" in facts.values("graph:register", source, "rdf:type")
        assert facts.values("graph:register", source, "fg:sourceUrl")
    assert "graph:derived" in OWN_GRAPHS
    assert facts.values("graph:register", "graph:derived", "prov:wasDerivedFrom")
