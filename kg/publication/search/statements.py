"""The questions that a search index is asked once the hits are collected (`collecting`)."""

from typing import Final

THING: Final = """
SELECT thing.id, thing.iri, thing.label_de, thing.label_en, thing.names, thing.context_de,
  thing.context_en, """
CHOSEN: Final = """
FROM hit CROSS JOIN thing ON thing.id = hit.id WHERE :are_all
  OR hit.id IN (SELECT thing FROM kind JOIN json_each(:chosen) ON class = value)
"""
ORDERED: Final = f"""
{THING} hit.exact {CHOSEN}
ORDER BY hit.exact DESC, rank, relevance, weight DESC, thing.id
LIMIT :count OFFSET :start
"""
LOOSELY_ORDERED: Final = f"""
{THING} hit.exact {CHOSEN}
ORDER BY hit.exact DESC, rank >= 45, relevance, rank, weight DESC, thing.id
LIMIT :count OFFSET :start
"""
WITHOUT_STATEMENTS: Final = """
DELETE FROM hit WHERE exact < 100 AND id IN (SELECT id FROM thing WHERE rank >= 45)
"""
THINGS: Final = f"{THING} 0 FROM json_each(?) AS given CROSS JOIN thing ON iri = given.value"
KINDS: Final = """
SELECT iri, name, label_de, label_en, things FROM class ORDER BY rank, things DESC, name
"""
KINDS_OF_HITS: Final = """
SELECT class.iri, class.name, class.label_de, class.label_en, count(*) FROM hit
CROSS JOIN kind ON kind.thing = hit.id AND is_stated CROSS JOIN class ON class.id = kind.class
GROUP BY class.id ORDER BY class.rank, count(*) DESC, class.name
"""
KINDS_OF_THINGS: Final = """
SELECT kind.thing, class.iri, class.name, class.label_de, class.label_en FROM json_each(?)
CROSS JOIN kind ON kind.thing = value AND is_stated CROSS JOIN class ON class.id = kind.class
ORDER BY class.rank, class.name
"""
PROPERTIES: Final = """
SELECT iri, name, label_de, label_en, max(usage.things) FROM usage
JOIN property ON property.id = usage.property
WHERE :are_all OR class IN (SELECT value FROM json_each(:chosen))
GROUP BY property.id ORDER BY 5 DESC, name
"""
