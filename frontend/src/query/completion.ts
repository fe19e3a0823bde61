// What may follow, from our own graph only: prefixes, classes, properties, and things by name.
import type { CompleterConfig, Hint, Token, Yasqe } from "./yasqe";
import { curie, element, knowPrefixes, say, shortName, told, writtenCount } from "./page";

interface Term {
  iri: string;
  label: string;
  count: number;
}

interface Terms {
  prefixes: Record<string, string>;
  classes: Term[];
  properties: Term[];
}

interface Suggestion {
  iri: string;
  label: string;
  note: string;
  rank: number;
}

type Kind = "" | "prefix" | "class" | "property" | "thing";

const SHOWN = 40;
const LEAST_LETTERS = 3;
const DELAY_MS = 140;
const KEYWORDS = (
  "select construct describe ask where from named filter optional union minus graph service bind values " +
  "order by group having limit offset distinct reduced prefix base as in not exists regex contains strstarts " +
  "strends lang langmatches datatype str iri bound coalesce count sum avg min max sample group_concat year month " +
  "day now desc asc true false undef concat replace substr lcase ucase strlen round abs ceil floor isiri isliteral"
).split(" ");

let terms: Terms = { prefixes: {}, classes: [], properties: [] };
let isForced = false;
let hasSearch = true;
let lastSearch = 0;
const found = new Map<string, Suggestion>();

export async function learnTerms(): Promise<void> {
  const response = await fetch(`${told.root}/sparql/terms.json?lang=${told.language}`);
  if (!response.ok) return;
  terms = await response.json();
  knowPrefixes(terms.prefixes);
}

export function knownPrefixes(): Record<string, string> {
  return terms.prefixes;
}

export function completeNow(yasqe: Yasqe): void {
  isForced = true;
  yasqe.autocomplete();
  isForced = false;
}

export const completer: CompleterConfig = {
  name: "foerdergraph",
  bulk: false,
  autoShow: true,
  isValidCompletionPosition: (yasqe) => kindAt(yasqe) !== "",
  async get(yasqe) {
    const kind = kindAt(yasqe, true);
    const typed = wordAt(yasqe, kind).replace(/^</, "");
    const suggestions = await suggestionsFor(kind, typed);
    found.clear();
    for (const one of suggestions) found.set(one.iri, one);
    return suggestions.map((one) => one.iri);
  },
  postprocessHints: (yasqe, hints) => hints.map((hint) => dressed(yasqe, hint, kindAt(yasqe, true))),
};

function kindAt(yasqe: Yasqe, isAsked = false): Kind {
  const cursor = yasqe.getDoc().getCursor();
  const here = yasqe.getTokenAt(cursor);
  if (here.type === "comment" || here.type === "string") return "";
  const token = yasqe.getCompleteToken();
  const typed = wordAt(yasqe, "");
  if (/^[?$"'#]/.test(token.string.trim()) || /[?$]$/.test(here.string)) return "";
  const before = yasqe.getPreviousNonWsToken(cursor.line, token)?.string ?? "";
  if (before.toUpperCase() === "PREFIX") return "prefix";
  const isLoose = isForced || isAsked;
  if (!isLoose && !/^[\p{L}<]/u.test(typed)) return "";
  if (before === "a" || before === "rdf:type") return "class";
  const isWord = !typed.includes(":") && !typed.startsWith("<");
  if (!isLoose && isWord && KEYWORDS.some((word) => word.startsWith(typed.toLowerCase()))) return "";
  if (expects(token, "a")) return "property";
  if (wordAt(yasqe, "thing").replace(/^</, "").length >= LEAST_LETTERS) return "thing";
  return "";
}

const PHRASE = /(?<![\w:?$@<#-])\p{L}[\p{L}\p{N}.-]*(?: [\p{L}\p{N}.-]+)*$/u;
const WORD = /<?[^\s<>"'{}()[\],;|^/*+!=?$]*$/;

// What was typed up to the cursor; names of things may be of several words.
function wordAt(yasqe: Yasqe, kind: Kind): string {
  const cursor = yasqe.getDoc().getCursor();
  const line = (yasqe.getDoc().getLine(cursor.line) ?? "").slice(0, cursor.ch);
  const word = WORD.exec(line)?.[0] ?? "";
  if (kind !== "thing" || word.includes(":") || word.startsWith("<")) return word;
  const words = (PHRASE.exec(line)?.[0] ?? word).split(" ");
  const last = words.findLastIndex((one) => one === "a" || KEYWORDS.includes(one.toLowerCase()));
  return words.slice(last + 1).join(" ") || word;
}

function expects(token: Token, symbol: string): boolean {
  return token.state.possibleCurrent?.includes(symbol) ?? false;
}

async function suggestionsFor(kind: Kind, typed: string): Promise<Suggestion[]> {
  if (kind === "prefix") return matchingPrefixes(typed);
  if (kind === "class") return matching(terms.classes, typed, "group-class");
  if (kind === "property") return matching(terms.properties, typed, "group-property");
  if (kind !== "thing") return [];
  if (typed.includes(":")) {
    return [...matching(terms.classes, typed, "group-class"), ...matching(terms.properties, typed, "group-property")];
  }
  return search(typed);
}

function matchingPrefixes(typed: string): Suggestion[] {
  return Object.entries(terms.prefixes)
    .filter(([prefix]) => prefix.startsWith(typed.replace(/:$/, "")))
    .map(([prefix, namespace]) => ({ iri: `${prefix}: <${namespace}>`, label: "", note: "", rank: 0 }));
}

function matching(known: Term[], typed: string, group: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  const ranked: Suggestion[] = [];
  known.forEach((term, index) => {
    const rank = rankOf(shortName(term.iri).toLowerCase(), term.label.toLowerCase(), wanted);
    if (rank < 0) return;
    const note = `${say(group)} · ${writtenCount(term.count)}`;
    ranked.push({ iri: term.iri, label: term.label, note, rank: rank * 10_000 + index });
  });
  return ranked.sort((one, other) => one.rank - other.rank).slice(0, SHOWN);
}

function rankOf(name: string, label: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.slice(name.indexOf(":") + 1).startsWith(wanted)) return 1;
  if (label.startsWith(wanted)) return 2;
  if (label.split(/[\s-]+/).some((word) => word.startsWith(wanted))) return 3;
  return wanted.length >= LEAST_LETTERS && (name.includes(wanted) || label.includes(wanted)) ? 4 : -1;
}

async function search(typed: string): Promise<Suggestion[]> {
  if (!hasSearch) return [];
  const mine = ++lastSearch;
  await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
  if (mine !== lastSearch) return [];
  const response = await fetch(`${told.root}/search.json?q=${encodeURIComponent(typed)}&lang=${told.language}`);
  hasSearch = response.status !== 404;
  if (!response.ok || mine !== lastSearch) return [];
  const { results } = (await response.json()) as {
    results: { iri: string; label: string; context: string; types: { label: string }[] }[];
  };
  return results.map(({ iri, label, context, types }, rank) => {
    const note = [types[0]?.label ?? say("group-thing"), context].filter(Boolean).join(", ");
    return { iri, label, note, rank };
  });
}

function dressed(yasqe: Yasqe, hint: Hint, kind: Kind): Hint {
  const told = found.get(hint.text);
  if (!told) return hint;
  if (kind === "prefix") return { ...hint, displayText: told.iri };
  const name = curie(told.iri);
  return {
    ...hint,
    text: name?.text ?? `<${told.iri}>`,
    displayText: told.label || shortName(told.iri),
    render: (line) => {
      const first = element("span", { class: "hint-name" }, kind === "thing" ? told.label : (name?.text ?? told.iri));
      const rest = kind === "thing" ? told.note : [told.label, told.note].filter(Boolean).join(" · ");
      line.append(first, element("span", { class: "hint-note" }, rest));
    },
    hint: (_, __, picked) => {
      const cursor = yasqe.getDoc().getCursor();
      const from = { line: cursor.line, ch: cursor.ch - wordAt(yasqe, kind).length };
      const rest = /^[\w>-]*/.exec((yasqe.getDoc().getLine(cursor.line) ?? "").slice(cursor.ch))?.[0] ?? "";
      yasqe.getDoc().replaceRange(picked.text, from, { line: cursor.line, ch: cursor.ch + rest.length });
      if (name) declare(yasqe, { [name.prefix]: name.namespace });
    },
  };
}

export function declare(yasqe: Yasqe, prefixes: Record<string, string>): void {
  const declared = yasqe.getPrefixesFromQuery();
  const missing = Object.entries(prefixes).filter(([prefix]) => !(prefix in declared));
  if (missing.length === 0) return;
  const lines = missing.map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("");
  yasqe.getDoc().replaceRange(lines, { line: firstPrefixLine(yasqe), ch: 0 });
}

function firstPrefixLine(yasqe: Yasqe): number {
  const lines = yasqe.getValue().split("\n");
  const first = lines.findIndex((line) => /^\s*(PREFIX|BASE)\b/i.test(line));
  return first >= 0 ? first : Math.max(0, lines.findIndex((line) => !/^\s*(#.*)?$/.test(line)));
}

const NAMED = /(?<![\w<:?$@^.-])([A-Za-z][\w-]*):(?=[\w])/g;

// Prefixes that the text uses, does not declare, and that we know.
export function missingPrefixes(text: string, declared: Record<string, string>): Record<string, string> {
  const plain = text.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*/g, " ");
  const missing: Record<string, string> = {};
  for (const [, prefix = ""] of plain.matchAll(NAMED)) {
    const namespace = terms.prefixes[prefix];
    if (namespace && !(prefix in declared)) missing[prefix] = namespace;
  }
  return missing;
}
