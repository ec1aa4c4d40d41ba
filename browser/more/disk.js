// A folder that is opened from the disk has no server that would show its index.html.

export function leadToFiles() {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
  for (const link of document.querySelectorAll("svg a[href$='/']")) {
    link.setAttribute("href", `${link.getAttribute("href")}index.html`);
  }
}
