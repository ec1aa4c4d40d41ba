// The map of terms: find, zoom, drag, show what belongs together, hide categories.
(function () {
  "use strict";
  var frame = document.querySelector(".map"), svg = frame.querySelector("svg"), near = svg.querySelector(".near");
  var nodes = Array.from(svg.querySelectorAll("a")), tools = document.querySelector(".map-tools");
  var find = tools.querySelector("input"), said = tools.querySelector("output");
  var size = svg.viewBox.baseVal, scale = 1, linked = nodes.map(function () { return new Set(); });

  nodes.forEach(function (node, index) {
    (node.dataset.to || "").split(" ").filter(Boolean).forEach(function (other) {
      linked[index].add(+other);
      linked[+other].add(index);
    });
  });
  function place(node) {
    var mark = node.querySelector("use");
    return mark.getAttribute("x") + " " + mark.getAttribute("y");
  }
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\u30a1-\u30f6]/g, function (kana) {
      return String.fromCharCode(kana.charCodeAt(0) - 0x60);
    });
  }

  // What belongs to a name is shown while the pointer or the focus is on it.
  function mark(chosen) {
    svg.classList.toggle("asked", chosen.length > 0);
    nodes.forEach(function (node, index) { node.classList.toggle("on", chosen.indexOf(index) >= 0); });
  }
  function show(event) {
    var node = event.target.closest("a"), index = nodes.indexOf(node);
    if (index < 0) return clear();
    var others = Array.from(linked[index]).filter(function (other) { return !nodes[other].matches(".gone"); });
    mark(others.concat(index));
    near.setAttribute("d", others.map(function (other) {
      return "M" + place(node) + "L" + place(nodes[other]);
    }).join(""));
  }
  function clear() {
    near.setAttribute("d", "");
    mark(find.value ? found() : []);
  }
  svg.addEventListener("pointerover", show);
  svg.addEventListener("pointerleave", clear);
  svg.addEventListener("focusin", show);
  svg.addEventListener("focusout", clear);

  // Zooming keeps the point at `x, y` of the frame where it is.
  function zoom(to, x, y) {
    var fit = frame.clientWidth / size.width, old = scale;
    scale = Math.min(4, Math.max(Math.min(fit, 1), to));
    if (x === undefined) { x = frame.clientWidth / 2; y = frame.clientHeight / 2; }
    svg.setAttribute("width", size.width * scale);
    svg.setAttribute("height", size.height * scale);
    frame.scrollLeft = (frame.scrollLeft + x) * scale / old - x;
    frame.scrollTop = (frame.scrollTop + y) * scale / old - y;
  }
  function centre(node) {
    var at = node.getBoundingClientRect(), box = frame.getBoundingClientRect();
    frame.scrollLeft += at.left + at.width / 2 - box.left - box.width / 2;
    frame.scrollTop += at.top + at.height / 2 - box.top - box.height / 2;
  }
  tools.addEventListener("click", function (event) {
    var by = event.target.dataset.zoom;
    if (by !== undefined) zoom(+by ? scale * by : 0);
  });
  frame.addEventListener("wheel", function (event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    var box = frame.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  frame.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === ";") zoom(scale * 1.25);
    else if (event.key === "-") zoom(scale * 0.8);
    else if (event.key === "0") zoom(0);
  });

  // A mouse drags; a finger scrolls by itself, and two fingers zoom.
  var fingers = new Map(), moved = false, apart;
  function distance() {
    var two = Array.from(fingers.values());
    return Math.hypot(two[0].clientX - two[1].clientX, two[0].clientY - two[1].clientY);
  }
  frame.addEventListener("pointerdown", function (event) {
    if (event.button) return;
    if (!fingers.size) moved = false;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) apart = distance();
  });
  addEventListener("pointermove", function (event) {
    var last = fingers.get(event.pointerId);
    if (!last) return;
    if (event.pointerType === "mouse") {
      if (!moved && Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY) < 5) return;
      moved = true;
      frame.scrollLeft -= event.clientX - last.clientX;
      frame.scrollTop -= event.clientY - last.clientY;
    }
    fingers.set(event.pointerId, event);
    if (fingers.size !== 2) return;
    var box = frame.getBoundingClientRect(), two = Array.from(fingers.values()), now = distance();
    zoom(scale * now / apart, (two[0].clientX + two[1].clientX) / 2 - box.left, (two[0].clientY + two[1].clientY) / 2 - box.top);
    apart = now;
  });
  function up(event) { fingers.delete(event.pointerId); }
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
  svg.addEventListener("click", function (event) { if (moved) event.preventDefault(); });

  // Finding by name: the names that hold what was typed stay; Enter goes to the first one.
  function found() {
    var wanted = fold(find.value.trim());
    return nodes.map(function (_, index) { return index; }).filter(function (index) {
      return !nodes[index].matches(".gone") && fold(nodes[index].textContent).indexOf(wanted) >= 0;
    });
  }
  find.addEventListener("input", function () {
    var chosen = find.value.trim() ? found() : [];
    mark(chosen);
    svg.classList.toggle("asked", Boolean(find.value.trim()));
    said.value = !find.value.trim() ? "" : chosen.length || said.dataset.none;
    if (chosen.length) centre(nodes[chosen[0]]);
  });
  tools.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = find.value.trim() ? found()[0] : undefined;
    if (first !== undefined) { nodes[first].focus(); centre(nodes[first]); }
  });

  document.querySelectorAll(".legend input").forEach(function (box) {
    box.checked = true;
    box.addEventListener("change", function () {
      nodes.forEach(function (node) {
        if (node.dataset.group === box.value) node.classList.toggle("gone", !box.checked);
      });
      clear();
    });
  });

  // At first the whole map, if it can be read so; else its middle.
  zoom(Math.min(1, Math.max(frame.clientWidth / size.width, 0.75)));
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  frame.scrollTop = (frame.scrollHeight - frame.clientHeight) / 2;
})();
