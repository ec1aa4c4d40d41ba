// The colours a reader chose, set before the page is drawn, and the switch for them.
(function () {
  "use strict";
  var root = document.documentElement, key = "glossgen-theme", order = ["auto", "light", "dark"];
  var here = document.currentScript.src;
  function stored() {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
  show(stored());
  root.classList.add("js");
  // Fonts in the style sheet are ready before the page is drawn: no line moves.
  document.fonts.forEach(function (f) {
    if (/^fallback.?Formula_/.test(f.display + f.family)) f.load();
  });
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("button.theme");
    function name() {
      var text = button.dataset.title + ": " + button.dataset[root.dataset.theme || "auto"];
      button.title = text;
      button.setAttribute("aria-label", text);
    }
    if (button) {
      name();
      button.addEventListener("click", function () {
        var next = order[(order.indexOf(root.dataset.theme || "auto") + 1) % 3];
        show(next);
        name();
        try { localStorage.setItem(key, next); } catch (error) { /* not remembered */ }
      });
    }
    // Search is loaded when a reader turns to it: by a pointer, by Tab, by "/" or by Ctrl-K.
    var search = document.querySelector(".search");
    if (search) {
      search.addEventListener("focusin", function () {
        if (document.querySelector("script[src$='search.js']")) return;
        var script = document.createElement("script");
        script.src = here.replace("site.js", "search.js");
        var style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = here.replace("site.js", "search.css");
        document.head.append(script, style);
      });
      document.addEventListener("keydown", function (event) {
        var typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
        var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
        var k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
        if (event.isComposing || !(slash || k)) return;
        event.preventDefault();
        search.q.focus();
        search.q.select();
      });
    }
    // A folder opened from the disk has no server that would show its index.html.
    if (location.protocol === "file:") {
      Array.from(document.links).forEach(function (link) {
        if (link.protocol === "file:" && link.pathname.slice(-1) === "/") link.pathname += "index.html";
      });
      document.querySelectorAll("svg a[href$='/']").forEach(function (link) {
        link.setAttribute("href", link.getAttribute("href") + "index.html");
      });
    }
  });
})();
