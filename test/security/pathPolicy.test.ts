import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decidePath, type PathQuestion } from "../../src/agent/approval/index.ts";

type Group = { decision: string; ops: ("read" | "write")[]; place: Omit<PathQuestion, "path" | "op"> };

/** A line after "# " is a group; the others are its paths, each a JSON string or a character that is repeated. */
const lines = readFileSync(new URL("../fixtures/paths.txt", import.meta.url), "utf8")
  .trimEnd()
  .split("\n");

describe("a path of the table", () => {
  let count = 0;
  for (const line of lines) {
    if (line.startsWith("# ")) {
      const { decision, ops, place } = JSON.parse(line.slice(2)) as Group;
      const paths: string[] = [];
      const at = lines.indexOf(line);
      for (const each of lines.slice(at + 1)) {
        if (each.startsWith("# ")) break;
        const path = JSON.parse(each) as string | { repeated: string; times: number };
        paths.push(typeof path === "string" ? path : path.repeated.repeat(path.times));
      }
      count += paths.length;
      const { ignore, realpaths, workspace, platform } = place;
      const extras = `${ignore ? ", .gemmaignore" : ""}${realpaths ? ", links" : ""}`;
      it(`is judged "${decision}" to ${ops.join(" or ")} in ${String(workspace)} (${platform}${extras})`, () => {
        for (const path of paths)
          for (const op of ops) {
            const verdict = decidePath({ ...place, path, op });
            const name = `${op} ${JSON.stringify(path).slice(0, 80)}: ${verdict.reasons.join(" ")}`;
            assert.equal(verdict.decision, decision, name);
            assert.equal(verdict.reasons.length > 0, decision !== "allow", name);
          }
      });
    }
  }
  it("is one of many", () => assert.ok(count > 250, String(count)));
});
