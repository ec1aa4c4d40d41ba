// Definitions beside links: the reader's switch, and what browsers without `interestfor` need.
(function () {
  "use strict";
  var key = "glossgen-previews", doc = document, off = false, link, card, timer, top;
  if (!("popover" in HTMLElement.prototype)) return;
  try { off = localStorage.getItem(key) === "off"; } catch (error) { /* not remembered */ }

  function hide() {
    clearTimeout(timer);
    if (card && card.matches(":popover-open")) card.hidePopover();
    card = link = null;
  }
  function show(target) {
    hide();
    link = target;
    card = doc.getElementById(link.getAttribute("interestfor"));
    card.showPopover();
    top = scrollY;
    var at = link.getClientRects()[0], height = card.offsetHeight + 12;
    var above = at.bottom + height > innerHeight && at.top > height;
    card.style.left = Math.max(0, Math.min(at.left - 8, doc.documentElement.clientWidth - card.offsetWidth - 16)) + "px";
    card.style.top = (above ? at.top - height : at.bottom) + "px";
  }
  function soon(target) {
    clearTimeout(timer);
    if (target !== link) timer = setTimeout(function () { show(target); }, card ? 60 : 300);
  }
  function leave() {
    clearTimeout(timer);
    timer = setTimeout(function () { if (link !== doc.activeElement) hide(); }, 300);
  }
  function near(event, selector) { return !off && event.target.closest && event.target.closest(selector); }
  function describe() {
    doc.querySelectorAll("[interestfor]").forEach(function (each) {
      if (off) each.removeAttribute("aria-describedby");
      else each.setAttribute("aria-describedby", each.getAttribute("interestfor"));
    });
  }

  doc.addEventListener("beforetoggle", function (event) {
    if (off && event.newState === "open" && event.target.className === "preview") event.preventDefault();
  }, true);
  // A card lies over what comes after its link: it goes as soon as the focus is elsewhere (WCAG 2.2, 2.4.11).
  doc.addEventListener("interest", function (event) { card = event.target; link = event.source; }, true);
  doc.addEventListener("focusin", function (event) { if (event.target !== link) hide(); });
  doc.addEventListener("DOMContentLoaded", function () {
    var box = doc.querySelector(".switch input"), own = !("interestForElement" in HTMLAnchorElement.prototype);
    if (!box) return;
    box.checked = !off;
    box.addEventListener("change", function () {
      off = !box.checked;
      describe();
      try { localStorage.setItem(key, off ? "off" : "on"); } catch (error) { /* not remembered */ }
    });
    describe();
    if (!own) return;
    doc.addEventListener("pointerover", function (event) {
      var target = event.pointerType !== "touch" && near(event, "[interestfor]");
      if (target) soon(target);
      else if (near(event, ".preview")) clearTimeout(timer);
    });
    doc.addEventListener("pointerout", function (event) { if (near(event, "[interestfor], .preview")) leave(); });
    doc.addEventListener("focusin", function (event) {
      var target = near(event, "[interestfor]");
      if (target && target.matches(":focus-visible")) soon(target);
    });
    doc.addEventListener("focusout", function (event) { if (near(event, "[interestfor]")) leave(); });
    doc.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
    doc.addEventListener("scroll", function () { if (card && scrollY !== top) hide(); }, { passive: true });
  });
})();
