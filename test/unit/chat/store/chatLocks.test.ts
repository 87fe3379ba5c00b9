import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ChatLocks } from "../../../../src/chat/store/chatLocks.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const id = "11111111-1111-4111-8111-111111111111";
/** A process that has ended. */
const gone = spawnSync(process.execPath, ["-e", "0"]).pid;

describe("the lock of a chat", () => {
  it("is one window's, which may take it again, until it gives it free", async () => {
    const folder = temporaryFolder("locks").path;
    const [one, two] = [new ChatLocks(folder), new ChatLocks(folder)];
    assert.deepEqual([await one.take(id), await one.take(id), await two.take(id)], [true, true, false]);
    await two.release(id);
    assert.equal(await two.take(id), false);
    one.releaseNow(id);
    assert.equal(await two.take(id), true);
    await two.release(id);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is taken by one of many that come at once", async () => {
    const folder = temporaryFolder("locks").path;
    const taken = await Promise.all(Array.from({ length: 20 }, () => new ChatLocks(folder).take(id)));
    assert.equal(taken.filter(Boolean).length, 1);
  });

  it("is waited for while a window closes", async () => {
    const folder = temporaryFolder("locks").path;
    const [one, two] = [new ChatLocks(folder), new ChatLocks(folder)];
    await one.take(id);
    const soon = two.takeSoon(id);
    one.releaseNow(id);
    assert.equal(await soon, true);
  });

  const now = Date.now();
  const left: [name: string, text: string, isTaken: boolean][] = [
    ["a process that is gone", JSON.stringify({ pid: gone, host: hostname(), at: now }), true],
    [
      "a process of an earlier start of the machine",
      JSON.stringify({ pid: process.pid, host: hostname(), at: 1 }),
      true,
    ],
    ["a process that lives", JSON.stringify({ pid: process.pid, host: hostname(), at: now }), false],
    ["another machine, today", JSON.stringify({ pid: gone, host: "elsewhere", at: now }), false],
    ["another machine, long ago", JSON.stringify({ pid: gone, host: "elsewhere", at: now - 2 * 86_400_000 }), true],
    ["nobody, as a torn file", '{"pid":', true],
    ["nobody, as something else", '{"pid":"x"}', true],
  ];
  for (const [name, text, isTaken] of left) {
    it(`of ${name} is ${isTaken ? "taken over, by one of those that try" : "left"}`, async () => {
      const folder = temporaryFolder("locks").path;
      writeFileSync(join(folder, `${id}.lock`), text);
      const taken = await Promise.all(Array.from({ length: 6 }, () => new ChatLocks(folder).take(id)));
      assert.equal(taken.filter(Boolean).length, isTaken ? 1 : 0);
      assert.deepEqual(readdirSync(folder), [`${id}.lock`]);
    });
  }

  it("holds up nobody where a folder can't be written", async () => {
    const file = join(temporaryFolder("locks").path, "file");
    writeFileSync(file, "");
    assert.equal(await new ChatLocks(join(file, "inside")).take(id), true);
  });
});
