// Ways to take an answer along: files, code, a link that lasts, a citation.
import type { Answer } from "./answer";
import { WKT } from "./answer";
import { copy, element, say, told } from "./page";

const LINKED_CHARACTERS = 6000;

type Offer = [name: string, words: string, suffix: string];

function offersOf(answer: Answer): Offer[] {
  if (answer.kind === "graph") {
    return [
      ["turtle", "Turtle", "ttl"],
      ["ntriples", "N-Triples", "nt"],
      ["jsonld", "JSON-LD", "jsonld"],
      ["rdfxml", "RDF/XML", "rdf"],
    ];
  }
  if (answer.kind === "boolean") return [["json", "JSON", "json"]];
  const excel = told.language === "en" ? "csv-excel-en" : "csv-excel";
  const offers: Offer[] = [
    ["csv", "CSV", "csv"],
    [excel, say("csv-excel"), "csv"],
    ["tsv", "TSV", "tsv"],
    ["json", "JSON", "json"],
  ];
  const hasPoints = answer.rows.some((row) => answer.columns.some((column) => row[column]?.datatype === WKT));
  if (hasPoints) offers.push(["geojson", "GeoJSON", "geojson"]);
  return offers;
}

function parameters(answer: Answer, pinned: string, format?: string): URLSearchParams {
  return new URLSearchParams({
    query: answer.query,
    ...(pinned ? { v: pinned } : {}),
    ...(format ? { format } : {}),
  });
}

export function downloads(answer: Answer, pinned: string): HTMLElement {
  const list = element("ul", { class: "choices" });
  for (const [format, words, suffix] of offersOf(answer)) {
    list.append(element("li", {}, download(answer, pinned, format, words, suffix)));
  }
  return list;
}

function download(answer: Answer, pinned: string, format: string, words: string, suffix: string): HTMLElement {
  const body = parameters(answer, pinned, format);
  const name = `foerdergraph.${suffix}`;
  const address = `${told.root}/sparql?${body}`;
  if (address.length <= LINKED_CHARACTERS) return element("a", { href: address, download: name }, words);
  const button = element("button", { type: "button", class: "plain" }, words);
  button.addEventListener("click", async () => {
    const response = await fetch(`${told.root}/sparql`, { method: "POST", body });
    const file = URL.createObjectURL(await response.blob());
    element("a", { href: file, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(file), 10_000);
  });
  return button;
}

export function code(answer: Answer): HTMLElement {
  const endpoint = `${told.address}/sparql`;
  const query = answer.query.trim();
  const isGraph = answer.kind === "graph";
  const samples: [string, string][] = [
    ["curl", curl(endpoint, query, isGraph)],
    ["Python (SPARQLWrapper)", wrapper(endpoint, query, isGraph)],
    ["Python (pandas)", pandas(endpoint, query)],
    ["R", inR(endpoint, query)],
  ];
  const shown = isGraph || answer.kind === "boolean" ? samples.slice(0, 2) : samples;
  const parts = shown.map(([name, text]) => {
    const button = element("button", { type: "button", class: "plain" }, say("copy"));
    button.addEventListener("click", () => copy(text, button));
    return element("div", { class: "sample" }, element("p", {}, element("strong", {}, name), " ", button), element("pre", { tabindex: "0" }, text));
  });
  return element("div", {}, element("p", { class: "soft" }, say("code-words")), ...parts);
}

function curl(endpoint: string, query: string, isGraph: boolean): string {
  const accept = isGraph ? "text/turtle" : "text/csv";
  return `curl -H 'Accept: ${accept}' '${endpoint}' \\\n  --data-urlencode 'query=${query.replaceAll("'", String.raw`'\''`)}'`;
}

function inPython(query: string): string {
  return `r"""${query.replaceAll('"""', String.raw`\"\"\"`)}\n"""`;
}

function wrapper(endpoint: string, query: string, isGraph: boolean): string {
  const [format, rest] = isGraph
    ? ["TURTLE", "print(sparql.query().convert().decode())"]
    : ["JSON", 'for row in sparql.query().convert()["results"]["bindings"]:\n    print({name: term["value"] for name, term in row.items()})'];
  return `from SPARQLWrapper import ${format}, POST, SPARQLWrapper

sparql = SPARQLWrapper("${endpoint}")
sparql.setMethod(POST)
sparql.setReturnFormat(${format})
sparql.setQuery(${inPython(query)})
${rest}`;
}

function pandas(endpoint: string, query: string): string {
  return `from urllib.parse import urlencode

import pandas as pd

query = ${inPython(query)}
table = pd.read_csv("${endpoint}?" + urlencode({"query": query, "format": "csv"}))
print(table)`;
}

function inR(endpoint: string, query: string): string {
  return `query <- r"---(${query}
)---"
address <- paste0("${endpoint}?format=csv&query=", URLencode(query, reserved = TRUE))
table <- read.csv(address)
print(table)`;
}

interface Stored {
  address: string;
  url: string;
  pinned: string;
}

const stored = new Map<string, Promise<Stored>>();

// A question of the project has its address from the start.
export function isStored(query: string, path: string): void {
  const url = `${told.address}${path}`;
  const made = { address: path.slice(path.lastIndexOf("/") + 1), url, pinned: `${url}?v=${told.version}` };
  stored.set(query, Promise.resolve(made));
}

function store(query: string): Promise<Stored> {
  const made =
    stored.get(query) ??
    fetch(`${told.root}/q`, {
      method: "POST",
      body: new URLSearchParams({ query }),
      headers: { Accept: "application/json" },
    }).then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))));
  stored.set(query, made);
  made.catch(() => stored.delete(query));
  return made;
}

export async function share(answer: Answer): Promise<HTMLElement> {
  const { url, pinned } = await store(answer.query);
  const view = location.hash; // such as #chart
  return element("div", {}, copied("share-words", url + view), copied("share-pinned", pinned + view));
}

function copied(words: string, url: string): HTMLElement {
  const id = `link-${words}`;
  const field = element("input", { id, readonly: true, value: url, class: "address" });
  field.addEventListener("focus", () => field.select());
  const button = element("button", { type: "button", class: "second" }, say("copy"));
  button.addEventListener("click", () => copy(url, button));
  return element("p", { class: "copied" }, element("label", { for: id, class: "soft" }, say(words)), element("span", {}, field, button, element("a", { href: url }, say("open"))));
}

export async function cite(answer: Answer): Promise<HTMLElement> {
  const { address } = await store(answer.query);
  const path = `${told.root}/q/${address}/cite`;
  const version = `v=${encodeURIComponent(answer.version)}`;
  const response = await fetch(`${path}.txt?${version}&lang=${told.language}`);
  const text = response.ok ? (await response.text()).trim() : "";
  const button = element("button", { type: "button", class: "plain" }, say("copy"));
  button.addEventListener("click", () => copy(text, button));
  const others = ["bib", "json"].map((suffix) =>
    element("a", { href: `${path}.${suffix}?${version}`, download: `foerdergraph.${suffix}` }, suffix === "bib" ? "BibTeX" : "CSL-JSON"),
  );
  return element(
    "div",
    {},
    element("blockquote", { class: "citation" }, text),
    element("p", { class: "choices" }, button, ...others, element("a", { href: `${path}?${version}` }, say("cite-all"))),
  );
}
