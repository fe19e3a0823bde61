// The query page: the form that the server wrote, with an editor, a clock, and views of the answer.
import "./query.css";
import { element, say, told, writtenSeconds } from "./query/page";
import { show } from "./query/result";
import { givenAnswer, Refused, Running } from "./query/running";
import { isStored } from "./query/take";
import type { Editor } from "./query/editor";

const form = document.querySelector<HTMLFormElement>("#asking");
const place = document.querySelector<HTMLElement>("#answer");
const LINKED_CHARACTERS = 6000;

async function alive(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const field = form.querySelector<HTMLTextAreaElement>("#query");
  const button = form.querySelector<HTMLButtonElement>("#run");
  if (!field || !button) return;
  const wasAnswered = place.dataset.asked !== undefined;
  const pinned = form.querySelector<HTMLInputElement>('input[name="v"]')?.value ?? "";
  form.querySelector("#share")?.remove(); // the answer has it
  const clock = element("span", { class: "clock soft", role: "timer" });
  button.after(clock);
  const asked = new Asking(place, button, clock, pinned, wasAnswered ? field.value : "");
  const given = givenAnswer(field.value);
  if (given) show(place, given, pinned);
  document.querySelector("#editor-hint")?.removeAttribute("hidden");
  const { Editor } = await import("./query/editor");
  const editor = new Editor(field, () => void asked.toggle(editor));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void asked.toggle(editor);
  });
  questions(editor, asked);
  if (wasAnswered && !given) void asked.run(editor, false);
}

class Asking {
  private running: Running | undefined;

  constructor(
    private readonly place: HTMLElement,
    private readonly button: HTMLButtonElement,
    private readonly clock: HTMLElement,
    private readonly pinned: string,
    private last: string,
  ) {}

  async toggle(editor: Editor): Promise<void> {
    if (this.running) await this.running.cancel();
    else await this.run(editor);
  }

  // What somebody asked is brought into sight; what an address asked stays where it is.
  async run(editor: Editor, isAsked = true): Promise<void> {
    this.running?.leave();
    const running = new Running();
    this.running = running;
    const began = performance.now();
    const ticking = setInterval(() => this.tick(began), 100);
    this.state(true);
    this.place.querySelector(".waiting")?.remove();
    try {
      if (await editor.fault()) {
        editor.focus();
        return;
      }
      const query = editor.text;
      const answer = await running.ask(query, this.pinned);
      if (this.running !== running) return; // another one was asked meanwhile
      remember(query, this.pinned, isAsked && query !== this.last ? "" : location.hash);
      this.last = query;
      show(this.place, answer, this.pinned);
      if (isAsked && this.place.getBoundingClientRect().top > innerHeight - 160) {
        this.place.scrollIntoView({ block: "start" });
      }
    } catch (error) {
      if (this.running === running) this.fail(error, running, performance.now() - began);
    } finally {
      clearInterval(ticking);
      if (this.running === running) {
        this.running = undefined;
        this.state(false);
      }
    }
  }

  private tick(began: number): void {
    this.clock.textContent = `${say("running")} ${writtenSeconds(performance.now() - began)}`;
  }

  private state(isRunning: boolean): void {
    this.button.textContent = say(isRunning ? "cancel" : "run");
    this.button.classList.toggle("second", isRunning);
    this.place.setAttribute("aria-busy", String(isRunning));
    if (!isRunning) this.clock.textContent = "";
  }

  private fail(error: unknown, running: Running, tookMs: number): void {
    const words = running.wasCancelled
      ? say("cancelled", { time: writtenSeconds(tookMs) })
      : error instanceof Refused
        ? wordsOf(error)
        : say("error-network");
    const detail = error instanceof Refused && !running.wasCancelled ? element("p", { class: "soft", lang: error.language }, error.detail) : null;
    this.place.replaceChildren(
      element("section", { class: "answer", role: "alert" }, element("h2", {}, say("error")), element("p", {}, words), detail),
    );
  }
}

function wordsOf(error: Refused): string {
  const key = `status-${error.status}`;
  return say(key) === key ? say("status-other") : say(key);
}

// The address is the state, as far as it fits one. Another question begins with its table.
function remember(query: string, pinned: string, view: string): void {
  const parameters = new URLSearchParams({ query, ...(pinned ? { v: pinned } : {}) });
  const address = `${location.pathname}?${parameters}`;
  const fits = address.length <= LINKED_CHARACTERS;
  history.replaceState(null, "", (fits ? address : location.pathname) + view);
}

// The comments at its top say what the question is; that stands in the list.
function withoutHeader(text: string): string {
  const lines = text.split("\n");
  return lines.slice(lines.findIndex((line) => !line.startsWith("#"))).join("\n").trim();
}

function questions(editor: Editor, asked: Asking): void {
  const list = document.querySelector<HTMLElement>("#questions");
  const find = document.querySelector<HTMLInputElement>("#find-question");
  if (!list || !find) return;
  find.parentElement?.removeAttribute("hidden");
  const none = document.querySelector<HTMLElement>("#no-question");
  const items = [...list.querySelectorAll<HTMLElement>("li")];
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const text = (item.dataset.words ?? "").toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
    if (none) none.hidden = items.some((item) => !item.hidden);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.addEventListener("click", async (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const response = await fetch(`${link.pathname}.rq`);
    if (!response.ok) {
      location.assign(link.href);
      return;
    }
    for (const other of list.querySelectorAll("a[aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const query = withoutHeader(await response.text());
    isStored(query, link.pathname.slice(told.root.length));
    editor.text = query;
    await asked.run(editor);
  });
}

// The page of a permalink has no editor: what stands there is asked once more, for the views.
async function shownAgain(place: HTMLElement, path: string): Promise<void> {
  const query = document.querySelector("#stored-query")?.textContent?.trim() ?? "";
  const pinned = place.dataset.pinned ?? "";
  isStored(query, path);
  try {
    show(place, givenAnswer(query) ?? (await new Running().ask(query, pinned)), pinned);
  } catch {
    // what the server wrote is still there
  }
}

if (form && place) void alive(form, place);
else if (place?.dataset.permalink) void shownAgain(place, place.dataset.permalink);
