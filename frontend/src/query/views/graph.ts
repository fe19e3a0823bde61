// The answer as things and what links them, laid out by forces from a fixed beginning.
import type { Answer, Term } from "../answer";
import { labelOf, learn, type Choice } from "../labels";
import { addressOf, drawn, element, say, writtenCount } from "../page";
import { Names, pointing } from "./names";

const EDGES = 160;
const ROUNDS = 260;
const CHARACTERS = 36;
const NAMES = 30;

interface Node {
  iri: string;
  x: number;
  y: number;
  links: number;
}

interface Edge {
  from: string;
  to: string;
  name: string;
}

export async function graph(panel: HTMLElement, answer: Answer, choice: Choice): Promise<void> {
  const all = edgesOf(answer);
  if (all.length === 0) {
    panel.append(element("p", { class: "unknown" }, say("graph-none")));
    return;
  }
  const edges = all.slice(0, EDGES);
  await learn(edges.flatMap((edge) => [edge.from, edge.to, edge.name]).filter(Boolean), answer.version);
  const width = Math.max(300, panel.clientWidth);
  const things = new Set(edges.flatMap((edge) => [edge.from, edge.to])).size;
  const height = Math.min(680, 200 + 14 * things);
  const nodes = laidOut(edges, width, height);
  const names = new Names(width, height, NAMES);
  const figure = element("figure", { class: "drawing graph" }, picture(nodes, edges, width, height, choice, names));
  const words: string[] = [];
  if (all.length > edges.length) words.push(say("graph-cut", { n: writtenCount(edges.length), of: writtenCount(all.length) }));
  if (names.hidden) words.push(say("graph-names"));
  if (words.length) figure.append(element("figcaption", { class: "soft" }, words.join(" ")));
  panel.append(figure);
}

const isThing = (term: Term | undefined): term is Term => term?.type === "uri";

function edgesOf(answer: Answer): Edge[] {
  const found = new Map<string, Edge>();
  const add = (from: string, to: string, name: string): void => {
    if (from !== to) found.set(`${from} ${to} ${name}`, { from, to, name });
  };
  if (answer.kind === "graph") {
    for (const { subject, predicate, object } of answer.rows) {
      if (isThing(subject) && isThing(object) && predicate) add(subject.value, object.value, predicate.value);
    }
    return [...found.values()];
  }
  const columns = answer.columns.filter((column) => answer.rows.some((row) => isThing(row[column])));
  const [first, ...others] = columns;
  for (const row of answer.rows) {
    for (const other of others) {
      const [from, to] = [first ? row[first] : undefined, row[other]];
      if (isThing(from) && isThing(to)) add(from.value, to.value, "");
    }
  }
  return [...found.values()];
}

function laidOut(edges: Edge[], width: number, height: number): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const { from, to } of edges) {
    for (const iri of [from, to]) {
      const node = nodes.get(iri) ?? begun(iri, nodes.size, width, height);
      node.links += 1;
      nodes.set(iri, node);
    }
  }
  const list = [...nodes.values()];
  const ideal = Math.sqrt((width * height) / list.length) * 0.75;
  for (let round = 0; round < ROUNDS; round++) settle(list, nodes, edges, ideal, width, height, 1 - round / ROUNDS);
  return nodes;
}

// A spiral by the golden angle: spread out, and the same each time.
function begun(iri: string, index: number, width: number, height: number): Node {
  const radius = Math.sqrt(index + 0.5) * 14;
  const angle = index * 2.39996;
  return { iri, x: width / 2 + radius * Math.cos(angle), y: height / 2 + radius * Math.sin(angle), links: 0 };
}

function settle(list: Node[], nodes: Map<string, Node>, edges: Edge[], ideal: number, width: number, height: number, heat: number): void {
  const moves = new Map(list.map((node) => [node.iri, { x: 0, y: 0 }]));
  const push = (one: Node, other: Node, strength: (distance: number) => number): void => {
    const [dx, dy] = [one.x - other.x || 0.01, one.y - other.y || 0.01];
    const distance = Math.max(1, Math.hypot(dx, dy));
    const force = strength(distance) / distance;
    const [mine, its] = [moves.get(one.iri)!, moves.get(other.iri)!];
    mine.x += dx * force;
    mine.y += dy * force;
    its.x -= dx * force;
    its.y -= dy * force;
  };
  list.forEach((one, index) => {
    for (const other of list.slice(index + 1)) push(one, other, (distance) => (distance < 2.5 * ideal ? (ideal * ideal) / distance : 0));
  });
  for (const { from, to } of edges) push(nodes.get(from)!, nodes.get(to)!, (distance) => -(distance * distance) / ideal);
  for (const node of list) {
    const move = moves.get(node.iri)!;
    move.x += (width / 2 - node.x) * 0.5;
    move.y += (height / 2 - node.y) * 0.8;
    const length = Math.max(1, Math.hypot(move.x, move.y));
    const step = Math.min(length, 1 + 40 * heat);
    node.x = Math.min(width - 70, Math.max(70, node.x + (move.x / length) * step));
    node.y = Math.min(height - 20, Math.max(20, node.y + (move.y / length) * step));
  }
}

function picture(nodes: Map<string, Node>, edges: Edge[], width: number, height: number, choice: Choice, names: Names): SVGSVGElement {
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: "group", "aria-label": say("graph") });
  for (const { from, to, name } of edges) {
    const [one, other] = [nodes.get(from)!, nodes.get(to)!];
    const words = [labelOf(from, choice), name && labelOf(name, choice), labelOf(to, choice)].filter(Boolean).join(" – ");
    const ends = { x1: one.x.toFixed(1), y1: one.y.toFixed(1), x2: other.x.toFixed(1), y2: other.y.toFixed(1) };
    const middle = { "data-x": ((one.x + other.x) / 2).toFixed(1), "data-y": ((one.y + other.y) / 2).toFixed(1) };
    const said = name ? labelOf(name, choice) : words;
    svg.append(drawn("line", { ...ends, class: "edge", "data-name": said, ...middle }, drawn("title", {}, words)));
  }
  const sorted = [...nodes.values()].sort((one, other) => other.links - one.links);
  const radius = (node: Node): number => 3.5 + Math.min(8, Math.sqrt(node.links) * 1.6);
  for (const node of sorted) names.keep(node.x, node.y, radius(node));
  const texts: SVGTextElement[] = [];
  for (const node of sorted) {
    const label = labelOf(node.iri, choice);
    const dot = drawn("circle", { cx: node.x.toFixed(1), cy: node.y.toFixed(1), r: radius(node).toFixed(1), class: "node" }, drawn("title", {}, label));
    const target = addressOf(node.iri);
    const about = { "data-name": label, "data-x": node.x.toFixed(1), "data-y": node.y.toFixed(1) };
    svg.append(target ? drawn("a", { href: target, "aria-label": label, ...about }, dot) : drawn("g", about, dot));
    const text = names.place(short(label), node.x, node.y, radius(node));
    if (text) texts.push(text);
  }
  svg.append(...texts);
  pointing(svg, width);
  return svg;
}

function short(label: string): string {
  return label.length > CHARACTERS ? `${label.slice(0, CHARACTERS - 1).trimEnd()}…` : label;
}
