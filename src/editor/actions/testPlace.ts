import { meaningful, type NameShape, partsOf, testName, testRoot } from "./testNames.ts";

/** Where a file's tests go. `example`: a test of the project to imitate if the file doesn't exist yet. */
export type TestPlace = { path: string; exists: boolean; example?: string };

/**
 * The file for the tests of `source`. An existing one, otherwise a new one named and placed like the nearest tests, or
 * by the convention of its language. Paths are relative to the workspace folder, with slashes.
 * @param files files of the workspace; those that are no tests are ignored
 */
export function testPlace(source: string, files: readonly string[]): TestPlace {
  const { ending } = partsOf(source);
  const tests = files.filter((path) => path !== source && sameFamily(partsOf(path).ending, ending) && testName(path));
  // Rust keeps a module's tests in the same file.
  if (ending === "rs" || testName(source)) return { path: source, exists: true };
  const own = ownTest(source, tests);
  if (own !== undefined) return { path: own, exists: true };
  const example = nearest(source, tests);
  if (example === undefined) return { path: byCustom(source), exists: false };
  return { path: imitated(source, example, tests), exists: false, example };
}

const families = [["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"]];
const sameFamily = (one: string, other: string): boolean =>
  one === other || families.some((family) => family.includes(one) && family.includes(other));

/** The test with the source's name and folders; of several, the one that shares most of the path. */
function ownTest(source: string, tests: readonly string[]): string | undefined {
  const { folders, stem } = partsOf(source);
  const about = meaningful(folders);
  const own = tests.filter((path) => {
    if (testName(path)?.stem !== stem) return false;
    const theirs = meaningful(partsOf(path).folders);
    const shared = Math.min(theirs.length, about.length);
    return theirs.slice(theirs.length - shared).join("/") === about.slice(about.length - shared).join("/");
  });
  return nearest(source, own);
}

/** The path that shares the most meaningful folders with the source, then the most leading ones; the first on a tie. */
function nearest(source: string, paths: readonly string[]): string | undefined {
  const mine = partsOf(source).folders;
  const score = (path: string): number => {
    const theirs = partsOf(path).folders;
    const about = new Set(meaningful(theirs));
    const shared = meaningful(mine).filter((each) => about.has(each)).length;
    const leading = mine.findIndex((each, at) => each !== theirs[at]);
    return shared * 100 + (leading < 0 ? mine.length : leading) * 10 - theirs.length;
  };
  return [...paths].sort((a, b) => score(b) - score(a))[0];
}

function imitated(source: string, example: string, tests: readonly string[]): string {
  const shape = testName(example)?.shape ?? { before: "", after: "" };
  const { folders } = partsOf(example);
  const name = named(source, shape);
  const root = testRoot(folders);
  const mine = partsOf(source).folders;
  if (root < 0) return [...mine, name].join("/");
  if (folders[root] === "__tests__") return [...mine, "__tests__", name].join("/");
  const base = folders.slice(0, folders[root + 1] === "unit" ? root + 2 : root + 1);
  const within = tests
    .map((path) => partsOf(path).folders)
    .filter((each) => base.every((part, at) => each[at] === part));
  const mirrors = within.some((each) => each.length > base.length);
  const outside = mine.filter((part, at) => base[at] !== part);
  return [...base, ...(mirrors ? withoutSourceRoot(outside) : []), name].join("/");
}

/** `src/chat/x` is mirrored as `chat/x`. */
const withoutSourceRoot = (folders: readonly string[]): readonly string[] =>
  ["src", "lib", "app"].includes(folders[0] ?? "") ? folders.slice(1) : folders;

function named(source: string, { before, after }: NameShape): string {
  const { stem, ending } = partsOf(source);
  return `${before}${stem}${after}${ending === "" ? "" : `.${ending}`}`;
}

function byCustom(source: string): string {
  const { folders, ending } = partsOf(source);
  const beside = (shape: NameShape): string => [...folders, named(source, shape)].join("/");
  switch (ending) {
    case "py":
      return `tests/${named(source, { before: "test_", after: "" })}`;
    case "go":
      return beside({ before: "", after: "_test" });
    case "rb":
      return `spec/${named(source, { before: "", after: "_spec" })}`;
    case "php":
      return `tests/${named(source, { before: "", after: "Test" })}`;
    case "java":
    case "kt":
    case "scala":
      return beside({ before: "", after: "Test" }).replace(/(^|\/)src\/main\//, "$1src/test/");
    case "cs":
    case "swift":
      return beside({ before: "", after: "Tests" });
    default:
      return beside({ before: "", after: ".test" });
  }
}
