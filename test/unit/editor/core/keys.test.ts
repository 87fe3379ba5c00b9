import assert from "node:assert/strict";
import type { SecretStorage } from "vscode";
import { Keys } from "../../../../src/editor/core/keys.ts";

const variable = "OPENROUTER_API_KEY";

/** A secret storage that counts what is done to it. */
function storage() {
  const kept = new Map<string, string>();
  const done: string[] = [];
  let changed: (event: { key: string }) => void = () => undefined;
  const secrets: SecretStorage = {
    keys: () => Promise.resolve([...kept.keys()]),
    get: (key) => Promise.resolve(void done.push(`get ${key}`)).then(() => kept.get(key)),
    store: (key, value) => Promise.resolve(void done.push(`store ${key}`)).then(() => void kept.set(key, value)),
    delete: (key) => Promise.resolve(void done.push(`delete ${key}`)).then(() => void kept.delete(key)),
    onDidChange: (listener) => {
      changed = listener;
      return { dispose: () => (changed = () => undefined) };
    },
  };
  return { secrets, done, kept, changeElsewhere: (key: string) => changed({ key }) };
}

describe("keys", () => {
  let before: string | undefined;
  beforeEach(() => (before = process.env.OPENROUTER_API_KEY));
  afterEach(() => {
    if (before === undefined) delete process.env.OPENROUTER_API_KEY;
    else process.env.OPENROUTER_API_KEY = before;
  });

  it("of the environment are used and never written", async () => {
    process.env.OPENROUTER_API_KEY = "sk-from-the-environment";
    const { secrets, done, kept } = storage();
    const keys = new Keys(secrets);
    assert.equal(await keys.get("openrouter", variable), "sk-from-the-environment");
    assert.deepEqual([...kept], []);
    assert.deepEqual(done, ["get gemma.key.openrouter"]);
    await keys.remove("openrouter");
    assert.equal(await keys.get("openrouter", variable), "sk-from-the-environment", "it is not ours to take away");
    assert.equal(await keys.get("custom", undefined), undefined);
  });

  it("that are stored come before the environment's, without what was pasted around them", async () => {
    process.env.OPENROUTER_API_KEY = "sk-from-the-environment";
    const { secrets, kept } = storage();
    const keys = new Keys(secrets);
    await keys.set("openrouter", "  sk-own\n");
    assert.equal(await keys.get("openrouter", variable), "sk-own");
    assert.deepEqual([...kept], [["gemma.key.openrouter", "sk-own"]]);
    await keys.remove("openrouter");
    delete process.env.OPENROUTER_API_KEY;
    assert.equal(await keys.get("openrouter", variable), undefined);
  });

  it("that are just being removed are not given out from memory", async () => {
    const { secrets, done } = storage();
    const keys = new Keys(secrets);
    await keys.set("runware", "sk-own");
    await keys.get("runware", undefined);
    done.length = 0;
    const removing = keys.remove("runware");
    await keys.get("runware", undefined);
    await removing;
    assert.deepEqual(done, ["delete gemma.key.runware", "get gemma.key.runware"]);
  });

  it("are read once, and again when another window changed them", async () => {
    const { secrets, done, kept, changeElsewhere } = storage();
    const keys = new Keys(secrets);
    await keys.get("runware", undefined);
    await keys.get("runware", undefined);
    assert.equal(done.length, 1);
    kept.set("gemma.key.runware", "new");
    changeElsewhere("gemma.key.runware");
    assert.equal(await keys.get("runware", undefined), "new");
  });
});
