import assert from "node:assert/strict";
import { mkdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WorkspaceError } from "../../src/agent/ports/workspaceFault.ts";
import { locate } from "../../src/editor/core/workspace/containment.ts";
import { refusalOf } from "../../src/agent/approval/path/refusal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** Paths that must be judged before the file system hears of them, with the systems on which they are refused. */
const outside: readonly string[] = [
  "\\\\server\\share\\a.txt",
  "//server/share/a.txt",
  "\\/server/share",
  "/\\server\\share",
  "\\\\?\\C:\\Windows\\win.ini",
  "\\\\.\\pipe\\x",
  "\\\\.\\PhysicalDrive0",
  "\\??\\C:\\x",
  "\\\\?\\UNC\\server\\share\\x",
  "\\\\localhost\\c$\\x",
];
const onWindows: Record<string, "outside" | "bad-path"> = {
  "C:secret.txt": "outside",
  "c:": "outside",
  "C:..\\x": "outside",
  "a.txt:stream": "bad-path",
  "a.txt::$DATA": "bad-path",
  "src/a.ts:evil:$DATA": "bad-path",
  "GIT~1/config": "bad-path",
  "PROGRA~1/x": "bad-path",
  "src/VSCODE~1/tasks.json": "bad-path",
  "a.txt.": "bad-path",
  "a.txt ": "bad-path",
  ".git./config": "bad-path",
  ".git /config": "bad-path",
  "a/.../b": "bad-path",
  NUL: "bad-path",
  "con.txt": "bad-path",
  "src/aux.c": "bad-path",
  COM1: "bad-path",
  "lpt9.log": "bad-path",
  "COM¹": "bad-path",
  CONIN$: "bad-path",
  "a<b": "bad-path",
  "a|b": "bad-path",
  "a?b": "bad-path",
  'a"b': "bad-path",
};
const fine = [
  "a.txt",
  "src/console.ts",
  "com10.txt",
  "..hidden",
  "a/../b",
  "./a",
  "nullable.ts",
  "aux2.c",
  "C:\\ws\\a.ts",
];

describe("a path", () => {
  for (const path of outside)
    it(`is outside on every system, by its text alone: ${path}`, () => {
      for (const platform of ["win32", "linux", "darwin"] as const)
        assert.equal(refusalOf(path, platform)?.kind, "outside", platform);
    });
  for (const [path, kind] of Object.entries(onWindows))
    it(`is refused on Windows by its text alone: ${path}`, () => {
      assert.equal(refusalOf(path, "win32")?.kind, kind);
    });
  for (const path of fine) it(`is looked up: ${path}`, () => assert.equal(refusalOf(path, "win32"), undefined));
  it("with a drive is outside where there are no drives", () => {
    assert.equal(refusalOf("C:\\Windows\\x", "linux")?.kind, "outside");
    assert.equal(refusalOf("a:b", "linux"), undefined);
  });
  for (const path of ["a\0b", "a\nb", "a\u0085b", "x".repeat(5000)])
    it(`is refused everywhere: ${JSON.stringify(path).slice(0, 20)}`, () => {
      assert.equal(refusalOf(path, "linux")?.kind, "bad-path");
      assert.equal(refusalOf(path, "win32")?.kind, "bad-path");
    });
});

describe("a place", () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (temporary = temporaryFolder("paths")));
  afterEach(() => temporary.remove());
  const setUp = async () => {
    const root = await realpath(temporary.path);
    const folder = { name: "w", path: join(root, "w") };
    await mkdir(join(folder.path, ".vscode"), { recursive: true });
    await mkdir(join(root, "out", "closed"), { recursive: true });
    await writeFile(join(root, "out", "there.txt"), "x");
    const link = (from: string, to: string) => symlink(to, join(folder.path, from));
    return { root, folder, link, at: (path: string) => locate([folder], path) };
  };
  const faultOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "none",
      (error: unknown) =>
        error instanceof WorkspaceError ? JSON.stringify({ ...error.fault, path: "" }) : String(error),
    );

  it("is named as it really is: a link to a folder that programs obey", async () => {
    const { link, at } = await setUp();
    await link("docs", ".vscode");
    assert.equal((await at("docs/launch.json")).shown, ".vscode/launch.json");
    await link("new.json", ".vscode/tasks.json");
    assert.equal((await at("new.json")).shown, ".vscode/tasks.json");
    await link("a", "b");
    await link("b", "./c/../docs");
    assert.equal((await at("docs/../docs/x")).shown, ".vscode/x");
  });
  it("outside has one answer, whatever is there", async () => {
    const { root, link, at } = await setUp();
    await link("there", join(root, "out", "there.txt"));
    await link("missing", join(root, "out", "nothing.txt"));
    await link("folder", join(root, "out"));
    await link("circle-out", join(root, "out", "loop"));
    await symlink("loop", join(root, "out", "loop"));
    await link("below-file", join(root, "out", "there.txt", "x"));
    await link("up", "../out/there.txt");
    await link("share", "//server/share");
    const paths = ["there", "missing", "folder/there.txt", "folder/nothing", "circle-out", "below-file", "up", "share"];
    const named = [
      join(root, "out", "there.txt"),
      join(root, "nothing"),
      "../out/there.txt",
      "../out/none",
      "/etc/shadow",
    ];
    const faults = await Promise.all([...paths, ...named].map((path) => faultOf(at(path))));
    assert.deepEqual([...new Set(faults)], ['{"kind":"outside","path":""}']);
  });
  it("reached by many links costs little, and a circle ends", async () => {
    const { link, at } = await setUp();
    for (let n = 0; n < 200; n++) await link(`l${n}`, `l${n + 1}`);
    const start = process.cpuUsage();
    assert.match(await faultOf(at("l0")), /ELOOP/);
    assert.equal((await at("l180")).shown, "l200");
    await link("self", "self");
    assert.match(await faultOf(at("self/x")), /ELOOP/);
    assert.ok(process.cpuUsage(start).user < 500_000);
  });
  it("has one name among several folders, whatever they are called", async () => {
    const { root, folder } = await setUp();
    const other = join(root, "other");
    await mkdir(join(folder.path, "app"), { recursive: true });
    await mkdir(other, { recursive: true });
    await writeFile(join(folder.path, "app", "a.txt"), "first");
    await writeFile(join(other, "a.txt"), "second");
    const both = [
      { name: "x", path: folder.path },
      { name: "x/app", path: other },
    ];
    for (const folders of [both, both.toReversed()])
      for (const wanted of [join(folder.path, "app", "a.txt"), join(other, "a.txt")]) {
        const { absolute, shown } = await locate(folders, wanted);
        assert.equal(absolute, await realpath(wanted));
        assert.equal((await locate(folders, shown)).absolute, absolute, "its name leads to the same place");
      }
    await rm(other, { recursive: true });
  });
  it("is judged by where the workspace's folder is, whatever its name", async () => {
    const { folder } = await setUp();
    await mkdir(join(folder.path, ".vscode"), { recursive: true });
    const settings = [
      { name: "docs", path: join(folder.path, ".vscode") },
      { name: "w", path: folder.path },
    ];
    assert.equal((await locate(settings.slice(0, 1), "tasks.json")).judged, ".vscode/tasks.json");
    assert.equal((await locate(settings, "docs/tasks.json")).judged, ".vscode/tasks.json");
    assert.equal((await locate(settings, "docs/tasks.json")).shown, "docs/tasks.json");
  });
  it("inside is found by a link to the workspace's own address", async () => {
    const { root, folder, link, at } = await setUp();
    await writeFile(join(folder.path, "a.txt"), "x");
    await link("own", join(folder.path, "a.txt"));
    assert.equal((await at("own")).shown, "a.txt");
    await symlink(folder.path, join(root, "alias"));
    const alias = { name: "w", path: join(root, "alias") };
    await link("by-alias", join(root, "alias", "a.txt"));
    assert.equal((await locate([alias], "by-alias")).shown, "a.txt");
    assert.equal((await locate([alias], join(folder.path, "a.txt"))).address, join(root, "alias", "a.txt"));
    await rm(join(root, "alias"));
  });
});
