// The answer as things and what links them, laid out by forces from a fixed beginning.
import type { Answer, Term } from "../answer";
import { labelOf, learn, type Choice } from "../labels";
import { addressOf, drawn, element, say, writtenNumber } from "../page";

const EDGES = 160;
const ROUNDS = 260;
const CHARACTERS = 36;
const LETTER = 6.6;
const LINE = 16;

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
  const figure = element("figure", { class: "drawing graph" }, picture(nodes, edges, width, height, choice));
  if (all.length > edges.length) {
    const words = say("graph-cut", { n: writtenNumber(edges.length), of: writtenNumber(all.length) });
    figure.append(element("figcaption", { class: "soft" }, words));
  }
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

function picture(nodes: Map<string, Node>, edges: Edge[], width: number, height: number, choice: Choice): SVGSVGElement {
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: "group", "aria-label": say("graph") });
  for (const { from, to, name } of edges) {
    const [one, other] = [nodes.get(from)!, nodes.get(to)!];
    const words = [labelOf(from, choice), name && labelOf(name, choice), labelOf(to, choice)].filter(Boolean).join(" – ");
    svg.append(
      drawn("line", { x1: one.x.toFixed(1), y1: one.y.toFixed(1), x2: other.x.toFixed(1), y2: other.y.toFixed(1), class: "edge" }, drawn("title", {}, words)),
    );
  }
  const names: Box[] = [];
  for (const node of [...nodes.values()].sort((one, other) => other.links - one.links)) {
    const label = labelOf(node.iri, choice);
    const dot = drawn("circle", { cx: node.x.toFixed(1), cy: node.y.toFixed(1), r: (3.5 + Math.min(8, Math.sqrt(node.links) * 1.6)).toFixed(1), class: "node" });
    const group = drawn("g", {}, dot, drawn("title", {}, label));
    const name = named(node, label, width, names);
    if (name) group.append(name);
    const target = addressOf(node.iri);
    svg.append(target ? drawn("a", { href: target }, group) : group);
  }
  return svg;
}

interface Box {
  left: number;
  right: number;
  y: number;
}

// A name where there is room for it; all others are said when one points at the dot.
function named(node: Node, label: string, width: number, names: Box[]): SVGTextElement | undefined {
  const words = label.length > CHARACTERS ? `${label.slice(0, CHARACTERS - 1).trimEnd()}…` : label;
  const half = (words.length * LETTER) / 2;
  const x = Math.min(width - half - 2, Math.max(half + 2, node.x));
  const box = { left: x - half, right: x + half, y: node.y - 13 };
  const isTaken = names.some((other) => box.left < other.right && other.left < box.right && Math.abs(box.y - other.y) < LINE);
  if (isTaken) return undefined;
  names.push(box);
  return drawn("text", { x: x.toFixed(1), y: box.y.toFixed(1), class: "name middle halo" }, words);
}
