// The answer below the editor: one line that says what it is, ways to take it along, and views.
import type { Answer } from "./answer";
import type { Choice } from "./labels";
import { element, say, told, writtenCount, writtenSeconds } from "./page";
import { cite, code, downloads, share } from "./take";
import { chart } from "./views/chart";
import { graph } from "./views/graph";
import { map } from "./views/map";
import { raw } from "./views/raw";
import { table } from "./views/table";
import type { View } from "./views/view";

const VIEWS: Record<string, View> = { table, chart, map, graph, raw };

let choice: Choice = told.language === "en" ? "en" : "de";

export function show(place: HTMLElement, answer: Answer, pinned: string): void {
  const section = element("section", { class: "answer", "aria-label": say("answer") }, summary(answer), ...takers(answer, pinned));
  if (answer.kind === "boolean") section.append(element("p", { class: "lead" }, say(answer.boolean ? "yes" : "no")));
  else if (answer.rows.length === 0) section.append(element("p", {}, say("nothing")));
  else section.append(...views(answer));
  place.replaceChildren(section);
}

function summary(answer: Answer): HTMLElement {
  const count = answer.rows.length;
  const line = element("p", { class: "told-line", role: "status" });
  if (answer.kind !== "boolean") {
    const words = answer.kind === "graph" ? "triples" : count === 1 ? "row" : "rows";
    const n = writtenCount(count);
    line.append(element("strong", {}, say(words, { n })), answer.isCut ? `, ${say("cut", { n })}` : `, ${say("complete")}`, " · ");
  }
  line.append(writtenSeconds(answer.tookMs), ` · ${say("release")} `, element("code", {}, answer.version));
  return line;
}

// Each opens below the line; one at a time.
function takers(answer: Answer, pinned: string): HTMLElement[] {
  const makers: [string, () => HTMLElement | Promise<HTMLElement>][] = [
    ["download", () => downloads(answer, pinned)],
    ["code", () => code(answer)],
    ["share", () => share(answer)],
    ["cite", () => cite(answer)],
  ];
  const panel = element("div", { class: "taken", id: "taken", hidden: true });
  const buttons = makers.map(([name, make]) => {
    const button = element("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": "taken" }, say(name));
    button.addEventListener("click", async () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      for (const other of buttons) other.setAttribute("aria-expanded", "false");
      panel.hidden = isOpen;
      if (isOpen) return;
      button.setAttribute("aria-expanded", "true");
      try {
        panel.replaceChildren(await make());
      } catch {
        panel.replaceChildren(element("p", {}, say("error-network")));
      }
    });
    return button;
  });
  return [element("p", { class: "takers" }, ...buttons), panel];
}

function views(answer: Answer): HTMLElement[] {
  const panel = element("div", { role: "tabpanel", id: "view", tabindex: "-1" });
  const tabs = element("div", { role: "tablist", "aria-label": say("views") });
  const names = Object.keys(VIEWS);
  const open = async (name: string): Promise<void> => {
    for (const tab of tabs.querySelectorAll("button")) {
      const isChosen = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `tab-${name}`);
    history.replaceState(null, "", name === "table" ? location.pathname + location.search : `#${name}`);
    const inner = element("div", { class: `view view-${name}` });
    panel.replaceChildren(inner);
    await VIEWS[name]?.(inner, answer, choice);
  };
  for (const name of names) {
    const tab = element("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "view" }, say(name));
    tab.addEventListener("click", () => void open(name));
    tabs.append(tab);
  }
  tabs.addEventListener("keydown", (event) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...tabs.querySelectorAll("button")];
    const next = all[(all.findIndex((tab) => tab.tabIndex === 0) + step + all.length) % all.length];
    next?.click();
    next?.focus();
  });
  const chosen = (): string => names.find((name) => name === location.hash.slice(1)) ?? "table";
  void open(chosen());
  return [element("div", { class: "views" }, tabs, languages(() => void open(chosen()))), panel];
}

function languages(changed: () => void): HTMLElement {
  const select = element("select", { id: "labels" });
  for (const one of ["de", "en", "iri"] as const) {
    select.append(element("option", { value: one, selected: one === choice }, say(`labels-${one}`)));
  }
  select.addEventListener("change", () => {
    choice = select.value as Choice;
    changed();
  });
  return element("span", { class: "labels" }, element("label", { for: "labels", class: "soft" }, say("labels")), " ", select);
}
