import assert from "node:assert/strict";
import { afterReply, refused, text } from "../shapes.ts";

/** A small workspace, and changes of it in every form that replies have. */
export const F = "```";
export const a = text("function a() {", "  one();", "  two();", "}");
export const b = text("x = 1", "y = 2", "z = 3");
export const readme = text("Title", "=======", "", "Body", "", "End");
export const files = { "src/a.ts": a, "lib/b.py": b, "README.md": readme };

export const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
export const one = block("  one();", "  uno();");
export const two = block("  two();", "  due();");
export const fence = (info: string, ...parts: string[]): string => [`${F}${info}`, ...parts, F].join("\n");
export const tag = (open: string, ...parts: string[]): string =>
  [`<${open}>`, ...parts, `</${/^\w+/.exec(open)?.[0] ?? ""}>`].join("\n");
export const uno = { "src/a.ts": a.replace("one", "uno") };
export const both = { "src/a.ts": a.replace("one", "uno").replace("two", "due") };
export const rows = [" function a() {", "-  one();", "+  uno();", "   two();"];
export const hunk = ["@@ -1,3 +1,3 @@", ...rows];
export const diff = ["--- a/src/a.ts", "+++ b/src/a.ts", ...hunk];
export const patch = ["*** Begin Patch", "*** Update File: src/a.ts", "@@", ...rows, "*** End Patch"];

/** [name, reply, the files that it changes] */
export type ReplyRow = [name: string, reply: string, expected: Record<string, string> | typeof refused];

export const checkReplies = (rows: readonly ReplyRow[]): void => {
  for (const [name, reply, expected] of rows)
    it(`${expected === refused ? "makes nothing of" : "reads"} ${name}`, () => {
      assert.deepEqual(afterReply(files, reply), expected, reply);
    });
};
