// A paragraph of a page as Markdown (CommonMark): its text, links, emphasis, code and formulas.

/** @type {Record<string, string>} */
const AROUND = { STRONG: "**", B: "**", EM: "*", I: "*", DEL: "~~" };

/** @param {Element | null} element */
export function plainText(element) {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * Code, with more backticks around it than it has (CommonMark §6.1).
 *
 * @param {string} text
 */
function code(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest ? `${fence} ${text} ${fence}` : fence + text + fence;
}

/**
 * @param {Node} node
 * @returns {string}
 */
function part(node) {
  const text = node.textContent ?? "";
  if (!(node instanceof Element))
    return node.nodeType === Node.TEXT_NODE ? text.replace(/[\\`*_[\]<]/g, "\\$&") : "";
  const tex = node.matches(".katex") && node.querySelector("annotation");
  if (tex) return `$${tex.textContent}$`;
  if (node.matches("code")) return code(text);
  if (node.matches(".footnote-ref, rt, rp, [hidden]")) return "";
  const inner = Array.from(node.childNodes, part).join("");
  const around = AROUND[node.tagName] ?? "";
  return node instanceof HTMLAnchorElement ? `[${inner}](${node.href})` : around + inner + around;
}

/** @param {Element} paragraph */
export function asMarkdown(paragraph) {
  return Array.from(paragraph.childNodes, part).join("").replace(/\s+/g, " ").trim();
}
