// Reads the tables of examples that Python's tests read too.

import { readFileSync } from "node:fs";

/**
 * The rows of a table in tests/search/, with `\uXXXX` for what cannot be seen.
 *
 * @param {string} name
 */
export function readTable(name) {
  const text = readFileSync(new URL(`../search/${name}`, import.meta.url), "utf-8");
  return text
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split("\t").map(unescaped));
}

/** @param {string} cell */
function unescaped(cell) {
  return cell.replace(/\\u(....)/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
