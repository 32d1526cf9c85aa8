// To keep a figure: its table as CSV, its picture as SVG or PNG. Both pictures carry what they are: synthetic people.
import type { Figure, Table } from "../blocks";
import { WORDS } from "../words";

export function keep(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function asCsv(table: Table): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [table.columns.map((column) => column.title || "name"), ...table.rows];
  return `${rows.map((row) => row.map((text) => cell(text.replaceAll("\u00a0", " "))).join(",")).join("\n")}\n`;
}

/** Every month of every line, where the table has some of them. */
export function rowsCsv(figure: Figure): string {
  const names = new Map(figure.legend.map((entry) => [entry.key, entry.label]));
  const cell = (value: string | number | null | undefined) => (typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : (value ?? ""));
  const rows = figure.rows.map((row) => [names.get(row.series ?? "") ?? row.series, row.month, row.value, row.low, row.high].map(cell).join(","));
  return `${["series,month,value,low,high", ...rows].join("\n")}\n`;
}

/** Text of a picture that stands alone: no variables of this page, with its title and what it shows. */
export function svgText(svg: SVGSVGElement, figure: Pick<Figure, "title" | "axis">): string {
  const style = getComputedStyle(document.documentElement);
  const probe = document.createElement("span");
  document.body.append(probe);
  const solved = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color || style.getPropertyValue(name);
  };
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const width = svg.clientWidth || Number(svg.getAttribute("width"));
  const height = svg.clientHeight || Number(svg.getAttribute("height"));
  const head = 52;
  const ns = "http://www.w3.org/2000/svg";
  const outer = document.createElementNS(ns, "svg");
  outer.setAttribute("xmlns", ns);
  outer.setAttribute("width", String(width));
  outer.setAttribute("height", String(height + head + 24));
  outer.setAttribute("viewBox", `0 0 ${width} ${height + head + 24}`);
  outer.setAttribute("font-family", "system-ui, sans-serif");
  const ground = document.createElementNS(ns, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", "var(--sheet)");
  outer.append(ground, said(ns, figure.title, 10, 20, "var(--ink)", 14, 600), said(ns, figure.axis, 10, 40, "var(--soft)", 12, 400));
  copy.setAttribute("y", String(head));
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  outer.append(copy, said(ns, `${WORDS.synthetic} demerit`, 10, height + head + 16, "var(--soft)", 12, 400));
  const made = new XMLSerializer()
    .serializeToString(outer)
    .replaceAll(/var\((--[\w-]+)\)/g, (_all, name: string) => solved(name))
    .replaceAll("currentColor", solved("--ink"));
  probe.remove();
  return made;
}

function said(ns: string, text: string, x: number, y: number, fill: string, size: number, weight: number): Element {
  const made = document.createElementNS(ns, "text");
  made.setAttribute("x", String(x));
  made.setAttribute("y", String(y));
  made.setAttribute("fill", fill);
  made.setAttribute("font-size", String(size));
  made.setAttribute("font-weight", String(weight));
  made.textContent = text;
  return made;
}

export async function pngOf(svg: SVGSVGElement, figure: Pick<Figure, "title" | "axis">): Promise<Blob> {
  const source = svgText(svg, figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser draws no pictures.");
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0);
  return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be made."))), "image/png"));
}
