// A map of few names in a frame that is too narrow for it: its width is that of the frame, and its names, as large
// as text, stand below one another as far as they have to. So none is cut at an edge, and nothing is to be found by
// moving the map.

/** Of more names the map is moved, as there would be more to scroll than to see. */
const MOST = 60;
/** How small the whole map may be drawn for its names to be read. */
const SMALLEST = 0.9;
const EDGE = 8;
const GAP = 9;
/** Between a name and the edge of the frame. */
const MARGIN = 4;

/** @typedef {{ mark: Element, name: SVGTextContentElement, width: number, x: number, y: number, at: number }} Place */

/**
 * Where a name is put: beside its mark, on the side that has room, and lower than the names that it would cover.
 *
 * @param {SVGAElement} node
 * @param {number} factor
 * @param {number} width
 * @returns {Place}
 */
function placed(node, factor, width) {
  const mark = /** @type {Element} */ (node.querySelector("use"));
  const name = /** @type {SVGTextContentElement} */ (node.querySelector("text"));
  const length = name.getComputedTextLength();
  const x = Math.max(EDGE, Math.min(width - EDGE, Number(mark.getAttribute("x")) * factor));
  const right = x + GAP + length <= width - MARGIN;
  // A name that has room on neither side takes its mark along to the left.
  const moved = right || x - GAP - length >= MARGIN ? x : Math.max(EDGE, width - MARGIN - GAP - length);
  const at = right || moved < x ? moved + GAP : x - GAP - length;
  return { mark, name, width: length, x: moved, y: Number(mark.getAttribute("y")), at };
}

/**
 * @param {Place} one
 * @param {Place} other
 * @param {number} line
 */
function covers(one, other, line) {
  const [from, to] = [Math.min(one.at, one.x) - GAP, Math.max(one.at + one.width, one.x) + GAP];
  return (
    Math.abs(one.y - other.y) < line &&
    Math.min(other.at, other.x) - GAP < to &&
    Math.max(other.at + other.width, other.x) + GAP > from
  );
}

/**
 * @param {HTMLElement} frame
 * @param {SVGSVGElement} svg
 * @param {SVGAElement[]} nodes
 */
export function fitNarrow(frame, svg, nodes) {
  const { width: drawn, height } = svg.viewBox.baseVal;
  const width = frame.clientWidth;
  if (getComputedStyle(svg).direction === "rtl") return; // there names stand on the other side
  if (width >= drawn * SMALLEST || nodes.length > MOST || svg.querySelector(".title")) return;
  /** @type {Map<string, string>} */
  const moved = new Map();
  /** @type {Place[]} */
  const done = [];
  const places = nodes.map((node) => placed(node, width / drawn, width)).sort((a, b) => a.y - b.y);
  for (const place of places) {
    const { mark, name } = place;
    const before = `${mark.getAttribute("x")} ${mark.getAttribute("y")}`;
    const below = Number(name.getAttribute("y")) - place.y;
    const line = 1.6 * Number.parseFloat(getComputedStyle(name).fontSize);
    while (done.some((other) => covers(place, other, line))) place.y += 4;
    done.push(place);
    mark.setAttribute("x", place.x.toFixed());
    mark.setAttribute("y", place.y.toFixed());
    name.setAttribute("x", place.at.toFixed());
    name.setAttribute("y", (place.y + below).toFixed());
    moved.set(before, `${place.x.toFixed()} ${place.y.toFixed()}`);
  }
  const edges = svg.querySelector(".edges");
  edges?.setAttribute(
    "d",
    (edges.getAttribute("d") ?? "").replace(/\d+ \d+/g, (each) => moved.get(each) ?? each),
  );
  const bottom = Math.max(height, ...done.map(({ y }) => y + 2 * EDGE));
  svg.setAttribute("viewBox", `0 0 ${width} ${bottom}`);
}
