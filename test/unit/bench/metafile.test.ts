import assert from "node:assert/strict";
import { staticBytes, totalBytes } from "../../../bench/support/metafile.ts";

describe("sizes from a metafile", () => {
  const output = (bytes: number, ...imports: { path: string; kind: "import-statement" | "dynamic-import" }[]) => ({
    bytes,
    imports,
    inputs: {},
    exports: [],
  });
  const outputs = {
    "dist/a.js": output(
      10,
      { path: "dist/b.js", kind: "import-statement" },
      { path: "dist/lazy.js", kind: "dynamic-import" },
    ),
    "dist/b.js": output(200, { path: "dist/c.js", kind: "import-statement" }),
    "dist/c.js": output(3000, { path: "dist/b.js", kind: "import-statement" }),
    "dist/lazy.js": output(40_000),
    "dist/a.js.map": output(500_000),
  };

  it("counts an entry with its static imports, each once, and not what loads later", () => {
    assert.equal(staticBytes({ outputs }, "dist/a.js"), 3210);
  });
  it("counts all scripts, but no map", () => {
    assert.equal(totalBytes({ outputs }), 43_210);
  });
  it("refuses an entry that was not made", () => {
    assert.throws(() => staticBytes({ outputs }, "dist/none.js"), /dist\/none\.js/);
  });
});
