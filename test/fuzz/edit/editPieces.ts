import assert from "node:assert/strict";
import { applyEdit, parseEdits } from "../../../src/edit/index.ts";
import { splicesAgree, type Property } from "./editCases.ts";
import { document, looseMatches, print, random, retypeset, type Doc } from "./editRandom.ts";

/** A piece of text, wherever it begins and ends, is replaced literally if it occurs once, and refused if it does not. */
export const literalPieces: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 1 + r.int(12));
  const original = print(doc).replace(/^\ufeff/, "");
  if (original.length === 0) return false;
  const start = r.int(original.length);
  const end = Math.min(original.length, start + 1 + r.int(30));
  const oldText = original.slice(start, end);
  const newText = r.pick(["", "new", "$& $1 $$", "two words", "x\ty"]);
  // Cut characters, and the rules for whole lines, have tests of their own.
  if (/[^\x00-\x7f]/.test(original.slice(start - 1, end + 1)) || /[\r\n]$/.test(oldText) || oldText.includes("\r"))
    return false;
  if (oldText.includes("\n") && original.includes("\r")) return false;
  // A letter with an accent is no place of the letter.
  if (/\p{M}/u.test(original)) return false;
  // A line of white space is taken whole, or not at all.
  if (oldText.startsWith("\n") && /(?:^|\n)[ \t]+$/.test(original.slice(0, start))) return false;
  let count = 0;
  let parts = false;
  for (let at = original.indexOf(oldText); at >= 0; at = original.indexOf(oldText, at + 1)) {
    count++;
    parts ||= partsWord(original, at) || partsWord(original, at + oldText.length);
  }
  const result = applyEdit(original, { kind: "replace", edits: [{ oldText, newText }] });
  const told = `seed ${seed} ${JSON.stringify({ original, oldText, newText, result })}`;
  if (count > 1) {
    assert.ok(!result.ok && result.error.kind === "ambiguous", told);
    const [place = 0] = result.error.places;
    assert.equal(place, original.slice(0, original.indexOf(oldText)).split("\n").length, told);
    if (oldText.trim() === "") return true;
    const every = applyEdit(original, { kind: "replace", edits: [{ oldText, newText, expectedCount: count }] });
    if (every.ok) assert.equal(every.text, original.split(oldText).join(newText), told);
    if (parts) assert.ok(!every.ok, told);
    else {
      const all = applyEdit(original, { kind: "replace", edits: [{ oldText, newText, replaceAll: true }] });
      if (all.ok) assert.equal(all.text, original.split(oldText).join(newText), told);
      else assert.ok(all.error.kind === "already-applied", `${told} ${JSON.stringify(all)}`);
    }
  } else if (parts) assert.ok(!result.ok, told);
  else if (result.ok) assert.equal(result.text, original.slice(0, start) + newText + original.slice(end), told);
  else assert.ok(result.error.kind === "already-applied" || oldText === newText, told);
  splicesAgree(original, result, told);
  return true;
};

/** Whether an offset stands inside of a word, or of a number with its point. */
const partsWord = (text: string, at: number): boolean =>
  (/[\wïé]$/.test(text.slice(0, at)) && /^[\wïé]/.test(text.slice(at))) ||
  (/\d$/.test(text.slice(0, at)) && /^\.\d/.test(text.slice(at))) ||
  (/\d\.$/.test(text.slice(0, at)) && /^\d/.test(text.slice(at)));

/** Several edits of one call, in any order, give what they give one by one; a clash leaves all undone. */
export const severalEdits: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 6 + r.int(24));
  const original = print(doc);
  const lines = doc.lines.map((l) => l.indent + l.text + l.trail);
  const edits: { oldText: string; newText: string }[] = [];
  const expected = [...lines];
  for (let at = r.int(3); at < lines.length - 1; at += 1 + r.int(6)) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || lines.filter((other) => other.includes(line)).length !== 1) continue;
    const now = `${line.trimEnd()} // ${r.int(1e6)}`;
    edits.push({ oldText: line, newText: now });
    expected[at] = now;
  }
  if (edits.length === 0) return false;
  edits.sort(() => r.int(3) - 1);
  const result = applyEdit(original, { kind: "replace", edits });
  const told = `seed ${seed} ${JSON.stringify({ original, edits, result })}`;
  assert.ok(result.ok, told);
  const text = print({
    ...doc,
    lines: doc.lines.map((l, i) => ({ indent: "", text: expected[i] ?? "", trail: "", eol: l.eol })),
  });
  assert.equal(result.text, text, told);
  splicesAgree(original, result, told);
  const twice = applyEdit(original, { kind: "replace", edits: [...edits, edits[0] ?? { oldText: "", newText: "" }] });
  assert.ok(!twice.ok && twice.error.kind === "overlap", told);
  return true;
};

/** An edit applied twice is not made twice: the second time is refused, or changes what stands elsewhere. */
export const repeats: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 2 + r.int(20));
  const original = print(doc);
  const at = r.int(doc.lines.length);
  const line = doc.lines[at];
  if (!line || line.text === "") return false;
  const oldText = line.indent + line.text + "\n";
  const added = `${line.indent}added_${r.int(1e6)}();\n`;
  const newText = r.pick([oldText + added, added + oldText, added + oldText + added, added]);
  const first = applyEdit(original, { kind: "replace", edits: [{ oldText, newText }] });
  if (!first.ok) return false;
  const second = applyEdit(first.text, { kind: "replace", edits: [{ oldText, newText }] });
  const told = `seed ${seed} ${JSON.stringify({ original, oldText, newText, second })}`;
  const places = looseMatches(
    doc.lines.map((l) => l.text),
    [line.text],
  );
  if (places === 1) assert.ok(!second.ok && second.error.kind === "already-applied", told);
  return true;
};

const depthOf = (doc: Doc, at: number): number => (doc.lines[at]?.indent.length ?? 0) / doc.unit.length;

/**
 * Lines left out between anchors that occur once are kept, if they stand in the anchors' block; without them in the
 * replacement nothing is applied.
 */
export const elisions: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 8 + r.int(20));
  const lines = doc.lines.map((l) => l.indent + l.text);
  const once = (i: number): boolean => (lines[i] ?? "").trim() !== "" && looseMatches(lines, [lines[i] ?? ""]) === 1;
  const from = r.int(lines.length - 4);
  const to = from + 3 + r.int(Math.min(6, lines.length - from - 3));
  if (!once(from) || !once(to)) return false;
  const mark = r.pick([
    "...",
    "// ...",
    "// ... existing code ...",
    "# ... rest unchanged ...",
    "/* ... */",
    "<!-- ... -->",
    "…",
    "-- ... existing code ...",
    "; ... rest of the file ...",
    "{/* ... existing code ... */}",
    "// the rest of the code remains the same",
    "# unchanged",
  ]);
  const fresh = `changed_${r.int(1e6)}();`;
  // Both texts may be written deeper than the file is, in other quotes and accents.
  const deeper = r.chance(30) ? doc.unit : "";
  const typed = (line: string): string => (r.chance(20) ? retypeset(r, line) : line);
  const last = deeper + typed(lines[to] ?? "");
  const oldText = [deeper + typed(lines[from] ?? ""), mark, last, ""].join("\n");
  const newText = [deeper + fresh, mark, last, ""].join("\n");
  const original = print(doc);
  const result = applyEdit(original, { kind: "replace", edits: [{ oldText, newText }] });
  const told = `seed ${seed} ${JSON.stringify({ original, oldText, newText, result })}`;
  const skipped = doc.lines.slice(from + 1, to).filter((line) => line.text !== "");
  const [above, below] = [depthOf(doc, from), depthOf(doc, to)];
  const limit = below > above ? above : below - 1;
  const closes = (text: string): boolean => /^(?:[)\]}]|end\b|<\/|\/\/)/.test(text);
  if (skipped.some(({ text, indent }) => !closes(text) && indent.length / doc.unit.length <= limit)) {
    assert.ok(!result.ok && result.error.kind === "not-found", told);
    return true;
  }
  // What brackets of random lines close, nobody can tell.
  if (!result.ok && [...skipped, doc.lines[to]].some((line) => closes(line?.text ?? ""))) return false;
  assert.ok(result.ok && result.how === "elision", told);
  const first = doc.lines[from];
  const expected = print({
    ...doc,
    lines: doc.lines.map((line) => (line === first ? { indent: "", text: fresh, trail: "", eol: line.eol } : line)),
  });
  assert.equal(result.text, expected, told);
  splicesAgree(original, result, told);
  for (const text of [`${fresh}\n${lines[to] ?? ""}\n`, `${fresh}\n// ...\n${mark}\n${lines[to] ?? ""}\n`]) {
    const other = applyEdit(original, { kind: "replace", edits: [{ oldText, newText: text }] });
    assert.ok(!other.ok, `${told}\n${text}`);
  }
  const bare = applyEdit(original, { kind: "replace", edits: [{ oldText: `${lines[from] ?? ""}\n`, newText }] });
  assert.ok(!bare.ok && bare.error.kind === "placeholder", told);
  return true;
};

/** A SEARCH/REPLACE block says the same as the edit it holds, whatever its lines are and however it is wrapped. */
export const blocks: Property = (seed) => {
  const r = random(seed);
  const text = (): string[] =>
    document(r, r.int(8)).lines.map((l) =>
      r.chance(8) ? r.pick(["```", "```ts", "~~~", "# a.ts", "---", "> x"]) : l.indent + l.text,
    );
  const [search, replace] = [text(), text()];
  const joined = (lines: string[]): string => (lines.length === 0 ? "" : lines.join("\n") + "\n");
  const oldText = joined(search).trim() === "" ? "" : joined(search);
  const block = ["<<<<<<< SEARCH", ...search, "=======", ...replace, ">>>>>>> REPLACE"];
  const fence = r.pick(["", "```", "````", "~~~"]);
  const wrapped = fence === "" ? ["src/a.ts", ...block] : ["src/a.ts", `${fence}ts`, ...block, fence];
  const reply = ["Here is the change.", "", ...wrapped, "", "Done."].join(r.pick(["\n", "\r\n"]));
  const expected = [{ path: "src/a.ts", edit: { kind: "replace", edits: [{ oldText, newText: joined(replace) }] } }];
  assert.deepEqual(parseEdits(reply), expected, `seed ${seed}\n${reply}`);
  return true;
};

/** A whole file in a fence longer than any of its own comes out as it is. */
export const wholeFiles: Property = (seed) => {
  const r = random(seed);
  const lines = document(r, 1 + r.int(12)).lines.map((l) =>
    r.chance(10) ? r.pick(["```", "```js", "~~~", "## T"]) : l.indent + l.text,
  );
  if (lines.every((line) => line.trim() === "")) return false;
  const reply = `Here:\n\n**src/a.md**\n\n\`\`\`\`md\n${lines.join("\n")}\n\`\`\`\`\n\nDone.`;
  assert.deepEqual(
    parseEdits(reply),
    [{ path: "src/a.md", edit: { kind: "rewrite", text: `${lines.join("\n")}\n` } }],
    `seed ${seed}`,
  );
  return true;
};
