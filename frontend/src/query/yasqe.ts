// The part of Yasqe, and of CodeMirror below it, that this page uses.

export interface Position {
  line: number;
  ch: number;
}

export interface Token {
  string: string;
  start: number;
  end: number;
  type: string | null;
  state: {
    OK: boolean;
    complete: boolean;
    possibleCurrent?: string[];
    possibleNext?: string[];
  };
}

export interface Hint {
  text: string;
  displayText?: string;
  from?: Position;
  to?: Position;
  render?: (line: HTMLElement) => void;
  hint?: (editor: unknown, data: { from: Position; to: Position }, picked: Hint) => void;
}

export interface CompleterConfig {
  name: string;
  bulk: boolean;
  autoShow: boolean;
  isValidCompletionPosition: (yasqe: Yasqe) => boolean;
  get: (yasqe: Yasqe, token?: Token) => Promise<string[]> | string[];
  postprocessHints?: (yasqe: Yasqe, hints: Hint[]) => Hint[];
}

export interface Mark {
  clear(): void;
}

export interface Doc {
  getCursor(): Position;
  replaceRange(text: string, from: Position, to?: Position): void;
  getLine(line: number): string | undefined;
  lineCount(): number;
  markText(from: Position, to: Position, options: { className: string }): Mark;
}

export interface Yasqe {
  getDoc(): Doc;
  getValue(): string;
  setValue(text: string): void;
  getLineTokens(line: number): Token[];
  getTokenAt(position: Position): Token;
  getCompleteToken(): Token;
  getPreviousNonWsToken(line: number, token: Token): Token | undefined;
  getPrefixesFromQuery(): Record<string, string>;
  getInputField(): HTMLElement;
  autocomplete(fromAutoShow?: boolean): void;
  setGutterMarker(line: number, gutter: string, marker: HTMLElement | null): void;
  clearGutter(gutter: string): void;
  scrollIntoView(position: Position): void;
  setCursor(position: Position): void;
  on(event: string, handler: () => void): void;
  refresh(): void;
  focus(): void;
}
