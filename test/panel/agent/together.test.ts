import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, say, type Step } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const prices = "export const net = 1;\nexport const tax = 2;\nexport const gross = 3;\n";
const edit = (oldText: string, newText: string, path = "prices.ts") => call("edit_file", { path, oldText, newText });
const three: Step[] = [
  edit("net = 1", "net = 10"),
  edit("tax = 2", "tax = 20"),
  call("create_file", { path: "made.ts", text: "export {};\n" }),
];

describe("several changes of one answer", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  /** How many requests the server had when the test began. */
  let at = 0;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({ files: { "prices.ts": prices } });
    await editor.panel.choose("Agent");
  });
  after(() => editor?.close());
  beforeEach(async () => {
    writeFileSync(join(editor.folder, "prices.ts"), prices);
    rmSync(join(editor.folder, "made.ts"), { force: true });
    await editor.host.inEditor(
      async (vscode, path) => {
        await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
        await vscode.commands.executeCommand("workbench.action.files.revert");
      },
      join(editor.folder, "prices.ts"),
    );
    await until("the buffer to follow the disk", async () => (await buffer()) === prices || undefined);
    await editor.panel.startAfresh();
    at = editor.server.requests.length;
  });

  const buffer = () =>
    editor.host.inEditor(
      async (vscode, path) => (await vscode.workspace.openTextDocument(path)).getText(),
      join(editor.folder, "prices.ts"),
    );
  const results = (request = at + 1): string[] =>
    messagesOf(editor.server.requests[request])
      .filter(({ role }) => role === "tool")
      .map(({ content }) => content ?? "");
  const rows = (kind: string) => editor.panel.approval.locator(`.diff-row.${kind}`).allInnerTexts();

  it("are shown in one card and made by one Allow, each on the text that the one before leaves", async () => {
    const { panel, server, onDisk } = editor;
    server.setScript([three, [say("Done.")]]);
    await panel.ask("Ten times as much");
    await panel.approval.getByText("Wants to make 3 changes").waitFor();
    assert.equal(await panel.approval.count(), 1);
    assert.match((await rows("removed")).join("\n"), /net = 1;[^]*tax = 2;/);
    assert.match((await rows("added")).join("\n"), /net = 10;[^]*tax = 20;[^]*export \{\};/);
    assert.equal(onDisk("prices.ts"), prices, "nothing is written before the user's word");
    await panel.button("Allow all").click();
    await panel.ended("Ten times as much");
    assert.equal(onDisk("prices.ts"), prices.replace("1;", "10;").replace("2;", "20;"));
    assert.equal(onDisk("made.ts"), "export {};\n");
    assert.match(results().join("\n"), /^Edited prices\.ts.*\nEdited prices\.ts.*\nCreated made\.ts/);
    assert.equal(server.requests.length, at + 2);
  });

  it("are made without those that the user left out", async () => {
    const { panel, server, onDisk } = editor;
    server.setScript([three, [say("Done.")]]);
    await panel.ask("All but the file");
    await panel.approval.getByRole("checkbox", { name: "Allow: wants to create made.ts" }).uncheck();
    await panel.frame.getByRole("textbox", { name: /Reason/ }).fill("not needed");
    await panel.button("Allow 2 of 3").click();
    await panel.ended("All but the file");
    assert.equal(onDisk("prices.ts"), prices.replace("1;", "10;").replace("2;", "20;"));
    assert.throws(() => onDisk("made.ts"));
    assert.match(results()[2] ?? "", /declined.*not needed/);
  });

  it("are asked about again if a denial changes them", async () => {
    const { panel, server, onDisk } = editor;
    server.setScript([[edit("net = 1", "net = 10"), edit("const net = 1", "const total = 1")], [say("Done.")]]);
    // The second is written for the text before: it has no place in what the first would leave, and waits for its turn.
    await panel.ask("Only one has a place");
    await panel.approval.waitFor();
    assert.equal((await rows("added")).length, 1);
    await panel.button("Deny").click();
    await panel.approval.getByText("total = 1;").waitFor();
    await panel.button("Deny").click();
    await panel.ended("Only one has a place");
    server.setScript([[edit("net = 1", "net = 10"), edit("tax = 2", "tax = 20")], [say("Done.")]]);
    await panel.ask("Not the first");
    await panel.approval.getByRole("checkbox").first().uncheck();
    await panel.button("Allow 1 of 2").click();
    // Its lines around are others now.
    await panel.approval.getByText("no longer the one that you allowed").waitFor();
    assert.equal(onDisk("prices.ts"), prices);
    await panel.button("Allow").click();
    await panel.ended("Not the first");
    assert.equal(onDisk("prices.ts"), prices.replace("2;", "20;"));
  });

  it("are all denied by Escape, and none runs when the turn is stopped", async () => {
    const { panel, server, host, onDisk } = editor;
    server.setScript([three, [say("As you wish.")], three]);
    await panel.ask("By key: no");
    await panel.frame.locator(".card.approval:focus").waitFor();
    await until("the card to take Escape", async () => {
      await host.page.keyboard.press("Escape");
      return (await panel.approval.count()) === 0 || undefined;
    });
    await panel.ended("By key: no");
    assert.equal(results().filter((text) => /declined/.test(text)).length, 3);
    await panel.ask("Stopped");
    await panel.approval.waitFor();
    await panel.button("Stop").click();
    await panel.ended("Stopped");
    assert.equal(await panel.approval.count(), 0);
    assert.equal(onDisk("prices.ts"), prices);
    assert.throws(() => onDisk("made.ts"));
  });

  it("are asked about again if the file changed meanwhile, and are made in unsaved text", async () => {
    const { panel, server, host } = editor;
    server.setScript([[edit("net = 1", "net = 10"), edit("tax = 2", "tax = 20")], [say("I see.")]]);
    await panel.ask("Meanwhile");
    await panel.approval.waitFor();
    await host.inEditor(async (vscode) => {
      await vscode.window.activeTextEditor?.edit((change) => change.insert(new vscode.Position(0, 0), "// mine\n"));
    });
    await panel.button("Allow all").click();
    await panel.approval.getByText("no longer the one that you allowed").waitFor();
    await panel.button("Allow").click();
    await panel.ended("Meanwhile");
    assert.equal(await buffer(), `// mine\n${prices.replace("2;", "20;")}`);
    assert.match(results()[0] ?? "", /changed meanwhile/);
  });

  it("return with the view, and are not asked about if the tool was allowed before", async () => {
    const { panel, server, host, onDisk } = editor;
    server.setScript([
      three,
      [say("Done.")],
      [edit("net = 10", "net = 11"), edit("tax = 20", "tax = 21")],
      [say("Two.")],
    ]);
    await panel.ask("In this chat");
    await panel.approval.getByRole("checkbox").first().uncheck();
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("workbench.view.explorer");
    });
    await panel.open();
    await panel.button("Allow 2 of 3").waitFor();
    await panel.approval.getByRole("checkbox").first().check();
    await panel.button("Allow in this chat").click();
    await panel.ended("In this chat");
    await panel.answerTo("And more");
    assert.equal(onDisk("prices.ts"), prices.replace("1;", "11;").replace("2;", "21;"));
  });

  it("log no errors in the panel's page", () => assert.deepEqual(editor.problems, []));
});
