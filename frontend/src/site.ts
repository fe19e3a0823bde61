// What every page has: the fonts, suggestions below the search fields, notes of source marks.
import "./fonts.css";
import { noteMarks } from "./notes";
import { suggestIn } from "./suggestions";

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) {
  suggestIn(field);
}

noteMarks(document.querySelectorAll<HTMLElement>("a.cite"));
