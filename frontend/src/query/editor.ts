// The editor: Yasqe with suggestions from our own graph, and faults as the server finds them.
import YasqeClass from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { completeNow, completer, declare, learnTerms, missingPrefixes } from "./completion";
import { element, say } from "./page";
import { check, type Fault } from "./running";
import type { CompleterConfig, Mark, Yasqe } from "./yasqe";

const GUTTER = "gutterErrorBar";
const QUIET_MS = 450;

interface YasqeMaker {
  new (parent: HTMLElement, options: Record<string, unknown>): Yasqe;
  defaults: Record<string, unknown>;
  registerAutocompleter(completer: CompleterConfig, enable?: boolean): void;
}

export class Editor {
  private readonly yasqe: Yasqe;
  private readonly said: HTMLElement;
  private mark: Mark | undefined;
  private checked = new Map<string, Promise<Fault | null>>();
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly field: HTMLTextAreaElement,
    run: () => void,
  ) {
    const place = element("div", { class: "editor" });
    field.after(place);
    this.said = element("p", { class: "fault-words", role: "status" });
    place.after(this.said);
    this.yasqe = made(place, field.value, run);
    field.hidden = true;
    const input = this.yasqe.getInputField();
    input.setAttribute("aria-label", say("editor"));
    input.setAttribute("aria-describedby", "editor-hint");
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
    if (text === this.text) this.tell(fault);
    return fault;
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
    const { line, column } = fault;
    if (line === null || column === null) {
      this.said.textContent = sentence(fault.reason);
      return;
    }
    const at = { line: line - 1, ch: column - 1 };
    const words = fault.reason + this.expected(at, fault.reason);
    const told = say("syntax", { line: String(line), column: String(column), reason: words });
    const jump = element("button", { type: "button", class: "plain" }, told);
    jump.addEventListener("click", () => {
      this.yasqe.setCursor(at);
      this.yasqe.focus();
    });
    this.said.replaceChildren(jump);
    this.mark = this.yasqe.getDoc().markText(...this.span(at), { className: "fault" });
    if (at.line < this.yasqe.getDoc().lineCount()) {
      this.yasqe.setGutterMarker(at.line, GUTTER, element("span", { class: "fault-line", title: told }, "●"));
    }
  }

  // The word at the place, or the one before it where the text ends there.
  private span(at: { line: number; ch: number }): [typeof at, typeof at] {
    const text = this.yasqe.getDoc().getLine(at.line) ?? "";
    const word = /^[^\s{}()[\];,.]+|^./.exec(text.slice(at.ch))?.[0];
    if (word) return [at, { line: at.line, ch: at.ch + word.length }];
    return [{ line: at.line, ch: Math.max(0, text.trimEnd().length - 1) }, { line: at.line, ch: text.length }];
  }

  // The server names what it expected where it can; else the editor's own grammar does.
  private expected(at: { line: number; ch: number }, reason: string): string {
    if (!reason.startsWith(say("nowhere"))) return "";
    const before = this.yasqe.getTokenAt({ line: at.line, ch: at.ch });
    const symbols = new Set((before.state.possibleCurrent ?? []).map(inWords).filter(Boolean));
    const listed = [...symbols].slice(0, 7);
    return listed.length ? `; ${say("possible")} ${listed.join(", ")}` : "";
  }
}

function inWords(symbol: string): string {
  if (/^VAR/.test(symbol)) return "?x";
  if (/^(IRI_REF|PNAME)/.test(symbol)) return "fg:…";
  if (/^STRING/.test(symbol)) return '"…"';
  if (/^(INTEGER|DECIMAL|DOUBLE)/.test(symbol)) return "123";
  if (/^(BLANK|ANON|NIL|TRUE|FALSE|LANG)/.test(symbol)) return "";
  return symbol;
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
  return new maker(place, { value, lineWrapping: true });
}
