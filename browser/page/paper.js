// On paper, the foot of a page says where it is and when it was printed.

export function signPaper() {
  addEventListener("beforeprint", () => {
    const foot = /** @type {HTMLElement} */ (document.querySelector(".site-footer"));
    foot.dataset.paper = `${decodeURI(location.href)} · ${new Date().toLocaleDateString()}`;
  });
}
