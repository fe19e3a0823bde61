// The note of a source mark: document, publisher, of when, read when, from the mark's title.
// It stays while pointer or focus is on mark or note, and goes by Escape.
// Source: https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus

const GONE_MS = 160;
const GAP = 6;

export function noteMarks(marks: NodeListOf<HTMLElement>): void {
  if (marks.length === 0) return;
  const note = document.createElement("div");
  note.className = "source-note";
  note.id = "source-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  document.body.append(note);

  let shown: HTMLElement | undefined;
  let going: ReturnType<typeof setTimeout> | undefined;

  const hide = (): void => {
    clearTimeout(going);
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    note.hidden = true;
  };

  const leave = (): void => {
    clearTimeout(going);
    going = setTimeout(() => {
      if (!shown?.matches(":focus-visible")) hide();
    }, GONE_MS);
  };

  const show = (mark: HTMLElement, told: string): void => {
    clearTimeout(going);
    if (shown === mark) return;
    hide();
    shown = mark;
    note.replaceChildren(
      ...told.split("\n").map((line, place) => {
        const part = document.createElement(place === 0 ? "b" : "span");
        part.textContent = line;
        return part;
      }),
    );
    note.hidden = false;
    mark.setAttribute("aria-describedby", note.id);
    put(note, mark);
  };

  for (const mark of marks) {
    const told = mark.title;
    if (!told) continue;
    mark.removeAttribute("title");
    mark.addEventListener("pointerenter", () => show(mark, told));
    mark.addEventListener("pointerleave", leave);
    mark.addEventListener("focus", () => {
      if (mark.matches(":focus-visible")) show(mark, told);
    });
    mark.addEventListener("blur", hide);
  }
  note.addEventListener("pointerenter", () => clearTimeout(going));
  note.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

// Below the mark where there is room, else above it; always within the page's width.
function put(note: HTMLElement, mark: HTMLElement): void {
  const at = mark.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(GAP, Math.min(at.left, width - note.offsetWidth - GAP));
  const below = at.bottom + GAP;
  const fits = below + note.offsetHeight <= document.documentElement.clientHeight;
  const top = fits ? below : Math.max(GAP, at.top - note.offsetHeight - GAP);
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${top + scrollY}px`;
}
