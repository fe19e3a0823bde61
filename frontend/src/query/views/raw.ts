// The answer as the server sent it.
import type { Answer } from "../answer";
import { element, say } from "../page";

const SHOWN = 200_000;

export function raw(panel: HTMLElement, answer: Answer): void {
  const text = answer.text.slice(0, SHOWN);
  panel.append(element("pre", { tabindex: "0" }, answer.kind === "graph" ? text : indented(answer, text)));
  if (answer.text.length > SHOWN || answer.isCut) panel.append(element("p", { class: "soft" }, say("raw-cut")));
}

function indented(answer: Answer, text: string): string {
  if (answer.isCut || answer.text.length > SHOWN) return text;
  return JSON.stringify(JSON.parse(answer.text), null, 1);
}
