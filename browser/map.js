// The map of terms: find, zoom, drag, show what belongs together, hide categories.

import { makeCamera } from "./map/camera.js";
import { makeFinder } from "./map/find.js";
import { attachHighlight, attachLegend, isHidden } from "./map/highlight.js";
import { otherNames } from "./map/names.js";
import { fitNarrow } from "./map/narrow.js";
import { attachPointers } from "./map/pointers.js";
import { BREAK } from "./text/tables.js";

const frame = /** @type {HTMLElement} */ (document.querySelector(".map"));
const svg = /** @type {SVGSVGElement} */ (frame.querySelector("svg"));
const nodes = [.../** @type {NodeListOf<any>} */ (svg.querySelectorAll("a"))].map(asSvgLink);
const tools = /** @type {HTMLFormElement} */ (document.querySelector(".map-tools"));
const field = /** @type {HTMLInputElement} */ (tools.querySelector("input"));
const status = /** @type {HTMLOutputElement} */ (tools.querySelector("output"));

let findNames = makeFinder(nodes.map((node) => node.textContent ?? ""));
fitNarrow(frame, svg, nodes);
const camera = makeCamera(frame, svg);
const highlight = attachHighlight(svg, nodes, found);
attachPointers(frame, svg, camera);
attachLegend(nodes, highlight.clear);

/**
 * The type of `a` that is meant in SVG: selectors know HTML's only.
 *
 * @param {SVGAElement} element
 */
function asSvgLink(element) {
  return element;
}

/** The names that have what was typed; none when nothing was. */
function found() {
  return findNames(field.value).filter((number) => !isHidden(nodes[number]));
}

tools.addEventListener("click", ({ target }) => {
  const factor = /** @type {HTMLElement} */ (target).dataset.zoom;
  if (factor !== undefined) camera.zoomBy(Number(factor));
});

// The names that have what was typed stay; Enter goes to the first one.
field.addEventListener("input", () => {
  const chosen = found();
  const typed = field.value.trim() !== "";
  highlight.mark(chosen);
  svg.classList.toggle("asked", typed);
  status.value = typed ? String(chosen.length || status.dataset.none) : "";
  if (chosen.length > 0) camera.centre(nodes[chosen[0]]);
});
tools.addEventListener("submit", (event) => {
  event.preventDefault();
  const [first] = found();
  if (first === undefined) return;
  nodes[first].focus();
  camera.centre(nodes[first]);
});

// Readings and other names are those of search, which are asked for when a reader turns to the field.
field.addEventListener(
  "focus",
  async () => {
    const names = await otherNames(tools.dataset.search ?? "", nodes);
    findNames = makeFinder(nodes.map((node, number) => [node.textContent, ...names[number]].join(BREAK)));
    if (field.value) field.dispatchEvent(new Event("input"));
  },
  { once: true },
);

camera.showAll(nodes.find((node) => node.matches(".s17")) ?? nodes[0]);
