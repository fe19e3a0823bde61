// The answer as a table: labels that lead to things, numbers at the right, sorted by a click.
import { isCounted, isDay, isNumber, WKT, type Answer, type Row, type Term } from "../answer";
import { labelOf, learn, type Choice } from "../labels";
import { element, leading, say, told, writtenCount, writtenDay, writtenNumber } from "../page";

const ROWS = 100;
const LONG = 240;

export async function table(panel: HTMLElement, answer: Answer, choice: Choice): Promise<void> {
  let sorted = answer.rows;
  let by: { column: string; isUp: boolean } | undefined;
  let page = 0;
  const counted = new Set(answer.columns.filter((column) => isCounted(answer, column)));

  const show = async (): Promise<void> => {
    const rows = sorted.slice(page * ROWS, (page + 1) * ROWS);
    await learn(irisOf(rows), answer.version);
    panel.replaceChildren(
      element(
        "div",
        { class: "wide", tabindex: "0", role: "region", "aria-label": say("table") },
        element("table", {}, head(), element("tbody", {}, ...rows.map(line))),
      ),
      ...pages(),
    );
  };

  const head = (): HTMLElement =>
    element("thead", {}, element("tr", {}, ...answer.columns.map(heading)));

  const heading = (column: string): HTMLElement => {
    const is = by?.column === column ? (by.isUp ? "ascending" : "descending") : undefined;
    const button = element("button", { type: "button", class: "sort" }, column);
    if (is) button.append(element("span", { "aria-hidden": "true" }, is === "ascending" ? " ↑" : " ↓"));
    button.addEventListener("click", async () => {
      by = { column, isUp: by?.column === column ? !by.isUp : true };
      await learn(irisOf(answer.rows.slice(0, 2000), column), answer.version);
      sorted = inOrder(answer.rows, by.column, by.isUp, choice);
      page = 0;
      await show();
      panel.querySelectorAll<HTMLButtonElement>(".sort")[answer.columns.indexOf(column)]?.focus();
    });
    const isRight = answer.rows.slice(0, 20).some((row) => isNumber(row[column]));
    return element("th", { scope: "col", "aria-sort": is, class: isRight ? "number" : undefined }, button);
  };

  const line = (row: Row): HTMLElement =>
    element("tr", {}, ...answer.columns.map((column) => cell(row[column], choice, counted.has(column))));

  const pages = (): HTMLElement[] => {
    const count = Math.ceil(sorted.length / ROWS);
    if (count < 2) return [];
    const to = (name: string, target: number): HTMLButtonElement => {
      const button = element("button", { type: "button", class: "plain" }, say(name));
      button.disabled = target < 0 || target >= count;
      button.addEventListener("click", async () => {
        page = target;
        await show();
        panel.scrollIntoView({ block: "start" });
      });
      return button;
    };
    const words = say("page-of", { n: writtenCount(page + 1), of: writtenCount(count) });
    return [element("p", { class: "pages" }, to("previous", page - 1), element("span", {}, words), to("next", page + 1))];
  };

  await show();
}

function irisOf(rows: Row[], column?: string): string[] {
  const terms = rows.flatMap((row) => (column ? [row[column]] : Object.values(row)));
  return terms.flatMap((term) => (term?.type === "uri" ? [term.value] : []));
}

export function cell(term: Term | undefined, choice: Choice, isCount: boolean): HTMLElement {
  if (!term) return element("td", { class: "unknown" }, element("span", { class: "hidden" }, say("unknown")));
  const { value } = term;
  if (term.type === "uri") return element("td", {}, leading(value, labelOf(value, choice)));
  if (term.type === "bnode") return element("td", { title: `_:${value}` }, "…");
  if (isNumber(term)) {
    return element("td", { class: "number", title: value }, writtenNumber(Number(value), isCount));
  }
  if (isDay(term)) return element("td", { title: value, class: "nowrap" }, writtenDay(value));
  if (term.datatype?.endsWith("#boolean")) return element("td", { title: value }, say(value === "true" ? "yes" : "no"));
  const spoken = term["xml:lang"];
  const lang = spoken && spoken !== told.language ? spoken : undefined;
  if (term.datatype === WKT && value.length > 60) {
    return element("td", { title: value.slice(0, LONG) }, `${value.slice(0, 40)}…`);
  }
  return element("td", { lang }, value);
}

export function inOrder(rows: Row[], column: string, isUp: boolean, choice: Choice): Row[] {
  const collator = new Intl.Collator(told.language, { numeric: true });
  const key = (row: Row): string | number | undefined => {
    const term = row[column];
    if (!term) return undefined;
    if (isNumber(term)) return Number(term.value);
    return term.type === "uri" ? labelOf(term.value, choice) : term.value;
  };
  const compare = (one: string | number, other: string | number): number =>
    typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((one, other) => {
      if (one.key === undefined || other.key === undefined) return Number(one.key === undefined) - Number(other.key === undefined);
      return isUp ? compare(one.key, other.key) : compare(other.key, one.key);
    })
    .map(({ row }) => row);
}
