import assert from "node:assert/strict";
import { applyEdit, parseEdits } from "../../../src/edit/index.ts";
import type { Property } from "./editCases.ts";
import { looseStyles } from "./reply/replyLoose.ts";
import { asMixedFence, asPairs, asTaggedEdits } from "./reply/replyMixed.ts";
import { asBlocks, asDiff, asPatch, asTagged, asWhole, type File } from "./reply/replyStyles.ts";
import { document, print, random, revised, type Random } from "./editRandom.ts";
import { ended } from "./editStreams.ts";

/** Lines that mean something to a parser of replies and nothing in a file. */
const traps = [
  "```",
  "```js",
  "~~~",
  "# src/other.ts",
  "`src/other.ts`:",
  "File: src/other.ts",
  "---",
  "> quoted",
  "1. one",
];

function file(r: Random, path: string): File {
  const doc = document(r, 2 + r.int(25));
  for (const line of doc.lines)
    if (r.chance(4)) {
      line.indent = "";
      line.text = r.pick(traps);
    }
  const next = revised(r, doc);
  const [before, after] = [doc, next].map(({ lines }) => lines.map((l) => l.indent + l.text + l.trail));
  return { path, before: before ?? [], after: after ?? [], text: print(doc) };
}

const names = [
  "src/net.ts",
  "lib/util/log.py",
  "Makefile",
  "docs/guide.md",
  ".github/ci.yml",
  "app/[id]/page.tsx",
  "my notes/to do.txt",
  "größe.ts",
];

/** What models say around edits; none of it is one. */
const prose = [
  "That is all.",
  "- It was wrong.\n- Now it is right.",
  "## What changed\n\nOne line.",
  "Run it:\n\n```bash\nnpm test\n```",
  "It prints:\n\n```\n1\n2\n```",
  "You call it like this:\n\n```ts\nmain();\n```",
  "In `src/other.ts`:\n\n```ts\nimport x from './x';\n```",
  "| a | b |\n| - | - |\n| 1 | 2 |",
  "The word `console.log` is no file.",
  "> Note that it may fail.",
  "### Node.js\n\n```sh\nnode .\n```",
];

/** Edits of several files, each in some style with prose around them, change those files as meant and no other. */
export const replies: Property = (seed) => {
  const r = random(seed);
  const files = [...names]
    .sort(() => r.int(3) - 1)
    .slice(0, 1 + r.int(3))
    .map((path) => file(r, path));
  const parts: string[] = [r.pick(prose)];
  const told: File[] = [];
  for (const target of files) {
    const style = r.pick([
      asWhole,
      asBlocks,
      asDiff,
      asPatch,
      asTagged,
      asTaggedEdits,
      asMixedFence,
      asPairs,
      ...looseStyles,
    ]);
    const text = style(r, target);
    if (text === undefined) continue;
    parts.push(text, r.pick(prose));
    told.push(target);
  }
  if (told.length === 0) return false;
  const reply = parts.join("\n\n").replaceAll("\n", r.pick(["\n", "\n", "\r\n"]));
  const edits = parseEdits(reply, { knownPaths: [...names, "src/other.ts"] });
  const said = `seed ${seed}\n${reply}\n${JSON.stringify(edits)}`;
  assert.deepEqual(
    [...new Set(edits.map(({ path }) => path))],
    told.map(({ path }) => path),
    said,
  );
  for (const { path, after, text: original } of told) {
    let text = original;
    for (const { edit } of edits.filter((each) => each.path === path)) {
      const result = applyEdit(text, edit);
      if (!result.ok && ["placeholder", "no-change", "already-applied", "ambiguous"].includes(result.error.kind))
        return false;
      assert.ok(result.ok, `${said}\n${path}\n${JSON.stringify({ text, result })}`);
      text = result.text;
    }
    assert.equal(
      ended(text),
      after.join("\n").replace(/\n+$/, ""),
      `${said}\n${path}\n${JSON.stringify({ original })}`,
    );
  }
  return true;
};
