// On wide pages, the definitions of the terms of a paragraph stand in the margin beside it.

/** No note is further below its link than this, in pixels: it would be beside another paragraph. */
const FARTHEST = 160;
const GAP = 14;

export function showMargin() {
  const entry = document.querySelector(".entry");
  const text = entry?.querySelector("div.text");
  if (!entry || !text || !document.querySelector(".columns")) return;
  const margin = document.createElement("div");
  margin.className = "margin";
  // Screen readers say the same behind each link.
  margin.ariaHidden = "true";
  /** @type {Map<string, Element>} */
  const links = new Map();
  for (const link of text.querySelectorAll("a[interestfor]")) {
    const id = String(link.getAttribute("interestfor"));
    if (!links.has(id)) links.set(id, link);
  }
  const notes = Array.from(links, ([id, link]) => {
    const note = document.createElement("div");
    note.append(...(document.getElementById(id)?.cloneNode(true).childNodes ?? []));
    return { note, link };
  });
  function place() {
    if (!margin.offsetParent) return; // there is no room
    const top = margin.getBoundingClientRect().top;
    let free = 0;
    for (const { note, link } of notes) {
      const wanted = link.getClientRects()[0].top - top;
      const at = Math.max(wanted, free);
      note.hidden = at > wanted + FARTHEST;
      if (note.hidden) continue;
      note.style.top = `${at}px`;
      free = at + note.offsetHeight + GAP;
    }
  }
  if (!notes.length) return;
  margin.append(...notes.map(({ note }) => note));
  entry.append(margin);
  new ResizeObserver(place).observe(text);
}
