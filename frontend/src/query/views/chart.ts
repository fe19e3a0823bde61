// The answer as a chart: what it is by is guessed from the columns, and can be chosen.
import { holds, isDay, isNumber, isYear, type Answer, type Term } from "../answer";
import { labelOf, learn, type Choice } from "../labels";
import { drawn, element, say, shortNumber, told, writtenDay, writtenNumber } from "../page";

const BARS = 40;
const SLICES = 8;
const KINDS = ["bar", "line", "pie"] as const;
const PAIRED = ", ";
type Kind = (typeof KINDS)[number];

interface Point {
  name: string;
  position: number;
  value: number;
}

export async function chart(panel: HTMLElement, answer: Answer, choice: Choice): Promise<void> {
  const amounts = answer.columns.filter((column) => holds(answer, column, isNumber) && !isYearly(answer, column));
  const others = answer.columns.filter((column) => !amounts.includes(column));
  if (amounts.length === 0) {
    panel.append(element("p", { class: "unknown" }, say("chart-none")));
    return;
  }
  const categories = others.length ? [...others, ...amounts] : amounts;
  const timely = categories.find((column) => isTimely(answer, column));
  const single = timely ?? preferred(answer, others) ?? categories[0] ?? "";
  const pair = pairOf(answer, others, single);
  const first = pair && !timely ? pair : single;
  if (pair) categories.unshift(pair);
  const kind = selecting("kind", [...KINDS], timely ? "line" : "bar", (name) => say(name));
  const by = selecting("chart-by", categories, first);
  const of = selecting("chart-of", amounts, telling(answer, amounts));
  const figure = element("figure", { class: "drawing" });
  const draw = async (): Promise<void> => {
    const named = by.value.split(PAIRED).flatMap((column) => answer.rows.map((row) => row[column]));
    await learn(named.flatMap((term) => (term?.type === "uri" ? [term.value] : [])), answer.version);
    const points = pointsOf(answer, by.value, of.value, choice);
    const width = Math.max(280, figure.clientWidth || panel.clientWidth);
    const title = `${of.value} ${say("chart-by")} ${by.value}`;
    figure.replaceChildren(...drawing(kind.value as Kind, points, width, title), element("figcaption", { class: "soft" }, caption(points, answer, kind.value as Kind)));
  };
  for (const select of [kind, by, of]) select.addEventListener("change", draw);
  panel.append(
    element("p", { class: "choices" }, labelled("kind", kind), labelled("chart-of", of), labelled("chart-by", by)),
    figure,
  );
  await draw();
  const observer = new ResizeObserver(() => {
    if (!figure.isConnected) observer.disconnect();
    else if (Math.abs(figure.clientWidth - drawnWidth(figure)) > 8) void draw();
  });
  observer.observe(figure);
}

// Two columns that tell all rows apart, where one alone does not.
function pairOf(answer: Answer, columns: string[], first: string): string | undefined {
  const differing = (names: string[]): number =>
    new Set(answer.rows.map((row) => names.map((name) => row[name]?.value ?? "").join(" "))).size;
  const alone = differing([first]);
  if (alone === answer.rows.length) return undefined;
  const other = columns
    .filter((column) => differing([column]) > 1 && differing([first, column]) > alone)
    .sort((one, another) => differing([first, another]) - differing([first, one]) || isForeign(one) - isForeign(another) || isText(answer, another) - isText(answer, one))[0];
  return other && `${first}${PAIRED}${other}`;
}

const isText = (answer: Answer, column: string): number => Number(holds(answer, column, (term) => term.type === "literal"));

function drawnWidth(figure: HTMLElement): number {
  return Number(figure.querySelector("svg")?.getAttribute("width") ?? figure.clientWidth);
}

function isYearly(answer: Answer, column: string): boolean {
  if (!/year|jahr/i.test(column)) return holds(answer, column, isYear);
  return holds(answer, column, (term) => isYear(term) || (isNumber(term) && /^(1[89]|20|21)\d\d$/.test(term.value)));
}

function isTimely(answer: Answer, column: string): boolean {
  return isYearly(answer, column) || holds(answer, column, isDay);
}

// Names before keys, what tells rows apart before what does not, our language before the other.
function preferred(answer: Answer, columns: string[]): string | undefined {
  const differing = (column: string): number => new Set(answer.rows.map((row) => row[column]?.value)).size;
  const isKey = (column: string): number => Number(holds(answer, column, (term) => /^[\d_.:-]+$/.test(term.value)));
  const present = columns.filter((column) => answer.rows.some((row) => row[column]));
  const by = (rank: (column: string) => number) => (one: string, other: string) => rank(one) - rank(other);
  return [...present].sort(
    firstOf(by(isKey), by((column) => -differing(column)), by(isForeign), by((column) => -isText(answer, column))),
  )[0];
}

// The amount that a question is about, as far as its name tells.
function telling(answer: Answer, columns: string[]): string {
  const named = [/per[A-Z]|rate|share|anteil|quote/, /sum|amount|value|volume|euro|betrag/i];
  const found = named.map((pattern) => columns.find((column) => pattern.test(column))).find(Boolean);
  return found ?? preferred(answer, columns) ?? columns[0] ?? "";
}

function isForeign(column: string): number {
  return Number(/(En|_en)$/.test(column) !== (told.language === "en"));
}

type Compare = (one: string, other: string) => number;

const firstOf =
  (...ranks: Compare[]): Compare =>
  (one, other) =>
    ranks.map((rank) => rank(one, other)).find((difference) => difference !== 0) ?? 0;

export function selecting(name: string, values: string[], chosen: string, worded = (value: string) => value): HTMLSelectElement {
  const select = element("select", { id: `choice-${name}` });
  for (const value of values) select.append(element("option", { value, selected: value === chosen }, worded(value)));
  return select;
}

export function labelled(name: string, select: HTMLSelectElement): HTMLElement {
  return element("span", {}, element("label", { for: select.id }, say(name)), " ", select);
}

function pointsOf(answer: Answer, by: string, of: string, choice: Choice): Point[] {
  const found = new Map<string, Point>();
  for (const row of answer.rows) {
    const term = row[of];
    if (!isNumber(term)) continue;
    const name = by.split(PAIRED).map((column) => nameOf(row[column], choice)).join(PAIRED);
    const point = found.get(name) ?? { name, position: positionOf(row[by]), value: 0 };
    point.value += Number(term?.value);
    found.set(name, point);
  }
  return [...found.values()];
}

function nameOf(term: Term | undefined, choice: Choice): string {
  if (!term) return say("unknown");
  if (term.type === "uri") return labelOf(term.value, choice);
  return isDay(term) ? writtenDay(term.value) : isNumber(term) ? writtenNumber(Number(term.value)) : term.value;
}

function positionOf(term: Term | undefined): number {
  if (!term) return Number.NaN;
  return isDay(term) ? Date.parse(term.value) : Number(term.value);
}

function caption(points: Point[], answer: Answer, kind: Kind): string {
  const parts: string[] = [];
  const shown = kind === "bar" ? BARS : points.length;
  if (points.length > shown) parts.push(say("chart-cut", { n: writtenNumber(shown), of: writtenNumber(points.length) }));
  if (points.length < answer.rows.length) parts.push(say("chart-sum"));
  return parts.join(" ");
}

function drawing(kind: Kind, points: Point[], width: number, title: string): Element[] {
  if (kind === "pie") return pie(points, title);
  return [kind === "line" ? line(points, width, title) : bars(points, width, title)];
}

function frame(width: number, height: number, title: string, points: Point[]): SVGSVGElement {
  const words = points.slice(0, 12).map((point) => `${point.name}: ${writtenNumber(point.value)}`);
  const attributes = { width: String(width), height: String(height), viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title };
  return drawn("svg", attributes, drawn("desc", {}, words.join("; ")));
}

const ROW = 28;
const LETTER = 7.3;

function bars(all: Point[], width: number, title: string): SVGSVGElement {
  const points = all.slice(0, BARS);
  const named = width < 520 ? width : Math.min(width * 0.45, 12 + LETTER * Math.max(...points.map((point) => point.name.length)));
  const isNarrow = named === width;
  const row = isNarrow ? ROW * 1.7 : ROW;
  const low = Math.min(0, ...points.map((point) => point.value));
  const high = Math.max(0, ...points.map((point) => point.value));
  const start = isNarrow ? 0 : named + 10;
  const room = width - start - 90;
  const across = (value: number): number => start + ((value - low) / (high - low || 1)) * room;
  const svg = frame(width, points.length * row + 6, title, points);
  points.forEach((point, index) => {
    const top = index * row;
    const middle = isNarrow ? top + row * 0.72 : top + row / 2;
    const [from, to] = [Math.min(across(0), across(point.value)), Math.max(across(0), across(point.value))];
    svg.append(
      drawn(
        "g",
        {},
        drawn("title", {}, `${point.name}: ${writtenNumber(point.value)}`),
        drawn("rect", { x: num(from), y: num(middle - 8), width: num(Math.max(to - from, 1)), height: "16", class: "mark" }),
        isNarrow
          ? drawn("text", { x: "0", y: num(top + row * 0.3), class: "name" }, fitted(point.name, width))
          : drawn("text", { x: num(named), y: num(middle), class: "name end" }, fitted(point.name, named)),
        drawn("text", { x: num(to + 6), y: num(middle), class: "value" }, shortNumber(point.value)),
      ),
    );
  });
  svg.append(drawn("line", { x1: num(across(0)), x2: num(across(0)), y1: "0", y2: num(points.length * row), class: "axis" }));
  return svg;
}

function fitted(name: string, room: number): string {
  const characters = Math.floor(room / LETTER);
  return name.length > characters ? `${name.slice(0, Math.max(3, characters - 1)).trimEnd()}…` : name;
}

function line(all: Point[], width: number, title: string): SVGSVGElement {
  const isPlaced = all.every((point) => Number.isFinite(point.position));
  const points = isPlaced ? [...all].sort((one, other) => one.position - other.position) : all;
  const [height, left, right, top, bottom] = [320, 64, 24, 16, 36];
  const values = points.map((point) => point.value);
  const steps = ticks(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [steps[0] ?? 0, steps.at(-1) ?? 1];
  const places = points.map((point, index) => (isPlaced ? point.position : index));
  const [begin, end] = [Math.min(...places), Math.max(...places)];
  const across = (place: number): number => left + (end > begin ? (place - begin) / (end - begin) : 0.5) * (width - left - right);
  const up = (value: number): number => height - bottom - ((value - low) / (high - low || 1)) * (height - top - bottom);
  const svg = frame(width, height, title, points);
  for (const step of steps) {
    svg.append(
      drawn("line", { x1: num(left), x2: num(width - right), y1: num(up(step)), y2: num(up(step)), class: step === 0 ? "axis" : "grid" }),
      drawn("text", { x: num(left - 8), y: num(up(step)), class: "value end" }, shortNumber(step)),
    );
  }
  const path = points.map((point, index) => `${index ? "L" : "M"}${num(across(places[index] ?? 0))} ${num(up(point.value))}`);
  svg.append(drawn("path", { d: path.join(""), class: "course" }));
  const every = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor((width - left) / 90))));
  points.forEach((point, index) => {
    const x = num(across(places[index] ?? 0));
    svg.append(
      drawn("circle", { cx: x, cy: num(up(point.value)), r: "4", class: "mark" }, drawn("title", {}, `${point.name}: ${writtenNumber(point.value)}`)),
    );
    if (index % every === 0) svg.append(drawn("text", { x, y: num(height - 14), class: "name middle" }, fitted(point.name, 110)));
  });
  return svg;
}

function ticks(low: number, high: number): number[] {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

function pie(all: Point[], title: string): Element[] {
  const sorted = all.filter((point) => point.value > 0).sort((one, other) => other.value - one.value);
  const rest = sorted.slice(SLICES - 1);
  const points = sorted.length > SLICES ? sorted.slice(0, SLICES - 1) : sorted;
  if (points.length < sorted.length) {
    points.push({ name: say("others"), position: 0, value: rest.reduce((sum, point) => sum + point.value, 0) });
  }
  const total = points.reduce((sum, point) => sum + point.value, 0) || 1;
  const svg = frame(280, 280, title, points);
  let from = 0;
  points.forEach((point, index) => {
    const part = point.value / total;
    const name = drawn("title", {}, `${point.name}: ${writtenNumber(point.value)}`);
    const attributes = { class: `slice slice-${index}` };
    svg.append(
      part > 0.9999
        ? drawn("circle", { ...attributes, cx: "140", cy: "140", r: "130" }, name)
        : drawn("path", { ...attributes, d: sector(from, from + part) }, name),
    );
    from += part;
  });
  const list = element("ul", { class: "shares" });
  points.forEach((point, index) => {
    const key = drawn("svg", { width: "14", height: "14", "aria-hidden": "true" }, drawn("rect", { width: "14", height: "14", class: `slice slice-${index}` }));
    const percent = writtenNumber(Math.round((point.value / total) * 1000) / 10);
    list.append(element("li", {}, key, ` ${point.name} `, element("span", { class: "soft" }, `${shortNumber(point.value)} · ${percent} %`)));
  });
  return [element("div", { class: "round" }, svg, list)];
}

function sector(from: number, to: number): string {
  const at = (part: number): string => {
    const angle = (part - 0.25) * 2 * Math.PI;
    return `${num(140 + 130 * Math.cos(angle))} ${num(140 + 130 * Math.sin(angle))}`;
  };
  return `M140 140L${at(from)}A130 130 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`;
}

function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}
