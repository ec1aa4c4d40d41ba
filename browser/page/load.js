// Parts that are loaded when a reader turns to them, from beside site.js.

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

/**
 * Load a script and its style sheet, once.
 *
 * @param {string} name
 * @param {() => void} [then]  done as soon as the script is there
 */
export function load(name, then) {
  const known = document.querySelector(`script[src$='${name}.js']`);
  const script = /** @type {HTMLScriptElement} */ (known ?? document.createElement("script"));
  if (then && script.dataset.ready) then();
  else if (then) script.addEventListener("load", then);
  if (known) return;
  script.addEventListener("load", () => {
    script.dataset.ready = "1";
  });
  script.src = here.replace("site.js", `${name}.js`);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = here.replace("site.js", `${name}.css`);
  document.head.append(script, style);
}
