// Suggestions below a search field: an editable combobox with a list, by keyboard and by mouse.
// The form works without it. Pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

type Answer = [string, string[], string[], string[]];

const DELAY_MS = 120;
const LEAST_CHARACTERS = 2;

interface Suggestion {
  label: string;
  told: string;
  address: string;
}

let count = 0;

export function suggestIn(field: HTMLInputElement): void {
  const { suggest, site = "", said = "", none = "" } = field.dataset;
  if (!suggest || !field.form) return;
  const id = `suggestions-${++count}`;
  const list = element("ul", "suggestions", { id, role: "listbox", "aria-label": said });
  const status = element("p", "hidden", { role: "status" });
  list.hidden = true;
  field.form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  })) {
    field.setAttribute(name, value);
  }

  let shown: Suggestion[] = [];
  let active = -1;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  const close = (): void => {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    status.textContent = "";
    choose(-1);
    field.setAttribute("aria-expanded", "false");
  };

  const choose = (place: number): void => {
    active = place;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === place)));
    const chosen = list.children[place];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };

  const show = (found: Suggestion[]): void => {
    shown = found;
    list.replaceChildren(...found.map((one, n) => option(one, `${id}-${n}`)));
    choose(-1);
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? `${found.length} ${said}` : none;
  };

  const option = (one: Suggestion, name: string): HTMLElement => {
    const item = element("li", "", { role: "option", id: name, "aria-selected": "false" });
    const label = element("span");
    label.textContent = one.label;
    const told = element("small");
    told.textContent = one.told;
    item.append(label, told);
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
    item.addEventListener("click", () => location.assign(one.address));
    return item;
  };

  const ask = async (): Promise<void> => {
    const text = field.value.trim();
    if (text.length < LEAST_CHARACTERS) return close();
    asked?.abort();
    asked = new AbortController();
    const words = new URLSearchParams({ q: text, lang: document.documentElement.lang });
    try {
      const answer = await fetch(`${suggest}?${words}`, { signal: asked.signal });
      if (!answer.ok) return close();
      const [, labels, told, addresses] = (await answer.json()) as Answer;
      if (document.activeElement !== field) return;
      show(
        labels.map((label, n) => ({
          label,
          told: told[n] ?? "",
          address: here(addresses[n] ?? "", site),
        })),
      );
    } catch {
      // aborted by the next letter, or offline: the form still works
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, DELAY_MS);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = shown.length + 1; // one of them is the field itself
      choose(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden) {
      const chosen = shown[active];
      if (!chosen) return;
      event.preventDefault();
      location.assign(chosen.address);
    }
  });
}

// The server names the public address; a copy behind another one stays where the reader is.
function here(address: string, site: string): string {
  if (!site || !address.startsWith(`${site}/`)) return address;
  const { pathname, search, hash } = new URL(address);
  return pathname + search + hash;
}

function element(name: string, kind = "", attributes: Record<string, string> = {}): HTMLElement {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
