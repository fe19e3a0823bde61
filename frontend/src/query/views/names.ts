// Names beside dots: as many as have room, the others when one points at what they name.
import { drawn } from "../page";

const LETTER = 6.9;
const LINE = 17;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export class Names {
  private readonly taken: Box[] = [];
  private shown = 0;
  hidden = 0;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly most: number,
  ) {}

  // Room that no name may take.
  keep(x: number, y: number, radius: number): void {
    this.taken.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  }

  // A name beside its dot, or above or below; undefined where there is no room left.
  place(words: string, x: number, y: number, radius: number): SVGTextElement | undefined {
    const [room, gap] = [words.length * LETTER, radius + 4];
    const starts: [number, number][] = [
      [x + gap, y],
      [x - gap - room, y],
      [x - room / 2, y - gap - LINE / 2],
      [x - room / 2, y + gap + LINE / 2],
    ];
    for (const [left, middle] of this.shown < this.most ? starts : []) {
      const box = { left, right: left + room, top: middle - LINE / 2, bottom: middle + LINE / 2 };
      if (box.left < 0 || box.right > this.width || box.top < 0 || box.bottom > this.height || this.taken.some((other) => meets(box, other))) continue;
      this.taken.push(box);
      this.shown += 1;
      return drawn("text", { x: left.toFixed(1), y: middle.toFixed(1), class: "name halo" }, words);
    }
    this.hidden += 1;
    return undefined;
  }
}

function meets(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

// What one points at, or reaches with the Tab key, says its name above all else.
export function pointing(svg: SVGSVGElement, width: number): void {
  const told = drawn("text", { class: "name halo pointed" });
  const tell = (event: Event): void => {
    const held = (event.target as Element).closest<SVGElement>("[data-name]");
    const { name = "", x = "0", y = "0" } = held?.dataset ?? {};
    told.textContent = name;
    const half = (name.length * LETTER) / 2;
    told.setAttribute("x", Math.max(half, Math.min(width - half, Number(x))).toFixed(1));
    told.setAttribute("y", String(Math.max(LINE, Number(y) - 20)));
  };
  for (const event of ["pointerover", "focusin"]) svg.addEventListener(event, tell);
  for (const event of ["pointerleave", "focusout"]) svg.addEventListener(event, () => told.replaceChildren());
  svg.append(told);
}
