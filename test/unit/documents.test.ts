import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tops = ["src", "test", "scripts", "docs", "contributing", "engine", "media", "samples"];
const rooms = readdirSync(`${root}src`);

/** Where a path in a document may lie: below the root, or below src/ where it begins with a room's name. */
function placesOf(path: string): string[] {
  const top = path.split("/")[0] ?? "";
  if (tops.includes(top)) return [path];
  return rooms.includes(top) ? [`src/${path}`, `src/${path}.ts`] : [];
}

describe("documents for developers", () => {
  const guides = readdirSync(`${root}contributing`).map((name) => `contributing/${name}`);
  for (const name of ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "SECURITY.md", ...guides]) {
    it(`${name} names only existing files`, () => {
      const text = readFileSync(`${root}${name}`, "utf8");
      const named = [...text.matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, path = ""]) => path);
      const gone = named.filter((path) => {
        const places = placesOf(path);
        return places.length > 0 && !places.some((place) => existsSync(`${root}${place}`));
      });
      assert.deepEqual(gone, []);
    });
  }
});
