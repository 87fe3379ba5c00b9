import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf, KeptBytes, MOST_KEPT } from "../../../../src/chat/store/kept/keptBytes.ts";
import { toPrune } from "../../../../src/chat/store/kept/prune.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const [chat, other] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const DAY = 86_400_000;

describe("kept bytes", () => {
  it("come back as they were, once for each content, compressed", async () => {
    const folder = temporaryFolder("kept").path;
    const kept = new KeptBytes(folder);
    const texts = [new Uint8Array(), bytesOf("text\r\n"), randomBytes(1000), bytesOf("x".repeat(100_000))];
    for (const bytes of texts) {
      const hash = await kept.keep(chat, bytes);
      assert.equal(hash, hashOf(bytes));
      assert.deepEqual(Buffer.from((await kept.read(chat, hash))!), Buffer.from(bytes));
      assert.equal(await kept.keep(chat, bytes), hash);
    }
    assert.equal(readdirSync(join(folder, chat)).length, texts.length);
    assert.ok(statSync(join(folder, chat, hashOf(texts[3]!))).size < 1000);
  });

  it("are the same for windows that keep them at once", async () => {
    const folder = temporaryFolder("kept").path;
    const bytes = randomBytes(50_000);
    await Promise.all(Array.from({ length: 8 }, () => new KeptBytes(folder).keep(chat, bytes)));
    assert.deepEqual(readdirSync(join(folder, chat)), [hashOf(bytes)]);
  });

  it("are not read if damaged, gone, or of another name", async () => {
    const folder = temporaryFolder("kept").path;
    const kept = new KeptBytes(folder);
    const hash = await kept.keep(chat, randomBytes(1000));
    truncateSync(join(folder, chat, hash), 500);
    assert.equal(await kept.read(chat, hash), undefined);
    assert.equal(await kept.read(chat, "0".repeat(64)), undefined);
    assert.equal(await kept.read(chat, "../../secret"), undefined);
    await assert.rejects(kept.keep("../x", bytesOf("x")));
  });

  it("refuse what is too large", async () => {
    const folder = temporaryFolder("kept").path;
    await assert.rejects(new KeptBytes(folder).keep(chat, new Uint8Array(MOST_KEPT + 1)), /too large/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("go with their chat, and the oldest go when there is too much, with leftovers of crashes", async () => {
    const folder = temporaryFolder("kept").path;
    const kept = new KeptBytes(folder);
    const now = Date.now();
    const old = await kept.keep(chat, bytesOf("old"));
    const newer = await kept.keep(chat, bytesOf("newer"));
    const inUse = await kept.keep(other, bytesOf("in use"));
    const left = join(folder, chat, `${old}.1.new`);
    writeFileSync(left, "torn");
    const at = (days: number) => new Date(now - days * DAY);
    for (const [path, days] of [
      [join(folder, chat, old), 50],
      [join(folder, other, inUse), 40],
      [left, 1],
    ] as const)
      utimesSync(path, at(days), at(days));
    await kept.prune({ bytes: 1e9, files: 100, ageMs: 45 * DAY }, now);
    assert.deepEqual(readdirSync(join(folder, chat)), [newer]);
    assert.deepEqual(readdirSync(join(folder, other)), [inUse]);
    await kept.remove(other);
    assert.deepEqual(
      (await kept.use()).map((use) => [use.chat, use.files.length]),
      [[chat, 1]],
    );
  });

  it("are pruned by size and number, the least recently used first", () => {
    const file = (path: string, usedAt: number) => ({ path, bytes: 10, usedAt, isLeft: false });
    const use = [
      { chat: "a", files: [file("a/1", 3), file("a/2", 1)] },
      { chat: "b", files: [file("b/1", 2)] },
    ];
    const all = { bytes: 100, files: 10, ageMs: 100 };
    assert.deepEqual(toPrune(use, all, 4), []);
    assert.deepEqual(toPrune(use, { ...all, bytes: 25 }, 4), ["a/2"]);
    assert.deepEqual(toPrune(use, { ...all, files: 1 }, 4), ["a/2", "b/1"]);
    assert.deepEqual(toPrune(use, { ...all, ageMs: 2 }, 4), ["a/2"]);
  });
});
