// A mouse drags the map; a finger scrolls by itself, two fingers zoom, and so do the wheel and keys.

/** A mouse that moves less, in pixels, has clicked. */
const CLICK = 5;
const STEP = 1.25;
/** How far the wheel turns for a factor of e. */
const WHEEL = 300;

/** @type {Record<string, number>} */
const KEYS = { "+": STEP, ";": STEP, "-": 1 / STEP, 0: 0 };

/**
 * @param {HTMLElement} frame
 * @param {SVGSVGElement} svg
 * @param {ReturnType<typeof import("./camera.js").makeCamera>} camera
 */
export function attachPointers(frame, svg, { zoomBy, inFrame }) {
  /** The pointers that are down, with their last events. @type {Map<number, PointerEvent>} */
  const down = new Map();
  let dragged = false;
  let distance = 0;

  function distanceOfTwo() {
    const [one, other] = [...down.values()];
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  }

  /**
   * @param {PointerEvent} last
   * @param {PointerEvent} event
   */
  function drag(last, event) {
    const x = event.clientX - last.clientX;
    const y = event.clientY - last.clientY;
    if (!dragged && Math.hypot(x, y) < CLICK) return false;
    dragged = true;
    frame.scrollLeft -= x;
    frame.scrollTop -= y;
    return true;
  }

  function pinch() {
    const [one, other] = [...down.values()];
    const now = distanceOfTwo();
    zoomBy(now / distance, inFrame((one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2));
    distance = now;
  }

  /** @param {PointerEvent} event */
  function up(event) {
    down.delete(event.pointerId);
  }

  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (down.size === 0) dragged = false;
    down.set(event.pointerId, event);
    if (down.size === 2) distance = distanceOfTwo();
  });
  addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    if (event.pointerType === "mouse" && !drag(last, event)) return;
    down.set(event.pointerId, event);
    if (down.size === 2) pinch();
  });
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => {
    if (dragged) event.preventDefault();
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / WHEEL), inFrame(event.clientX, event.clientY));
    },
    { passive: false },
  );
  frame.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey || !(key in KEYS)) return;
    zoomBy(KEYS[key]);
  });
}
