// What every page has: the fonts, and suggestions below the search fields.
import "./fonts.css";
import { suggestIn } from "./suggestions";

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) {
  suggestIn(field);
}
