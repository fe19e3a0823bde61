// The editor: Yasqe with suggestions from our own graph, and faults as the server finds them.
import YasqeClass from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { completeNow, completer, declare, learnTerms, missingPrefixes } from "./completion";
import { element, listed, say, worded } from "./page";
import { check, type Fault } from "./running";
import type { CompleterConfig, Mark, Token, Yasqe } from "./yasqe";

const GUTTER = "gutterErrorBar";
const QUIET_MS = 800;
const EXPECTED = 5;

interface YasqeMaker {
  new (parent: HTMLElement, options: Record<string, unknown>): Yasqe;
  defaults: Record<string, unknown>;
  registerAutocompleter(completer: CompleterConfig, enable?: boolean): void;
}

export class Editor {
  private readonly yasqe: Yasqe;
  private readonly said: HTMLElement;
  private readonly asked: string;
  private mark: Mark | undefined;
  private checked = new Map<string, Promise<Fault | null>>();
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly field: HTMLTextAreaElement,
    run: () => void,
  ) {
    const place = element("div", { class: "editor" });
    field.after(place);
    this.said = document.querySelector<HTMLElement>("#fault") ?? element("p", { role: "status" });
    this.yasqe = made(place, field.value, run);
    field.hidden = true;
    this.asked = this.text;
    const input = this.yasqe.getInputField();
    input.setAttribute("aria-label", say("editor"));
    input.setAttribute("aria-describedby", "editor-hint");
    reachable(place, this.yasqe, input);
    this.yasqe.on("change", () => this.changed());
    void learnTerms().then(() => this.changed());
  }

  get text(): string {
    return this.yasqe.getValue();
  }

  set text(text: string) {
    this.yasqe.setValue(text);
    this.changed();
  }

  focus(): void {
    this.yasqe.focus();
  }

  // What is wrong with the query as it stands, marked in it; null where nothing is.
  async fault(): Promise<Fault | null> {
    this.fillPrefixes();
    const text = this.text;
    const fault = await this.faultOf(text);
    if (text === this.text) {
      this.tell(fault);
      this.takeOver(fault);
    }
    return fault;
  }

  // What the server said of the query as it came: by now prefixes may stand in it, and more lines.
  private takeOver(fault: Fault | null): void {
    const said = document.querySelector("[data-fault]");
    if (!said) return;
    if (fault) said.remove();
    else if (this.text !== this.asked) {
      said.replaceChildren(say("mended"));
      said.removeAttribute("data-fault");
    }
  }

  private changed(): void {
    this.field.value = this.text;
    this.tell(null);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.fault(), QUIET_MS);
  }

  private faultOf(text: string): Promise<Fault | null> {
    if (!text.trim()) return Promise.resolve(null);
    const known = this.checked.get(text) ?? check(text).catch(() => null);
    this.checked = new Map([[text, known]]);
    return known;
  }

  private fillPrefixes(): void {
    declare(this.yasqe, missingPrefixes(this.text, this.yasqe.getPrefixesFromQuery()));
  }

  private tell(fault: Fault | null): void {
    this.mark?.clear();
    this.mark = undefined;
    this.yasqe.clearGutter(GUTTER);
    if (!fault) {
      this.said.replaceChildren();
      return;
    }
    const found = grammarFault(this.yasqe) ?? fault;
    if (found.line === null || found.column === null) {
      this.said.replaceChildren(...worded(sentence(found.reason)));
      return;
    }
    const at = { line: found.line - 1, ch: found.column - 1 };
    const told = say("syntax", { line: String(found.line), column: String(found.column), reason: found.reason });
    const jump = element("button", { type: "button", class: "plain" }, ...worded(told));
    jump.addEventListener("click", () => {
      this.yasqe.setCursor(at);
      this.yasqe.focus();
    });
    this.said.replaceChildren(jump);
    this.mark = this.yasqe.getDoc().markText(...this.span(at), { className: "fault" });
    if (at.line < this.yasqe.getDoc().lineCount()) {
      this.yasqe.setGutterMarker(at.line, GUTTER, element("span", { class: "fault-line", title: told.replaceAll("`", "") }, "●"));
    }
  }

  // The word at the place, or the one before it where the text ends there.
  private span(at: { line: number; ch: number }): [typeof at, typeof at] {
    const text = this.yasqe.getDoc().getLine(at.line) ?? "";
    const word = /^[^\s{}()[\];,.]+|^./.exec(text.slice(at.ch))?.[0];
    if (word) return [at, { line: at.line, ch: at.ch + word.length }];
    return [{ line: at.line, ch: Math.max(0, text.trimEnd().length - 1) }, { line: at.line, ch: text.length }];
  }
}

// Where the editor's own grammar stops, and what it would have liked there. The server says whether
// there is a fault; its parser tries every way, and so tells less well where and why.
function grammarFault(yasqe: Yasqe): Fault | null {
  let before: Token | undefined;
  for (let line = 0; line < yasqe.getDoc().lineCount(); line++) {
    for (const token of yasqe.getLineTokens(line)) {
      if (!token.state.OK) return expectedAt(line + 1, token.start + 1, before?.state.possibleNext ?? token.state.possibleCurrent, token);
      if (token.string.trim() && token.type !== "comment") before = token;
    }
  }
  if (!before || before.state.complete) return null;
  const last = yasqe.getDoc().lineCount();
  const end = (yasqe.getDoc().getLine(last - 1) ?? "").length;
  return expectedAt(last, end + 1, before.state.possibleNext);
}

function expectedAt(line: number, column: number, symbols: string[] = [], token?: Token): Fault | null {
  if (token && /^[A-Za-z][\w-]*:/.test(token.string)) return null; // a prefix: the server names it
  const words = [...new Set(symbols.map(inWords))].filter(Boolean).sort(byWeight);
  if (words.length === 0) return null;
  const begin = say(words.length > EXPECTED ? "expected-some" : "expected");
  return { line, column, reason: `${begin} ${listed(words.slice(0, EXPECTED).map(spoken))}` };
}

// What is missing most often comes first; keywords last.
const USUAL = ["?x", "fg:…", '"…"', "123", "}", "{", ")", "(", ".", ";", ","];

function byWeight(one: string, other: string): number {
  return weight(one) - weight(other);
}

function weight(word: string): number {
  const usual = USUAL.indexOf(word);
  if (usual >= 0) return usual;
  return /^[A-Z]{2,}/.test(word) ? USUAL.length + 1 : USUAL.length;
}

// CodeMirror's field lies outside of what scrolls, so nobody without a mouse could scroll that. Here
// the scrolled part is the stop of the Tab key, and hands over to the field.
function reachable(place: HTMLElement, yasqe: Yasqe, input: HTMLElement): void {
  const scroller = place.querySelector<HTMLElement>(".CodeMirror-scroll");
  if (!scroller) return;
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", say("editor"));
  scroller.addEventListener("focus", () => yasqe.focus());
  input.addEventListener("focus", () => {
    scroller.tabIndex = -1;
  });
  input.addEventListener("blur", () => {
    scroller.tabIndex = 0;
  });
}

function inWords(symbol: string): string {
  if (/^VAR/.test(symbol)) return "?x";
  if (/^(IRI_REF|PNAME)/.test(symbol)) return "fg:…";
  if (/^STRING/.test(symbol)) return '"…"';
  if (/^(INTEGER|DECIMAL|DOUBLE)/.test(symbol)) return "123";
  if (/^(BLANK|ANON|NIL|TRUE|FALSE|LANG|INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)/.test(symbol)) return "";
  return /^[!^$<[\]@|]/.test(symbol) && symbol.length < 3 ? "" : symbol;
}

const SPOKEN: Record<string, string> = { "?x": "variable", "fg:…": "name", '"…"': "text", "123": "number" };

function spoken(word: string): string {
  const kind = SPOKEN[word];
  if (kind) return say(`expect-${kind}`);
  return /^[A-Z]/.test(word) ? word : say("expect-sign", { sign: word });
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function made(place: HTMLElement, value: string, run: () => void): Yasqe {
  const maker = YasqeClass as unknown as YasqeMaker;
  maker.registerAutocompleter(completer, false);
  const keys = maker.defaults.extraKeys as Record<string, unknown>;
  Object.assign(maker.defaults, {
    autocompleters: ["variables", completer.name],
    createShareableLink: null,
    consumeShareLink: null,
    persistenceId: null,
    showQueryButton: false,
    syntaxErrorCheck: false,
    resizeable: false,
    editorHeight: "",
    highlightSelectionMatches: false,
    // Tab leaves the field: who writes with the keyboard must be able to go on.
    extraKeys: {
      ...keys,
      Tab: false,
      "Shift-Tab": false,
      "Ctrl-S": undefined,
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-Space": (yasqe: Yasqe) => completeNow(yasqe),
    },
  });
  return new maker(place, { value, lineWrapping: true, tabindex: -1 });
}
