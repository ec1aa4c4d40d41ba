// How large the map is drawn, and which part of it is in the frame.

const LARGEST = 4;
/** At first the whole map is shown, if its names can be read then, and not larger than text. */
const READABLE = 0.75;
const WIDEST = 1.6;

/**
 * @param {HTMLElement} frame  it scrolls
 * @param {SVGSVGElement} svg
 */
export function makeCamera(frame, svg) {
  const { width, height } = svg.viewBox.baseVal;
  let scale = 1;

  /**
   * Draw the map at another scale. The point at `x, y` of the frame, or else its middle, stays where it is.
   *
   * @param {number} wanted
   */
  function zoomTo(wanted, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
    const smallest = Math.min(frame.clientWidth / width, 1);
    const before = scale;
    scale = Math.min(LARGEST, Math.max(smallest, wanted));
    svg.setAttribute("width", String(width * scale));
    svg.setAttribute("height", String(height * scale));
    frame.scrollLeft = ((frame.scrollLeft + x) * scale) / before - x;
    frame.scrollTop = ((frame.scrollTop + y) * scale) / before - y;
  }

  /**
   * @param {number} factor  0 for the whole map
   * @param {{ x?: number, y?: number }} [point]  of the frame
   */
  function zoomBy(factor, { x, y } = {}) {
    zoomTo(scale * factor, x, y);
  }

  /** @param {Element} node */
  function centre(node) {
    const at = node.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    frame.scrollLeft += at.left + at.width / 2 - box.left - box.width / 2;
    frame.scrollTop += at.top + at.height / 2 - box.top - box.height / 2;
  }

  /**
   * A point of the window as one of the frame.
   *
   * @param {number} clientX
   * @param {number} clientY
   */
  function inFrame(clientX, clientY) {
    const box = frame.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  /**
   * @param {Element} node  stands in the middle where the frame is too small for the whole map
   */
  function showAll(node) {
    zoomTo(Math.min(WIDEST, Math.max(frame.clientWidth / width, READABLE)));
    if (svg.clientWidth > frame.clientWidth) centre(node);
  }

  return { zoomBy, centre, inFrame, showAll };
}
