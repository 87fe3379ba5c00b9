import assert from "node:assert/strict";
import { unreviewed, WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Scratch, withSettings } from "../editing.ts";

const files = new WorkspaceFiles(unreviewed);
const going = new AbortController().signal;

describe("searches of the workspace", () => {
  let scratch: Scratch;
  const search = (text: string, more: { regex?: boolean; path?: string; limit?: number } = {}) => {
    const { regex = false, limit = 100, path = "search-suite/found" } = more;
    return files.search({ text, regex, path }, limit, going);
  };
  before(() => {
    scratch = new Scratch("search-suite");
    scratch.write("found/a.txt", "needle (1)\nhay\nNeedle 2\n");
    scratch.write("found/sub/b.txt", "hay needle (3)\n");
    scratch.write("found/.hidden.txt", "needle 4\n");
    scratch.write("found/.ignore", "ignored/\n");
    scratch.write("found/ignored/c.txt", "needle 5\n");
    scratch.write("found/.git/d.txt", "needle 6\n");
    scratch.write("found/many.txt", "straw\n".repeat(500));
  });

  after(() => scratch.remove());

  it("finds lines with their places, hidden files too, and not what ignore files hide", async () => {
    const hits = await search("needle");
    assert.deepEqual(hits.map(({ path, line, text }) => `${path}:${line}:${text}`).sort(), [
      "search-suite/found/.hidden.txt:1:needle 4",
      "search-suite/found/a.txt:1:needle (1)",
      "search-suite/found/a.txt:3:Needle 2",
      "search-suite/found/sub/b.txt:1:hay needle (3)",
    ]);
  });

  it("searches for literal text, or for a regular expression if asked", async () => {
    assert.equal((await search("needle (")).length, 2);
    assert.deepEqual(
      (await search("^hay n\\w+", { regex: true })).map(({ path }) => path),
      ["search-suite/found/sub/b.txt"],
    );
    await assert.rejects(search("needle (", { regex: true }), /regex|unclosed/);
  });

  it("searches the whole workspace unless a folder is given", async () => {
    const hits = await files.search({ text: "needle (3)", regex: false }, 9, going);
    assert.deepEqual(
      hits.map(({ path }) => path),
      ["search-suite/found/sub/b.txt"],
    );
    assert.deepEqual(await search("needle (1)", { path: "search-suite/found/sub" }), []);
    await assert.rejects(search("x", { path: "search-suite/none" }), /no folder/);
  });

  it("ends at its limit", async () => {
    assert.equal((await search("straw", { limit: 7 })).length, 7);
  });

  it("leaves out what the user's settings exclude", async () => {
    const back = await withSettings({ "search.exclude": { "**/many.txt": true } });
    assert.deepEqual(await search("straw"), []);
    await back();
  });

  it("stops with its signal", async () => {
    const stop = new AbortController();
    const found = files.search({ text: "needle", regex: false }, 100, stop.signal);
    stop.abort();
    await assert.rejects(found, { name: "AbortError" });
  });

  it("are sorted by path and line, whatever the program's order", async () => {
    const hits = await search("e", { limit: 1000 });
    const places = hits.map(({ path, line }) => `${path} ${String(line).padStart(6, "0")}`);
    assert.deepEqual(places, places.toSorted());
  });

  it("search one file, and files of a kind", async () => {
    assert.deepEqual(
      (await search("needle", { path: "search-suite/found/a.txt" })).map(({ path, line }) => `${path}:${line}`),
      ["search-suite/found/a.txt:1", "search-suite/found/a.txt:3"],
    );
    const query = {
      text: "needle",
      regex: false,
      path: "search-suite/found",
      accepts: (path: string) => path === "sub/b.txt",
    };
    assert.deepEqual(
      (await files.search(query, 9, going)).map(({ path }) => path),
      ["search-suite/found/sub/b.txt"],
    );
  });

  it("bring neighbours, and count only hits", async () => {
    const query = { text: "hay", regex: false, path: "search-suite/found/a.txt", context: 1 };
    assert.deepEqual(
      (await files.search(query, 1, going)).map(({ line, isContext }) => [line, isContext === true]),
      [
        [1, true],
        [2, false],
        [3, true],
      ],
    );
  });

  describe("lists of files", () => {
    const below = (path: string, most = 100) => files.filesBelow({ path }, most, going);
    it("have what searches see, sorted, with hidden files", async () => {
      assert.deepEqual(await below("search-suite/found"), {
        base: "search-suite/found/",
        paths: [".hidden.txt", ".ignore", "a.txt", "many.txt", "sub/b.txt"].map((each) => `search-suite/found/${each}`),
        isCut: false,
      });
    });

    it("end at their bound, stop with their signal, and stay inside", async () => {
      const { paths, isCut } = await below("search-suite/found", 2);
      assert.deepEqual([paths.length, isCut], [2, true]);
      await assert.rejects(files.filesBelow({ path: "." }, 9, AbortSignal.abort()), { name: "AbortError" });
      await assert.rejects(below("../.."), /outside/);
      await assert.rejects(below("search-suite/none"), /no folder/);
    });

    it("leave out what the user's settings exclude", async () => {
      const back = await withSettings({ "files.exclude": { "**/sub": true } });
      try {
        assert.ok(!(await below("search-suite/found")).paths.some((path) => path.includes("/sub/")));
        assert.ok(!(await files.list("search-suite/found")).some(({ name }) => name === "sub"));
      } finally {
        await back();
      }
    });
  });
});
