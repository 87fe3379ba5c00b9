import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import fc from "fast-check";
import { isPrivate } from "../../../src/agent/approval/files/privateFiles.ts";
import { riskOf } from "../../../src/agent/approval/files/risk.ts";
import { WorkspaceError } from "../../../src/agent/ports/workspaceFault.ts";
import { turnsOf } from "../../../src/agent/transcript/transcript.ts";
import { parseToHost, parseToPanel } from "../../../src/chat/protocol/protocol.ts";
import { parseChat } from "../../../src/chat/store/chatFile.ts";
import { locate } from "../../../src/editor/core/workspace/containment.ts";
import { refusalOf } from "../../../src/agent/approval/path/refusal.ts";
import { finish, grow, noBlocks, type Block } from "../../../src/webview/markdown/blocks.ts";
import { inertLines, inertWords } from "../../../src/words/inert.ts";
import { disguised, event, longMarkdown, path, words } from "./hostileInput.ts";

const obeyed = [".vscode/tasks.json", ".git/config", "a/.husky/pre-commit", "agents.md", "x.code-workspace", ".envrc"];
const secret = [".env", "id_rsa", "a/.ssh/config", "credentials.json", "server.pem", ".npmrc"];
const hidden = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u2028\u2029\ufeff]/u;

/** Each must hold for any input. */
export const hostileProperties: Readonly<Record<string, fc.IProperty<[string]> | fc.IProperty<[unknown[]]>>> = {
  "words shown by the editor hold no link, no icon and nothing that hides": fc.property(words, (text) => {
    for (const shown of [inertWords(text), ...inertLines(text).split("\n")]) {
      assert.doesNotMatch(shown, /\]\(|\$\(/);
      assert.doesNotMatch(shown, hidden);
    }
    assert.ok(inertWords(text).length <= 2000 && inertLines(text).length <= 8000);
  }),
  "a path that Windows would take otherwise is refused": fc.property(path, (text) => {
    if (refusalOf(text, "win32") !== undefined) return;
    assert.doesNotMatch(text, /^[\\/]{2}|^.:(?![\\/])|.:.*:|~\d|\0/s);
    for (const name of text.split(/[\\/]/)) assert.ok(name === "." || name === ".." || !/[. ]$/.test(name));
  }),
  "a file that programs obey is asked about, however it is written": fc.property(
    fc.constantFrom(...obeyed).chain(disguised),
    (text) => assert.notEqual(riskOf(text), undefined),
  ),
  "a file that may hold secrets is asked about, however it is written": fc.property(
    fc.constantFrom(...secret).chain(disguised),
    (text) => assert.equal(isPrivate(text), true),
  ),
  "any events of a chat are read, and each turn of them has an end": fc.property(
    fc.array(event, { maxLength: 20 }) as fc.Arbitrary<unknown[]>,
    (events) => {
      const { transcript } = parseChat(events.map((each) => JSON.stringify(each) ?? "").join("\n"));
      for (const turn of turnsOf(transcript)) assert.notEqual(turn.outcome, undefined);
      // What was read goes to the panel, and may be stored and read again.
      assert.notEqual(
        parseToPanel(JSON.parse(JSON.stringify({ type: "restored", chatId: "c", transcript }))),
        undefined,
      );
    },
  ),
  "any messages between host and panel are taken or refused": fc.property(
    fc.array(event, { maxLength: 4 }) as fc.Arbitrary<unknown[]>,
    (messages) => {
      for (const message of messages) {
        parseToHost(message);
        parseToPanel(message);
        parseToPanel({ type: "events", chatId: "c", events: [message] });
      }
    },
  ),
  "long Markdown has the same blocks in pieces as at once, of bounded length": fc.property(longMarkdown, (text) => {
    const blocksOf = (size: number): Block[] => {
      const all: Block[] = [];
      let blocks = noBlocks;
      for (let at = 0; at < text.length; at += size) {
        const step = grow(blocks, text.slice(at, at + size));
        blocks = step.blocks;
        all.push(...step.settled);
      }
      return [...all, ...finish(blocks)];
    };
    const whole = blocksOf(text.length);
    assert.deepEqual(blocksOf(997), whole);
    assert.deepEqual(blocksOf(8191), whole);
  }),
};

/** A folder with links to everywhere, and the property that no path leads out of it. */
export async function containment(): Promise<{ property: fc.IAsyncProperty<[string]>; dispose(): Promise<void> }> {
  const outer = await realpath(await mkdtemp(join(tmpdir(), "hostile-")));
  const root = join(outer, "root");
  for (const folder of ["src", ".vscode", ".git", "deep/er"]) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, "src", "a.txt"), "");
  await writeFile(join(outer, "secret.txt"), "");
  const links = {
    out: "/etc",
    up: "..",
    loop: "loop",
    docs: ".vscode",
    "deep/er/src": "../../..",
    chain: "up/root/docs",
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, join(root, name));
  const folders = [{ name: "root", path: root }];
  const property = fc.asyncProperty(path, async (text) => {
    const place = await locate(folders, text).catch((error: unknown) => {
      assert.ok(error instanceof WorkspaceError, String(error));
    });
    if (!place) return;
    assert.doesNotMatch(relative(root, place.absolute), /^\.\.(\/|$)|^\//);
    // "./C:/x" is a file here, but "C:/x" would be none elsewhere, so that it is refused.
    if (refusalOf(place.shown, process.platform) === undefined)
      assert.equal((await locate(folders, place.shown)).absolute, place.absolute);
    if (place.absolute.includes("/.vscode")) assert.match(place.judged, /\.vscode/);
  });
  return { property, dispose: () => rm(outer, { recursive: true }) };
}
