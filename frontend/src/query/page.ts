// What the server told the page's script, and small helpers to write what people read.

export interface Told {
  base: string;
  things: string;
  root: string;
  address: string;
  language: string;
  version: string;
  labelProperties: string;
  words: Record<string, string>;
}

export const told: Told = JSON.parse(document.getElementById("told")?.textContent ?? "{}");

export function say(key: string, values: Record<string, string> = {}): string {
  const words = told.words[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

// Text of which what stands between backticks is code.
export function worded(text: string): (HTMLElement | string)[] {
  return text.split("`").map((piece, place) => (place % 2 ? element("code", {}, piece) : piece));
}

// A list in words: one, two or three.
export function listed(words: string[]): string {
  const rest = words.slice(0, -1).join(", ");
  return rest ? `${rest} ${say("or")} ${words.at(-1)}` : (words[0] ?? "");
}

type Child = Node | string | null | undefined;
type Attributes = Record<string, string | boolean | undefined>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(name), attributes, children);
}

export function drawn<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const locale = told.language === "en" ? "en-GB" : "de-DE";
const withGroups = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
const withoutGroups = new Intl.NumberFormat(locale, {
  maximumFractionDigits: 20,
  useGrouping: false,
});
const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, notation: "compact" });

// Four digits stay together where nothing is known of a number: 2020 may be anything.
export function writtenNumber(value: number, isCount = false): string {
  return (isCount || Math.abs(value) >= 10_000 ? withGroups : withoutGroups).format(value);
}

export function writtenCount(value: number): string {
  return writtenNumber(value, true);
}

export function shortNumber(value: number): string {
  return Math.abs(value) >= 10_000 ? short.format(value) : writtenNumber(value);
}

export function writtenSeconds(ms: number): string {
  const digits = ms < 9_950 ? 2 : 1;
  return `${(ms / 1000).toFixed(digits).replace(".", locale === "en-GB" ? "." : ",")} s`;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}).*)?/;

export function writtenDay(value: string): string {
  const found = DAY.exec(value);
  if (!found) return value;
  const [, year = "", month = "", day = "", time] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const written =
    locale === "en-GB"
      ? date.toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      : `${day}.${month}.${year}`;
  return time ? `${written}, ${time}` : written;
}

// Where a page may lead for an IRI: ours to our own page, others only where that can do no harm.
export function addressOf(iri: string): string | undefined {
  if (iri.startsWith(told.base)) {
    const [local = "", fragment] = iri.slice(told.base.length).split("#");
    const path = iri.startsWith(told.things) ? `doc/${iri.slice(told.things.length)}` : local;
    const whole = iri.startsWith(told.things) ? path : `${local}${fragment ? `#${fragment}` : ""}`;
    return `${told.root}/${encodeURI(decoded(whole))}`;
  }
  return /^(https?|mailto):/i.test(iri) ? iri : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

export function leading(iri: string, label: string): HTMLElement {
  const target = addressOf(iri);
  if (!target) return element("span", { title: iri }, label);
  const isAway = target === iri;
  return element("a", { href: target, title: iri, rel: isAway ? "nofollow noopener" : undefined }, label);
}

let prefixes: [string, string][] = [];

export function knowPrefixes(known: Record<string, string>): void {
  prefixes = Object.entries(known).sort((one, other) => other[1].length - one[1].length);
}

export function shortName(iri: string): string {
  const found = prefixes.find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

// A name that may stand in a query; undefined where the IRI must be written in full.
export function curie(iri: string): { text: string; prefix: string; namespace: string } | undefined {
  const found = prefixes.find(
    ([, namespace]) => iri.startsWith(namespace) && /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*)$/u.test(iri.slice(namespace.length)),
  );
  if (!found) return undefined;
  const [prefix, namespace] = found;
  return { text: `${prefix}:${iri.slice(namespace.length)}`, prefix, namespace };
}

export async function copy(text: string, button: HTMLElement): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyOnPlainHttp(text);
  const before = button.textContent;
  button.textContent = say("copied");
  setTimeout(() => {
    button.textContent = before;
  }, 1500);
}

// Browsers keep the clipboard's own interface from pages that are not encrypted.
function copyOnPlainHttp(text: string): void {
  const field = element("textarea", { class: "hidden" });
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
