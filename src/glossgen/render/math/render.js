// Renders one formula with KaTeX. Takes and returns JSON, because QuickJS gives
// only flat strings to its host and KaTeX builds its HTML by concatenation.
//
// In:  {tex, display, macros}
// Out: {html, refused: [command…]} or {message, position} or {failure}
"use strict";

// KaTeX counts in the text that a token came from, which is a macro's body as
// often as the formula. Its message repeats the token underlined: the position
// is one in the formula only if the same text stands there.
/**
 * @param {string} tex
 * @param {import("katex").ParseError & { length?: number }} error
 */
function positionInFormula(tex, error) {
  const start = error.position;
  if (start === undefined || start > tex.length) return null;
  const token = tex.slice(start, start + (error.length ?? 0));
  if (token === "") return start === tex.length ? start : null;
  return error.message.includes(token.replace(/[\s\S]/g, "$&\u0332")) ? start : null;
}

// KaTeX writes an operator without operand, as in \eta_{\max} or \frac{\max}{2}, as
// two elements where MathML wants one (MathML Core §3.4.1: msub has two children).
/** @param {string} html */
function asOneElement(html) {
  return html.replace(/<mi(?: [^>]*)?>[^<]*<\/mi><mo>\u2061<\/mo>/g, "<mrow>$&</mrow>");
}

// A page holds hundreds of these, which a browser does without: the names of the languages within
// HTML (HTML §13.2.6.5 knows them), zeros before a point, margins of nothing, the last semicolon.
/** @param {string} html */
function withoutPadding(html) {
  return html
    .replace(/ xmlns="http:\/\/www\.w3\.org\/[^"]+"/g, "")
    .replace(/ style="[^"]+"/g, (style) =>
      style
        .replace(/margin-(?:left|right):0em;/g, "")
        .replace(/([:-])0\./g, "$1.")
        .replace(/;"$/, '"'),
    )
    .replaceAll(' style=""', "");
}

// KaTeX marks each sign with its kind (mrel, mbin, mopen, …) for its own use, and sets spaces as empty elements.
// Its style sheet knows few of these classes. The others go, and a sign without a class needs no element, nor does
// a number. In a pile (.vlist) each part has to be one, since it is a box of its own there. By `mord` and
// `mathnormal` browser/more/symbols.js finds the letters of a formula.
const SPACE = '<span class="mspace" style="margin-right:([^"]+)"></span>';
const SIGN = '<span class="(m[a-z ]+)">([^<]+)</span>';
const SIGNS = new RegExp(`(?:${SPACE})?${SIGN}(?:${SPACE}(?!<span class="m(?:bin|rel)">))?`, "g");
const IN_PILE = /"pstrut" style="[^"]*"><\/span>$/;
const NUMBER = /^[\d.,]+$/;
/** @type {Map<string, string>} */
const KEPT = new Map();

/** @param {string} classes */
function withRules(classes) {
  const known = KEPT.get(classes);
  if (known !== undefined) return known;
  const all = classes.split(" ").filter((each) => each === "mord" || STYLED.has(each));
  const kept = (all.includes("mathnormal") ? all.filter((each) => each !== "mord") : all).join(" ");
  KEPT.set(classes, kept);
  return kept;
}

/**
 * @param {string} sign
 * @param {string} [before]  the space there
 * @param {string} [after]
 */
function spaced(sign, before, after) {
  if (!before && !after) return sign;
  if (before && after) return `<span style="margin:0 ${after} 0 ${before}">${sign}</span>`;
  const [side, space] = before ? ["left", before] : ["right", after];
  return `<span style="margin-${side}:${space}">${sign}</span>`;
}

/** @param {string} html */
function withoutKinds(html) {
  return html
    .replace(SIGNS, (whole, before, classes, sign, after, at) => {
      const kept = withRules(classes);
      const stays = kept && !(kept === "mord" && NUMBER.test(sign));
      return stays || IN_PILE.test(html.slice(at - 50, at)) ? whole : spaced(sign, before, after);
    })
    .replace(/ class="([^"]+)"/g, (_, classes) => {
      const kept = withRules(classes);
      return kept && ` class="${kept}"`;
    });
}

/** @param {string} request */
function renderFormula(request) {
  // Parsed anew for each formula, so that \gdef in one never reaches another.
  const { tex, display, macros } = JSON.parse(request);
  /** @type {string[]} */
  const refused = [];
  try {
    const html = katex.renderToString(tex, {
      displayMode: display,
      output: "htmlAndMathml",
      throwOnError: true,
      strict: () => "ignore",
      trust: (context) => {
        refused.push(context.command);
        return false;
      },
      maxSize: 50,
      maxExpand: 1000,
      macros,
    });
    return JSON.stringify({ html: withoutKinds(withoutPadding(asOneElement(html))), refused });
  } catch (error) {
    if (error instanceof katex.ParseError) {
      return JSON.stringify({ message: error.rawMessage, position: positionInFormula(tex, error) });
    }
    return JSON.stringify({ failure: String(error) });
  }
}
