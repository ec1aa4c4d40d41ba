import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeAddress, decodeReading, readNames } from "../../browser/search/entries.js";
import { decodeEntries, fileOf } from "../../browser/search/grams.js";
import { namesFile } from "./index.js";
import { readTable } from "./tables.js";

for (const [name, reading, code, why] of readTable("readings.tsv")) {
  test(`a reading: ${why}`, () => assert.equal(decodeReading(name, code), reading));
}

test("no reading", () => assert.equal(decodeReading("重み", ""), ""));

for (const [address, names, code, why] of readTable("addresses.tsv")) {
  test(`an address: ${why}`, () => assert.equal(decodeAddress(code, names.split("|")), address));
}

for (const [, numbers, code, why] of readTable("lists.tsv")) {
  test(`a list: ${why}`, () => assert.deepEqual(decodeEntries(code), numbers.split(" ").map(Number)));
}

test("bigrams of any plane are in a file", () => {
  assert.equal(fileOf("学習", 8), ("学".charCodeAt(0) * 31 + "習".charCodeAt(0)) % 8);
  assert.equal(fileOf("𠮷野", 8), (0x20bb7 * 31 + "野".charCodeAt(0)) % 8);
});

test("terms, categories and notes follow each other, each by reading, else name", () => {
  const file = {
    ...namesFile(["覚え書き", "わ", "分野", "い", "重み"]),
    kinds: "20100",
    readings: "\n\n\n\n#/",
  };
  const { entries } = readNames(file, { base: "/search/", onDisk: false });
  assert.deepEqual(
    entries.map(({ names, reading, kind, place }) => [names[0], reading, kind, place]),
    [
      ["い", "い", 0, 3],
      ["重み", "え", 0, 4],
      ["わ", "わ", 0, 1],
      ["分野", "", 1, 2],
      ["覚え書き", "", 2, 0],
    ],
  );
});

test("a hidden name is known and not shown", () => {
  const file = { ...namesFile(["重み"]), otherNames: "Weight\t omomi" };
  const [entry] = readNames(file, { base: "/search/", onDisk: false }).entries;
  assert.deepEqual(entry.names, ["重み", "Weight"]);
  assert.deepEqual(entry.allNames, ["重み", "Weight", " omomi"]);
});

test("links lead to a folder, from the disk to its file", () => {
  const file = { ...namesFile(["C#"]), addresses: "/terms/c#/" };
  const hrefs = [false, true].map(
    (onDisk) => readNames(file, { base: "/g/search/", onDisk }).entries[0].href,
  );
  assert.deepEqual(hrefs, ["/g/search/../terms/c%23/", "/g/search/../terms/c%23/index.html"]);
});

test("an index without entries", () => {
  const file = namesFile([]);
  assert.deepEqual(readNames(file, { base: "/search/", onDisk: false }).entries, []);
});
