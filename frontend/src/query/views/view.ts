import type { Answer } from "../answer";
import type { Choice } from "../labels";

// One way to show an answer. It fills the panel, which is empty and as wide as it will be.
export type View = (panel: HTMLElement, answer: Answer, choice: Choice) => void | Promise<void>;
