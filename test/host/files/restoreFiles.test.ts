import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { KeepingEffects } from "../../../src/agent/checkpoints/keepingEffects.ts";
import { planRedo, planRestore } from "../../../src/agent/checkpoints/restorePlan.ts";
import { emptyTranscript, record, type Transcript } from "../../../src/agent/transcript/transcript.ts";
import { hashOf, KeptBytes } from "../../../src/chat/store/kept/keptBytes.ts";
import { fileAt } from "../../../src/editor/files/kept/fileNow.ts";
import { type ClashAnswer, restoreFiles } from "../../../src/editor/files/kept/restoreFiles.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { createAllowed, editAllowed } from "../../support/consented.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, type, undo, withSettings } from "../editing.ts";

const chat = "11111111-1111-4111-8111-111111111111";
const going = new AbortController().signal;

describe("restoring files", () => {
  let scratch: Scratch;
  let back: () => Promise<void>;
  const folder = temporaryFolder("kept-host");
  const kept = new KeptBytes(folder.path);
  const source = {
    hash: (bytes: Uint8Array | undefined) => (bytes ? hashOf(bytes) : "none"),
    keep: (bytes: Uint8Array) => kept.keep(chat, bytes),
    read: async (hash: string) => {
      if (hash === "none") return { bytes: undefined };
      const bytes = await kept.read(chat, hash);
      return bytes && { bytes };
    },
  };
  let transcript: Transcript;
  let review: Review;
  let files: WorkspaceFiles;
  let asked: string[];

  before(async () => {
    back = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("restore-suite");
  });
  after(async () => {
    await scratch.remove();
    folder.remove();
    await back();
  });
  beforeEach(() => {
    transcript = record(emptyTranscript, {
      type: "asked",
      id: "t",
      at: 1,
      mode: "agent",
      text: "",
      prompt: "",
      chips: [],
    });
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    files = new WorkspaceFiles(review);
    asked = [];
  });
  afterEach(async () => {
    review.dispose();
    await closeAll();
  });

  const effects = () =>
    new KeepingEffects({
      fileNow: async (path) => (await fileAt(path)).now,
      keep: source.keep,
      notice: async () => ({ end: async () => [] }),
      failed: (error) => assert.fail(String(error)),
    });
  /** Changes a file as a call of the turn does. */
  async function changing(path: string, after: string | undefined, work: () => unknown): Promise<void> {
    const keeping = effects();
    const ask = { kind: "edit", change: { path, before: undefined, after: after ?? "" } } as const;
    for (const event of await keeping.before(ask)) transcript = record(transcript, event);
    await work();
    for (const event of await keeping.after(ask)) transcript = record(transcript, event);
  }
  async function agentEdits(name: string, from: string, to: string): Promise<void> {
    const path = `${scratch.name}/${name}`;
    const file = await files.read(path, going);
    const start = file.text.indexOf(from);
    await changing(path, "", () => editAllowed(files, file, [{ start, end: start + from.length, text: to }]));
  }
  const agentCreates = (name: string, text: string): Promise<void> =>
    changing(`${scratch.name}/${name}`, text, () => createAllowed(files, `${scratch.name}/${name}`, text));
  async function restore(answer: ClashAnswer = "mine", meanwhile: () => unknown = () => undefined) {
    transcript = record(transcript, { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "" });
    const ask = async (path: string) => {
      asked.push(path.slice(scratch.name.length + 1));
      await meanwhile();
      return answer;
    };
    return restoreFiles(planRestore(transcript, "t"), { kept: source, ask });
  }
  const redo = (done: Awaited<ReturnType<typeof restore>>) =>
    restoreFiles(planRedo(done.files), { kept: source, ask: () => Promise.reject(new Error("It asked.")) });

  it("brings bytes back, deletes new files, leaves nothing pending, and is redone", async () => {
    const texts: [name: string, bytes: string][] = [
      ["plain.txt", "one\ntwo\nthree\n"],
      ["crlf.txt", "one\r\ntwo\r\nthree\r\n"],
      ["mark.txt", "\ufeffone\ntwo\nthree\n"],
      ["no-end.txt", "one\ntwo\nthree"],
    ];
    for (const [name, text] of texts) scratch.write(name, text);
    for (const [name] of texts) await agentEdits(name, "two", "TWO");
    await agentEdits("plain.txt", "three", "THREE");
    await agentCreates("deep/new.txt", "new\n");
    const edited = texts.map(([name]) => scratch.bytes(name));
    const done = await restore();
    assert.deepEqual(done.report.failed, []);
    for (const [name, text] of texts) assert.equal(scratch.text(name), text, name);
    assert.equal(existsSync(scratch.at("deep/new.txt")), false);
    assert.deepEqual(review.uris.map(String), []);
    assert.deepEqual(asked, []);
    await redo(done);
    assert.deepEqual(
      texts.map(([name]) => scratch.bytes(name)),
      edited,
    );
    assert.equal(scratch.text("deep/new.txt"), "new\n");
  });

  it("is one undo of the editor", async () => {
    scratch.write("undo.txt", "one\ntwo\nthree\n");
    await agentEdits("undo.txt", "one", "ONE");
    await agentEdits("undo.txt", "three", "THREE");
    const { document } = await scratch.show("undo.txt");
    await restore();
    assert.equal(document.getText(), "one\ntwo\nthree\n");
    await undo();
    assert.equal(document.getText(), "ONE\ntwo\nTHREE\n");
  });

  it("keeps what the user typed elsewhere, and asks about the same lines", async () => {
    for (const name of ["apart.txt", "same.txt", "whole.txt"]) scratch.write(name, "one\ntwo\nthree\nfour\n");
    for (const name of ["apart.txt", "same.txt", "whole.txt"]) await agentEdits(name, "two", "TWO");
    scratch.write("apart.txt", "one\nTWO\nthree\nfour, mine\n");
    scratch.write("same.txt", "one\nTWO, mine\nthree\nfour\n");
    for (const name of ["apart.txt", "same.txt"])
      await until(`the editor's text of ${name}`, async () => {
        const read = await files.read(`${scratch.name}/${name}`, going).catch(() => undefined);
        return read?.text.includes("mine") ? true : undefined;
      });
    const done = await restore();
    assert.equal(scratch.text("apart.txt"), "one\ntwo\nthree\nfour, mine\n");
    assert.equal(scratch.text("same.txt"), "one\nTWO, mine\nthree\nfour\n");
    assert.equal(scratch.text("whole.txt"), "one\ntwo\nthree\nfour\n");
    assert.deepEqual(asked, ["same.txt"]);
    assert.deepEqual(done.report.merged, [`${scratch.name}/apart.txt`]);
    assert.deepEqual(done.report.left, [`${scratch.name}/same.txt`]);
  });

  it("restores where the user says so, and Redo brings back what was there", async () => {
    scratch.write("clash.txt", "one\ntwo\n");
    await agentEdits("clash.txt", "two", "TWO");
    const editor = await scratch.show("clash.txt");
    await type(editor, 1, 3, ", mine");
    await editor.document.save();
    const done = await restore("restore");
    assert.equal(scratch.text("clash.txt"), "one\ntwo\n");
    await redo(done);
    assert.equal(scratch.text("clash.txt"), "one\nTWO, mine\n");
  });

  it("leaves what changed while the user was asked", async () => {
    for (const name of ["meanwhile.txt", "asked.txt"]) scratch.write(name, "one\ntwo\n");
    for (const name of ["meanwhile.txt", "asked.txt"]) await agentEdits(name, "two", "TWO");
    const editor = await scratch.show("asked.txt");
    await type(editor, 1, 3, ", mine");
    await editor.document.save();
    const other = await scratch.show("meanwhile.txt");
    const { report } = await restore("restore", () => type(other, 1, 3, ", typed meanwhile"));
    assert.equal(scratch.text("asked.txt"), "one\ntwo\n");
    assert.equal(other.document.getText(), "one\nTWO, typed meanwhile\n");
    assert.deepEqual(report.failed, [{ path: `${scratch.name}/meanwhile.txt`, why: "It was changed meanwhile." }]);
  });

  it("leaves unsaved text unsaved", async () => {
    scratch.write("dirty.txt", "one\ntwo\n");
    const editor = await scratch.show("dirty.txt");
    await type(editor, 0, 0, "mine\n");
    await agentEdits("dirty.txt", "two", "TWO");
    await restore();
    assert.equal(editor.document.getText(), "mine\none\ntwo\n");
    assert.equal(editor.document.isDirty, true);
    assert.equal(scratch.text("dirty.txt"), "one\ntwo\n");
  });

  it("makes deleted and binary files again", async () => {
    const bytes = Uint8Array.from({ length: 600 }, (_, at) => at % 251);
    scratch.write("picture.bin", bytes);
    scratch.write("gone.txt", "gone\n");
    await changing(`${scratch.name}/picture.bin`, "", () => scratch.write("picture.bin", "other"));
    await changing(`${scratch.name}/gone.txt`, undefined, () => rmSync(scratch.at("gone.txt")));
    await restore();
    assert.equal(scratch.bytes("picture.bin"), Buffer.from(bytes).toString("latin1"));
    assert.equal(scratch.text("gone.txt"), "gone\n");
  });

  it("writes nothing through a link that came since, nor a file that is read-only, and says so", async function () {
    if (process.platform === "win32") return this.skip();
    const outside = temporaryFolder("outside");
    scratch.write("inner/a.txt", "one\n");
    scratch.write("locked.txt", "one\n");
    scratch.write("other.txt", "one\n");
    for (const name of ["inner/a.txt", "locked.txt", "other.txt"]) await agentEdits(name, "one", "two");
    await closeAll();
    rmSync(scratch.at("inner"), { recursive: true });
    writeFileSync(`${outside.path}/a.txt`, "two\n");
    symlinkSync(outside.path, scratch.at("inner"));
    chmodSync(scratch.at("locked.txt"), 0o444);
    const { report } = await restore("restore");
    assert.deepEqual(
      report.failed.map(({ path }) => path),
      ["inner/a.txt", "locked.txt"].map((name) => `${scratch.name}/${name}`),
    );
    assert.equal(scratch.text("locked.txt"), "two\n");
    assert.equal(scratch.text("other.txt"), "one\n");
    rmSync(scratch.at("inner"));
    mkdirSync(scratch.at("inner"));
    outside.remove();
  });
});
