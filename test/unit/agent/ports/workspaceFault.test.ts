import assert from "node:assert/strict";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../../src/agent/tools/files/editFile.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { WorkspaceError, type WorkspaceFault, faultWords } from "../../../../src/agent/ports/workspaceFault.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { editAllowed } from "../../../support/consented.ts";
import { runningAlone } from "../../../support/running.ts";

const path = "src/a.ts";
type Row<Kind> = { fault: Extract<WorkspaceFault, { kind: Kind }>; model: RegExp; user: RegExp };

/** For each kind of fault what the model and the user must be told to do. */
const rows: { [Kind in WorkspaceFault["kind"]]: Row<Kind> } = {
  "no-folder": { fault: { kind: "no-folder" }, model: /user to open one/, user: /Open one/ },
  "not-on-disk": { fault: { kind: "not-on-disk" }, model: /Ask the user/, user: /folder on disk/ },
  "bad-path": { fault: { kind: "bad-path", path, reason: "ELOOP" }, model: /ELOOP.*list_dir/, user: /ELOOP/ },
  "which-folder": {
    fault: { kind: "which-folder", path, folders: ["one", "two"] },
    model: /Begin the path with.*: one, two/,
    user: /several folders/,
  },
  "carriage-return": { fault: { kind: "carriage-return", path }, model: /escape/, user: /carriage return/ },
  hidden: { fault: { kind: "hidden", path }, model: /hidden.*Work without it/, user: /\.gemmaignore/ },
  private: { fault: { kind: "private", path }, model: /read_file.*asks/, user: /may hold secrets/ },
  outside: { fault: { kind: "outside", path }, model: /path relative to it/, user: /outside of the workspace/ },
  "git-data": { fault: { kind: "git-data", path }, model: /must not be written/, user: /git's own data/ },
  "missing-file": { fault: { kind: "missing-file", path }, model: /list_dir.*create_file/, user: /Bring it back/ },
  "missing-folder": { fault: { kind: "missing-folder", path }, model: /list_dir/, user: /no folder/ },
  "is-folder": { fault: { kind: "is-folder", path }, model: /Name a file in it/, user: /is a folder/ },
  link: { fault: { kind: "link", path }, model: /file that it leads to/, user: /is a link/ },
  "workspace-folder": { fault: { kind: "workspace-folder", path }, model: /in it/, user: /folder that is open/ },
  "too-many": { fault: { kind: "too-many", path, most: 500 }, model: /one by one/, user: /more than 500 files/ },
  "into-itself": { fault: { kind: "into-itself", path }, model: /another place/, user: /within it/ },
  partly: {
    fault: { kind: "partly", path, done: ["edited b.ts", "moved c.ts to d.ts"], why: "It changed." },
    model: /edited b\.ts; moved c\.ts to d\.ts.*It changed\..*Look at the files/,
    user: /Only a part was done/,
  },
  exists: { fault: { kind: "exists", path }, model: /edit_file/, user: /exists already/ },
  unsaved: { fault: { kind: "unsaved", path }, model: /user to save or close/, user: /Save or close/ },
  "unsaved-notebook": {
    fault: { kind: "unsaved-notebook", path },
    model: /cells that are not saved.*user to save or close/,
    user: /Save or close/,
  },
  unreadable: { fault: { kind: "unreadable", path }, model: /permissions/, user: /Change its permissions/ },
  binary: { fault: { kind: "binary", path }, model: /not a text file.*leave it/, user: /not a text file/ },
  "too-large": {
    fault: { kind: "too-large", path, bytes: 7, most: 5 },
    model: /7 bytes of at most 5.*search_text/,
    user: /too large/,
  },
  misread: {
    fault: { kind: "misread", path, encoding: "utf8" },
    model: /not in utf8.*user to reopen/,
    user: /Reopen/,
  },
  "no-such-character": {
    fault: { kind: "no-such-character", path, encoding: "windows1252", character: "→" },
    model: /windows1252, which has no "→".*characters of that encoding/,
    user: /Save it as UTF-8/,
  },
  changed: { fault: { kind: "changed", path }, model: /Read it again/, user: /Try again/ },
  "behind-disk": { fault: { kind: "behind-disk", path }, model: /changed on disk.*Read it again/, user: /Revert it/ },
  "read-only": {
    fault: { kind: "read-only", path, by: "file" },
    model: /make it writable/,
    user: /Make it writable/,
  },
  "line-ends": {
    fault: { kind: "line-ends", path },
    model: /end in different ways.*user to save/,
    user: /Save it first/,
  },
  refused: { fault: { kind: "refused", path, what: "delete" }, model: /refused to delete.*again/, user: /try again/ },
  "not-saved": { fault: { kind: "not-saved", path }, model: /user to save/, user: /Save it yourself/ },
  "no-search": { fault: { kind: "no-search" }, model: /Read files/, user: /no search program/ },
};

const signal = new AbortController().signal;
const kindOf = (kind: string) => (error: unknown) => error instanceof WorkspaceError && error.fault.kind === kind;

describe("a fault of the workspace", () => {
  for (const [kind, { fault, model, user }] of Object.entries(rows)) {
    it(`${kind} tells the model and the user what to do`, () => {
      const error = new WorkspaceError(fault);
      assert.match(error.message, model);
      assert.match(error.forUser, user);
      if ("path" in fault) for (const words of [error.message, error.forUser]) assert.ok(words.includes(path), words);
      for (const words of [error.message, error.forUser]) assert.match(words, /^\S.*\.\)?$/);
      assert.doesNotMatch(error.forUser, /_dir|_text|_file|the user/, "the user has no tools");
    });

    it(`${kind} ends a call before the user is asked, with nothing written`, async () => {
      const files = { [path]: "let a = 1;\n" };
      const workspace = memoryWorkspace(files, { [path]: fault, "new.ts": fault });
      const edit = editFile(workspace).plan({ path, oldText: "1", newText: "2" }, signal);
      await assert.rejects(edit, kindOf(kind));
      await assert.rejects(createFile(workspace).plan({ path: "new.ts", text: "x" }, signal), kindOf(kind));
      assert.deepEqual(Object.fromEntries(workspace.files), files);
    });
  }

  it("that occurs after consent is reported too", async () => {
    const workspace = memoryWorkspace({ [path]: "let a = 1;\n" });
    const file = await workspace.read(path, signal);
    workspace.files.set(path, "let b = 1;\n");
    await assert.rejects(editAllowed(workspace, file, [{ start: 8, end: 9, text: "2" }]), kindOf("changed"));
    assert.equal(workspace.files.get(path), "let b = 1;\n");
  });

  it("of a missing file comes from reading it", async () => {
    const plan = await readFile(memoryWorkspace({})).plan({ path }, signal);
    assert.ok(!plan.asks);
    await assert.rejects(plan.run(runningAlone(signal)), kindOf("missing-file"));
  });

  it("is told in one line", () => {
    for (const { fault } of Object.values(rows)) assert.doesNotMatch(faultWords("model", fault), /\n/);
  });
});
