"""Figures of the pages, made on the server: values in, markup out. Knows no Flask and no engine.

A view makes a figure from the rows of a query and hands it to its template, which puts it into
`{{ figure(links, drawn, caption, query, t) }}` (macros.html): heading, drawing, and the line that
leads to the SPARQL behind, CSV and JSON. Every maker returns `Markup` that is complete without
colour and without sight: numbers stand in a table or list that belongs to the figure. All text is
escaped here; labels, numbers and notes arrive as a person reads them (`kg.web.words.writing`).

    bars(rows, head, key=, total=)       rows with bars of one scale, stacked where they have
                                         several parts; the figure is the table
    stack(parts, entries)                one whole as one bar, its parts named below
    columns(title, steps, head, ...)     bars that stand, over years; stacked likewise
    lines(title, labels, drawn_lines, …) lines over years, broken where nothing is known
    timeline(title, spans, ...)          spans on an axis of years, paler where only a year is
                                         known, fading where an end is not known
    dots(rows, head, caption=)           a matrix of dots whose areas are shares from 0 to 1
    map_of(title, places, outlines, ...) points and rings on the Länder, and the same as a list
    multiples(panels)                    small figures beside each other; share `maximum=`
    compared(numbers)                    a few numbers beside each other, each with its bar
    network(title, center, hubs, met)    one thing, what it takes part in, whom it meets there
    class_diagram(title, description, …) classes of a model in columns, and what joins them

Tones are `bund`, `land`, `eu`, `kommune` for tiers of money, `accent` where nothing is compared,
also in depths (`accent-2`, `accent-3`) for what has an order, `warn`, `soft`, `other` for what is
left. A legend is a sequence of `Entry(tone, label)`. `point_of` reads the `POINT` of a place;
`laender_outlines()` of `kg.web.frame.page_queries` has what `map_of` draws places on, and
`ask_page(name)` there asks a query of `queries/pages/`. A cell of a table may be `exact`: a rounded
number that tells its exact value; or `unknown`: why there is none.
"""

from kg.web.figures.bars import Bar, bars, stack
from kg.web.figures.classes import Box, Labelled, Way, class_diagram
from kg.web.figures.columns import Column, Line, columns, lines
from kg.web.figures.dots import Dot, DotRow, dots
from kg.web.figures.drawing import Entry, Part, Tone, exact, unknown
from kg.web.figures.maps import Place, map_of
from kg.web.figures.multiples import Beside, Panel, compared, multiples
from kg.web.figures.network import Node, network
from kg.web.figures.outlines import Outline, outlines_of, point_of
from kg.web.figures.timeline import Span, timeline

__all__ = [
    "Bar",
    "Beside",
    "Box",
    "Column",
    "Dot",
    "DotRow",
    "Entry",
    "Labelled",
    "Line",
    "Node",
    "Outline",
    "Panel",
    "Part",
    "Place",
    "Span",
    "Tone",
    "Way",
    "bars",
    "class_diagram",
    "columns",
    "compared",
    "dots",
    "exact",
    "lines",
    "map_of",
    "multiples",
    "network",
    "outlines_of",
    "point_of",
    "stack",
    "timeline",
    "unknown",
]
