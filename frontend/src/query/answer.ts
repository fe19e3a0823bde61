// An answer as the views take it: columns and rows of terms, whatever form the query has.

export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export type Row = Record<string, Term | undefined>;

export interface Answer {
  kind: "solutions" | "boolean" | "graph";
  columns: string[];
  rows: Row[];
  boolean: boolean;
  isCut: boolean;
  text: string;
  query: string;
  version: string;
  tookMs: number;
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  (
    "byte int integer long negativeInteger nonNegativeInteger nonPositiveInteger positiveInteger " +
    "short unsignedInt decimal double float"
  )
    .split(" ")
    .map((name) => XSD + name),
);
const DAYS = new Set(["date", "dateTime"].map((name) => XSD + name));
export const WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";

export function isNumber(term: Term | undefined): boolean {
  return term?.type === "literal" && NUMBERS.has(term.datatype ?? "") && Number.isFinite(Number(term.value));
}

export function isDay(term: Term | undefined): boolean {
  return term?.type === "literal" && DAYS.has(term.datatype ?? "");
}

export function isYear(term: Term | undefined): boolean {
  return term?.type === "literal" && term.datatype === `${XSD}gYear`;
}

// Whether a column's numbers are counts or measures: one of them is too long for a year.
export function isCounted(answer: Answer, column: string): boolean {
  return answer.rows.some((row) => isNumber(row[column]) && Math.abs(Number(row[column]?.value)) >= 10_000);
}

// Whether a column has nothing but what *is* says, as far as it has anything.
export function holds(answer: Answer, column: string, is: (term: Term) => boolean): boolean {
  let seen = 0;
  for (const row of answer.rows) {
    const term = row[column];
    if (!term) continue;
    if (!is(term)) return false;
    seen += 1;
  }
  return seen > 0;
}

// Where the last whole row ends in the JSON of a result that was not read to its end. Quotes in
// values are escaped, so this cannot be inside one.
const BETWEEN_ROWS = /\}\},?\s*\{"[^"\\]+":\{"type":/g;

export function withoutRest(text: string): string {
  let end = -1;
  for (const found of text.matchAll(BETWEEN_ROWS)) end = found.index;
  return end < 0 ? '{"head":{"vars":[]},"results":{"bindings":[]}}' : `${text.slice(0, end)}}}]}}`;
}

const TERM = String.raw`<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?`;
const TRIPLE = new RegExp(`^(${TERM}) (${TERM}) (${TERM}) \\.$`);

export function triplesOf(text: string): Row[] {
  const rows: Row[] = [];
  for (const line of text.split("\n")) {
    const found = TRIPLE.exec(line);
    if (!found) continue;
    const [, subject = "", predicate = "", object = ""] = found;
    rows.push({ subject: termOf(subject), predicate: termOf(predicate), object: termOf(object) });
  }
  return rows;
}

function termOf(text: string): Term {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const end = text.lastIndexOf('"');
  const [value, rest] = [unescaped(text.slice(1, end)), text.slice(end + 1)];
  if (rest.startsWith("@")) return { type: "literal", value, "xml:lang": rest.slice(1) };
  if (rest) return { type: "literal", value, datatype: rest.slice(3, -1) };
  return { type: "literal", value };
}

const CONTROLS: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(text: string): string {
  return text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/g, (_, code: string) =>
    /^[uU]./.test(code) ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (CONTROLS[code] ?? code),
  );
}
