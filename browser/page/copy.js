// Buttons that copy what stands beside them.

/** @param {MouseEvent} event */
async function copy({ target }) {
  const button = target instanceof Element ? target.closest("button.copy") : null;
  const source = button?.previousElementSibling;
  if (!button || !source) return;
  if (!navigator.clipboard) {
    getSelection()?.selectAllChildren(source);
    return;
  }
  const text = source instanceof HTMLAnchorElement ? source.href : (source.textContent ?? "");
  await navigator.clipboard.writeText(text);
  const list = /** @type {HTMLElement} */ (button.closest("[data-done]"));
  button.textContent = list.dataset.done ?? "";
}

export function attachCopyButtons() {
  document.addEventListener("click", copy);
}
