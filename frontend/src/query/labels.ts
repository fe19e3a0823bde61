// Names of things, in the language of choice.
import { told, shortName } from "./page";
import { rowsOf } from "./running";

export type Choice = "de" | "en" | "iri";

const BLOCK = 300;
const known = new Map<string, Map<string, string>>();
const SAFE = /^[A-Za-z][\w+.-]*:[^\x00-\x20<>"{}|^`\\]*$/;

export async function learn(iris: Iterable<string>, version: string): Promise<void> {
  const wanted = [...new Set(iris)].filter((iri) => !known.has(iri) && SAFE.test(iri));
  const blocks: string[][] = [];
  for (let start = 0; start < wanted.length; start += BLOCK) blocks.push(wanted.slice(start, start + BLOCK));
  await Promise.all(blocks.map((block) => learnBlock(block, version)));
}

async function learnBlock(iris: string[], version: string): Promise<void> {
  const values = iris.map((iri) => `<${iri}>`).join(" ");
  const query = `SELECT DISTINCT ?x ?l { VALUES ?x { ${values} } ?x ?p ?l FILTER(?p IN (${told.labelProperties})) }`;
  for (const iri of iris) known.set(iri, new Map());
  for (const { x, l } of await rowsOf(query, version).catch(() => [])) {
    if (!x || !l) continue;
    const names = known.get(x.value);
    const language = l["xml:lang"] ?? "";
    if (names && !names.has(language)) names.set(language, l.value);
  }
}

export function labelOf(iri: string, choice: Choice): string {
  if (choice === "iri") return shortName(iri);
  const names = known.get(iri);
  const other = choice === "de" ? "en" : "de";
  return names?.get(choice) ?? names?.get(other) ?? names?.get("") ?? names?.values().next().value ?? shortName(iri);
}
