// Ask the endpoint: with an id by which the query can be ended, and no more read than is shown.
import { triplesOf, withoutRest, type Answer } from "./answer";
import { told } from "./page";

const READ_CHARACTERS = 6_000_000;
const ACCEPT =
  "application/sparql-results+json, application/n-triples;q=0.9, application/problem+json;q=0.5";

export interface Fault {
  line: number | null;
  column: number | null;
  reason: string;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly language: string,
  ) {
    super(detail);
  }
}

export class Running {
  private readonly aborting = new AbortController();
  private readonly id = secret();
  private isCancelled = false;
  private isSent = false;

  async ask(query: string, version: string): Promise<Answer> {
    const began = performance.now();
    this.isSent = !this.aborting.signal.aborted;
    const body = new URLSearchParams({ query, "query-id": this.id, ...(version ? { v: version } : {}) });
    const response = await fetch(`${told.root}/sparql`, {
      method: "POST",
      body,
      headers: { Accept: ACCEPT },
      signal: this.aborting.signal,
    });
    if (!response.ok) throw await refused(response);
    const { text, isWhole } = await read(response, this.aborting);
    const isGraph = (response.headers.get("Content-Type") ?? "").startsWith("application/n-triples");
    const answered = response.headers.get("X-Dataset-Version") ?? "";
    return answerOf({ text, query, version: answered, isCut: !isWhole, tookMs: performance.now() - began }, isGraph);
  }

  // Nobody waits for it any more: the server ends what a client has left.
  leave(): void {
    this.aborting.abort();
  }

  get wasCancelled(): boolean {
    return this.isCancelled;
  }

  async cancel(): Promise<void> {
    this.isCancelled = true;
    if (this.isSent) await fetch(`${told.root}/sparql/queries/${this.id}`, { method: "DELETE" }).catch(() => undefined);
    this.aborting.abort();
  }
}

function answerOf(about: Pick<Answer, "text" | "query" | "version" | "isCut" | "tookMs">, isGraph: boolean): Answer {
  if (isGraph) {
    const rows = triplesOf(about.text);
    return { ...about, kind: "graph", boolean: false, columns: ["subject", "predicate", "object"], rows };
  }
  const document = JSON.parse(about.isCut ? withoutRest(about.text) : about.text);
  if (typeof document.boolean === "boolean") {
    return { ...about, kind: "boolean", boolean: document.boolean, columns: [], rows: [] };
  }
  const { head, results } = document;
  return { ...about, kind: "solutions", boolean: false, columns: head.vars, rows: results.bindings };
}

// The answer that the server wrote into the page, where it is not too long for that.
export function givenAnswer(query: string): Answer | null {
  const written = document.getElementById("given")?.textContent;
  if (!written) return null;
  const { text, isGraph, version, seconds } = JSON.parse(written);
  return answerOf({ text, query, version, isCut: false, tookMs: seconds * 1000 }, isGraph);
}

// Whoever knows the id can end the query. Pages of plain HTTP have no randomUUID.
function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function read(response: Response, aborting: AbortController): Promise<{ text: string; isWhole: boolean }> {
  const reader = response.body?.getReader();
  if (!reader) return { text: await response.text(), isWhole: true };
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const piece = decoder.decode(value, { stream: true });
    pieces.push(piece);
    length += piece.length;
    if (length > READ_CHARACTERS) {
      aborting.abort();
      return { text: pieces.join(""), isWhole: false };
    }
  }
  return { text: pieces.join("") + decoder.decode(), isWhole: true };
}

async function refused(response: Response): Promise<Refused> {
  const said = await response.json().catch(() => ({}));
  const german = told.language === "de" ? said.detail_de : undefined;
  return new Refused(response.status, german ?? said.detail ?? response.statusText, german ? "de" : "en");
}

export async function check(query: string): Promise<Fault | null> {
  const response = await fetch(`${told.root}/sparql/check?lang=${told.language}`, {
    method: "POST",
    body: query,
    headers: { "Content-Type": "application/sparql-query", Accept: "application/json" },
  });
  if (!response.ok) return null; // whoever runs it is told
  return (await response.json()).fault;
}

// A small question of the page itself.
export async function rowsOf(query: string, version: string): Promise<Record<string, { value: string; "xml:lang"?: string }>[]> {
  const response = await fetch(`${told.root}/sparql`, {
    method: "POST",
    body: new URLSearchParams({ query, ...(version ? { v: version } : {}) }),
    headers: { Accept: "application/sparql-results+json" },
  });
  return response.ok ? (await response.json()).results.bindings : [];
}
