// The answer on the outlines of the Länder: points that it has, or the places that it names.
import { WKT, type Answer, type Row } from "../answer";
import { labelOf, learn, type Choice } from "../labels";
import { addressOf, drawn, element, say, told, writtenNumber } from "../page";
import { rowsOf } from "../running";

const ASKED = 2000;
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
  names: string[];
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
  panel.append(element("figure", { class: "drawing atlas" }, picture([...places.values()], outlines), counted(answer, places)));
}

function counted(answer: Answer, places: Map<string, Place>): HTMLElement {
  const named = [...places.values()].reduce((sum, place) => sum + place.names.length, 0);
  const without = answer.rows.length - named;
  const words = [say("map-places", { n: writtenNumber(places.size) })];
  if (without > 0) words.push(say("map-without", { n: writtenNumber(without) }));
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
    const place = places.get(key) ?? { longitude: point[0], latitude: point[1], names: [], iri };
    place.names.push(told_(row, answer, choice));
    places.set(key, place);
  }
  return places;
}

function told_(row: Row, answer: Answer, choice: Choice): string {
  const words = answer.columns.flatMap((name) => {
    const term = row[name];
    if (!term || term.datatype === WKT) return [];
    return [term.type === "uri" ? labelOf(term.value, choice) : term.value];
  });
  return [...new Set(words)].slice(0, 4).join(", ");
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

function picture(places: Place[], outlines: Outlines | undefined): SVGSVGElement {
  const points = places.map((place) => ({ place, at: projected(place.longitude, place.latitude) }));
  const box = frame(points.map(({ at }) => at), outlines);
  const unit = box.width / 640;
  const svg = drawn("svg", { viewBox: [box.left, box.top, box.width, box.height].map((value) => value.toFixed(0)).join(" "), role: "group", "aria-label": say("map") });
  for (const path of outlines?.areas ?? []) svg.append(drawn("path", { d: path, class: "land" }));
  const large = Math.max(...points.map(({ place }) => place.names.length));
  for (const { place, at } of points.sort((one, other) => other.place.names.length - one.place.names.length)) {
    const size = unit * (6 + 7 * Math.sqrt((place.names.length - 1) / Math.max(1, large - 1)));
    const words = place.names.slice(0, 6).join("\n") + (place.names.length > 6 ? "\n…" : "");
    const dot = drawn("circle", { cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: size.toFixed(1), class: "dot" }, drawn("title", {}, words));
    const target = place.iri ? addressOf(place.iri) : undefined;
    svg.append(target ? drawn("a", { href: target, tabindex: "-1", "aria-label": place.names[0] }, dot) : dot);
  }
  return svg;
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
