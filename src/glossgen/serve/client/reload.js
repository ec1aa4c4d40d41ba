// Reloads the page when the site has changed, and shows what is wrong with it.
// Only `glossgen serve` adds this script; it is in no built page.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const mine = new URL(script.src).searchParams.get("version");
  const events = new EventSource("/__glossgen/events");
  /** @type {HTMLElement | null} */
  let panel = null;

  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.version !== mine) {
      events.close();
      location.reload();
      return;
    }
    panel?.remove();
    panel = state.problems.length ? show(state) : null;
  };
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} className
   * @param {string} [text]
   */
  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  /**
   * @typedef {{ severity: string, where: string, message: string, hint: string }} Problem
   * @param {{ problems: Problem[], more: number }} state
   */
  const show = (state) => {
    if (!document.querySelector("link[data-glossgen]")) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = "/__glossgen/panel.css";
      sheet.dataset.glossgen = "";
      document.head.append(sheet);
    }
    const made = element("section", "glossgen-panel");
    made.setAttribute("role", "alert");
    made.lang = "en";
    const errors = state.problems.filter((problem) => problem.severity === "error").length;
    const list = element("ol", "glossgen-panel-list");
    for (const problem of state.problems) {
      const item = element("li", `glossgen-panel-${problem.severity}`);
      item.append(element("code", "glossgen-panel-where", problem.where), " ", problem.message);
      if (problem.hint) item.append(element("small", "glossgen-panel-hint", problem.hint));
      list.append(item);
    }
    if (state.more) list.append(element("li", "", `and ${state.more} more, in the terminal`));
    const hide = element("button", "glossgen-panel-hide", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => made.remove());
    const title = errors === 1 ? "There is 1 error" : `There are ${errors} errors`;
    made.append(element("strong", "glossgen-panel-title", title), hide, list);
    document.body.append(made);
    return made;
  };
})();
