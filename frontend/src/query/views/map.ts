// The answer on the outlines of the Länder: points that it has, or the places that it names.
import { isDay, isNumber, WKT, type Answer, type Row, type Term } from "../answer";
import { labelOf, learn, type Choice } from "../labels";
import { addressOf, drawn, element, say, told, writtenCount, writtenDay, writtenNumber } from "../page";
import { rowsOf } from "../running";
import { Names, pointing } from "./names";

const ASKED = 2000;
const NAMES = 40;
const TOLD = 6;
const WIDE = 640;
const GEO = "http://www.opengis.net/ont/geosparql#";
const DCAT = "http://www.w3.org/ns/dcat#";
const DCTERMS = "http://purl.org/dc/terms/";

interface Outlines {
  width: number;
  height: number;
  left: number;
  top: number;
  areas: string[];
}

interface Place {
  longitude: number;
  latitude: number;
  name: string;
  rows: string[];
  iri?: string;
}

export async function map(panel: HTMLElement, answer: Answer, choice: Choice): Promise<void> {
  const places = await placesOf(answer, choice);
  if (places.size === 0) {
    panel.append(element("p", { class: "unknown" }, say("map-none")));
    return;
  }
  const response = await fetch(`${told.root}/sparql/outlines.json`);
  const outlines: Outlines | undefined = response.ok ? await response.json() : undefined;
  const width = Math.min(WIDE, Math.max(280, panel.clientWidth));
  const { drawing, hidden } = picture([...places.values()], outlines, width);
  panel.append(element("figure", { class: "drawing atlas" }, drawing, counted(answer, places, hidden)));
}

function counted(answer: Answer, places: Map<string, Place>, hidden: number): HTMLElement {
  const named = [...places.values()].reduce((sum, place) => sum + place.rows.length, 0);
  const without = answer.rows.length - named;
  const words = [say("map-places", { n: writtenCount(places.size) })];
  if (without > 0) words.push(say("map-without", { n: writtenCount(without) }));
  if (hidden > 0) words.push(say("map-names"));
  return element("figcaption", { class: "soft" }, words.join(" · "));
}

async function placesOf(answer: Answer, choice: Choice): Promise<Map<string, Place>> {
  const column = answer.columns.find((name) => answer.rows.some((row) => row[name]?.datatype === WKT));
  await learn(irisIn(answer.rows, answer.columns), answer.version);
  if (column) return gathered(answer, choice, (row) => row[column]?.value);
  let best = new Map<string, Place>();
  let most = 0;
  for (const name of answer.columns) {
    const points = await centres(irisIn(answer.rows, [name]), answer.version);
    if (points.size <= most) continue;
    most = points.size;
    best = gathered(answer, choice, (row) => points.get(row[name]?.value ?? ""), name);
  }
  return best;
}

function irisIn(rows: Row[], columns: string[]): string[] {
  const found = new Set<string>();
  for (const row of rows) {
    for (const name of columns) if (row[name]?.type === "uri") found.add(row[name].value);
    if (found.size >= ASKED) break;
  }
  return [...found];
}

async function centres(iris: string[], version: string): Promise<Map<string, string>> {
  const ours = iris.filter((iri) => iri.startsWith(told.things) && !/[\s<>"{}|^`\\]/.test(iri));
  if (ours.length === 0) return new Map();
  const values = ours.map((iri) => `<${iri}>`).join(" ");
  const query = `SELECT ?x (SAMPLE(?w) AS ?point) { VALUES ?x { ${values} }
    { ?x <${DCAT}centroid> ?w } UNION { ?x <${DCTERMS}spatial>/<${DCAT}centroid> ?w }
    UNION { ?x <${GEO}hasGeometry>/<${GEO}asWKT> ?w FILTER(STRSTARTS(STR(?w), "POINT")) } } GROUP BY ?x`;
  const rows = await rowsOf(query, version).catch(() => []);
  return new Map(rows.flatMap(({ x, point }) => (x && point ? [[x.value, point.value] as const] : [])));
}

function gathered(answer: Answer, choice: Choice, pointOf: (row: Row) => string | undefined, column?: string): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const row of answer.rows) {
    const point = middle(pointOf(row) ?? "");
    if (!point) continue;
    const named = column ?? answer.columns.find((name) => row[name]?.type === "uri");
    const iri = named ? row[named]?.value : undefined;
    const key = `${point[0]} ${point[1]} ${iri ?? ""}`;
    const name = iri && named ? labelOf(iri, choice) : nameIn(row, answer);
    const place = places.get(key) ?? { longitude: point[0], latitude: point[1], name, rows: [], iri };
    place.rows.push(toldOf(row, answer, choice, name));
    places.set(key, place);
  }
  return places;
}

// What a row without things is called: a column that says so, else its first text.
function nameIn(row: Row, answer: Answer): string {
  const texts = answer.columns.filter((name) => row[name]?.type === "literal" && row[name]?.datatype !== WKT && !isNumber(row[name]));
  const naming = texts.find((name) => /name|label|title/i.test(name)) ?? texts[0];
  return naming ? (row[naming]?.value ?? "") : "";
}

// The values of a row beside its name, each with its column.
function toldOf(row: Row, answer: Answer, choice: Choice, name: string): string {
  const values = answer.columns.flatMap((column) => {
    const term = row[column];
    const value = term && term.datatype !== WKT ? valueOf(term, choice) : "";
    return value && value !== name ? [`${column}: ${value}`] : [];
  });
  return values.slice(0, TOLD).join("\n");
}

function valueOf(term: Term, choice: Choice): string {
  if (term.type === "uri") return labelOf(term.value, choice);
  if (isNumber(term)) return writtenNumber(Number(term.value));
  return isDay(term) ? writtenDay(term.value) : term.value;
}

// The middle of whatever geometry it is; longitude first, as CRS84 has it.
function middle(wkt: string): [number, number] | undefined {
  const text = wkt.replace(/^<[^>]*>\s*/, "");
  const numbers = [...text.matchAll(/(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)/g)].map((found) => [Number(found[1]), Number(found[2])] as const);
  if (numbers.length === 0) return undefined;
  const isTurned = /^<[^>]*EPSG[^>]*4326>/i.test(wkt);
  const sum = numbers.reduce(([x, y], [a, b]) => [x + a, y + b] as const, [0, 0] as const);
  const point: [number, number] = [sum[0] / numbers.length, sum[1] / numbers.length];
  return isTurned ? [point[1], point[0]] : point;
}

// Lambert's conformal conic projection on a sphere, in kilometres from the middle of Germany.
const RAD = Math.PI / 180;
const [FIRST, SECOND, ORIGIN, MERIDIAN, RADIUS] = [48.6667 * RAD, 53.6667 * RAD, 51 * RAD, 10.5 * RAD, 6371];
const half = (latitude: number): number => Math.tan(Math.PI / 4 + latitude / 2);
const CONE = Math.log(Math.cos(FIRST) / Math.cos(SECOND)) / Math.log(half(SECOND) / half(FIRST));
const SCALE = (Math.cos(FIRST) * half(FIRST) ** CONE) / CONE;
const distance = (latitude: number): number => (RADIUS * SCALE) / half(latitude) ** CONE;

export function projected(longitude: number, latitude: number): [number, number] {
  const angle = CONE * (longitude * RAD - MERIDIAN);
  const radius = distance(latitude * RAD);
  return [radius * Math.sin(angle), radius * Math.cos(angle) - distance(ORIGIN)];
}

// As wide as it is shown, so that names are as large as other text.
function picture(places: Place[], outlines: Outlines | undefined, width: number): { drawing: SVGSVGElement; hidden: number } {
  const points = places.map((place) => ({ place, at: projected(place.longitude, place.latitude) }));
  const box = frame(points.map(({ at }) => at), outlines);
  const scale = width / box.width;
  const height = Math.round(box.height * scale);
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: "group", "aria-label": say("map") });
  const land = drawn("g", { transform: `scale(${scale.toFixed(5)}) translate(${(-box.left).toFixed(1)} ${(-box.top).toFixed(1)})` });
  for (const path of outlines?.areas ?? []) land.append(drawn("path", { d: path, class: "land" }));
  svg.append(land);
  const large = Math.max(...points.map(({ place }) => place.rows.length));
  const sorted = points
    .map(({ place, at: [x, y] }) => ({
      place,
      x: (x - box.left) * scale,
      y: (y - box.top) * scale,
      size: 5.5 + 7 * Math.sqrt((place.rows.length - 1) / Math.max(1, large - 1)),
    }))
    .sort((one, other) => other.place.rows.length - one.place.rows.length);
  const names = new Names(width, height, NAMES);
  for (const { x, y, size } of sorted) names.keep(x, y, size);
  const isMany = sorted.length > NAMES; // a table is the better way to go through so many
  const texts: SVGTextElement[] = [];
  for (const { place, x, y, size } of sorted) {
    const dot = drawn("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: size.toFixed(1), class: "dot" }, drawn("title", {}, words(place)));
    const target = place.iri ? addressOf(place.iri) : undefined;
    const about = { "data-name": place.name, "data-x": x.toFixed(1), "data-y": y.toFixed(1) };
    svg.append(target ? drawn("a", { href: target, tabindex: isMany ? "-1" : undefined, "aria-label": place.name, ...about }, dot) : drawn("g", about, dot));
    const text = place.name ? names.place(place.name, x, y, size) : undefined;
    if (text) texts.push(text);
  }
  svg.append(...texts);
  pointing(svg, width);
  return { drawing: svg, hidden: names.hidden };
}

function words(place: Place): string {
  const [first = ""] = place.rows;
  const rest = place.rows.length > 1 ? say("map-rows", { n: writtenCount(place.rows.length) }) : first;
  return [place.name, rest].filter(Boolean).join("\n");
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const EDGE_KM = 20;
const NEAR_KM = 260;

// All of Germany, or what is around the places where they lie together.
function frame(points: [number, number][], outlines: Outlines | undefined): Box {
  const around = bounds(points, EDGE_KM);
  if (outlines && (around.width > NEAR_KM || around.height > NEAR_KM)) {
    const corners: [number, number][] = [
      [outlines.left, outlines.top],
      [outlines.left + outlines.width, outlines.top + outlines.height],
    ];
    return bounds([...points, ...corners], 4);
  }
  return bounds(points, Math.max(EDGE_KM, (NEAR_KM - Math.max(around.width, around.height)) / 2));
}

function bounds(points: [number, number][], edge: number): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs) - edge, Math.min(...ys) - edge];
  return { left, top, width: Math.max(...xs) + edge - left, height: Math.max(...ys) + edge - top };
}
