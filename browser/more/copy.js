// Buttons that copy what stands beside them.

/** @param {Element} button */
export async function copy(button) {
  const source = button.previousElementSibling;
  if (!source) return;
  if (!navigator.clipboard) {
    getSelection()?.selectAllChildren(source);
    return;
  }
  const text = source instanceof HTMLAnchorElement ? source.href : (source.textContent ?? "");
  await navigator.clipboard.writeText(text);
  const list = /** @type {HTMLElement} */ (button.closest("[data-done]"));
  button.textContent = list.dataset.done ?? "";
}
