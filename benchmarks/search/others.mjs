// Other search engines on the same entries and queries. In: a JSON file with entries, queries, phrases.
// Out: for each engine, ids of the first ten for each, and the bytes that a first suggestion takes.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";

const [, , input, modules] = process.argv;
const require = createRequire(join(modules, "package.json"));
const { entries, queries, phrases } = JSON.parse(readFileSync(input, "utf8"));
const MiniSearch = require("minisearch");
const Fuse = require("fuse.js");
const size = (...parts) => parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0);
const file = (name, ...path) => readFileSync(join(modules, "node_modules", name, ...path));

const documents = entries.map(({ id, names, reading, text }) => ({ id, title: names[0], names: names.slice(1).join(" / "), reading, text }));
const mini = new MiniSearch({ fields: ["title", "names", "reading", "text"], searchOptions: { boost: { title: 4, names: 3, reading: 3 }, prefix: true, fuzzy: .2, combineWith: "AND" } });
mini.addAll(documents);
const small = new MiniSearch({ fields: ["title", "names", "reading"] });
small.addAll(documents);
const fuse = new Fuse(documents, { ignoreLocation: true, threshold: .3, keys: [{ name: "title", weight: 4 }, { name: "names", weight: 3 }, { name: "reading", weight: 3 }, { name: "text", weight: 1 }] });
const names = JSON.stringify(documents.map(({ text, ...rest }) => rest));
const engines = {
  MiniSearch: [(query) => mini.search(query).slice(0, 10).map((hit) => hit.id), size(file("minisearch", "dist", "umd", "index.js"), JSON.stringify(small), names)],
  "Fuse.js": [(query) => fuse.search(query, { limit: 10 }).map((hit) => hit.item.id), size(file("fuse.js", "dist", "fuse.min.mjs"), names)],
};
const result = Object.fromEntries(Object.entries(engines).map(([name, [search, bytes]]) =>
  [name, { queries: queries.map(search), phrases: phrases.map(search), bytes }]));
process.stdout.write(JSON.stringify(result));
