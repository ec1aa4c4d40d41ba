// What belongs together on the map: a name and those that its lines lead to, while the pointer or the focus is
// on it; and categories that are hidden.

/**
 * @param {SVGSVGElement} svg
 * @param {SVGAElement[]} nodes  the names, in the order that `data-to` counts them
 * @param {() => number[]} found  the names that are marked when none is pointed at
 */
export function attachHighlight(svg, nodes, found) {
  const lines = /** @type {SVGPathElement} */ (svg.querySelector(".near"));
  const linked = linksOf(nodes);

  /** @param {number[]} chosen */
  function mark(chosen) {
    svg.classList.toggle("asked", chosen.length > 0);
    nodes.forEach((node, number) => {
      node.classList.toggle("on", chosen.includes(number));
    });
  }

  function clear() {
    lines.setAttribute("d", "");
    mark(found());
  }

  /** @param {Event} event */
  function show({ target }) {
    const node = /** @type {Element} */ (target).closest("a");
    const number = nodes.indexOf(/** @type {any} */ (node));
    if (number < 0) {
      clear();
      return;
    }
    const others = [...linked[number]].filter((other) => !isHidden(nodes[other]));
    mark([...others, number]);
    const start = placeOf(nodes[number]);
    lines.setAttribute("d", others.map((other) => `M${start}L${placeOf(nodes[other])}`).join(""));
  }

  svg.addEventListener("pointerover", show);
  svg.addEventListener("pointerleave", clear);
  svg.addEventListener("focusin", show);
  svg.addEventListener("focusout", clear);
  return { mark, clear };
}

/** @param {Element} node */
export function isHidden(node) {
  return node.classList.contains("gone");
}

/**
 * The check boxes of the legend hide and show the names of a category.
 *
 * @param {SVGAElement[]} nodes
 * @param {() => void} changed
 */
export function attachLegend(nodes, changed) {
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll(".legend input")
  )) {
    box.checked = true;
    box.addEventListener("change", () => {
      for (const node of nodes) {
        if (node.dataset.group === box.value) node.classList.toggle("gone", !box.checked);
      }
      changed();
    });
  }
}

/**
 * For each name, the numbers of those that a line joins it to.
 *
 * @param {SVGAElement[]} nodes
 */
function linksOf(nodes) {
  /** @type {Set<number>[]} */
  const linked = nodes.map(() => new Set());
  nodes.forEach((node, number) => {
    for (const other of (node.dataset.to ?? "").split(" ").filter(Boolean).map(Number)) {
      linked[number].add(other);
      linked[other].add(number);
    }
  });
  return linked;
}

/** @param {SVGAElement} node */
function placeOf(node) {
  const mark = /** @type {SVGUseElement} */ (node.querySelector("use"));
  return `${mark.getAttribute("x")} ${mark.getAttribute("y")}`;
}
