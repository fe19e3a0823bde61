// What every page has: the fonts, and suggestions below the search field.
import "./fonts.css";
