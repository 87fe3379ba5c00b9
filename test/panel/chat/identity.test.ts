import assert from "node:assert/strict";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, say } from "../../support/scriptedAnswer.ts";
import { until } from "../../support/until.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";
import { messagesOf } from "../sent.ts";

const cell = (source: string) => ({
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source: [source],
});
const notebook = JSON.stringify({
  cells: [cell("first = 1"), cell("second = 2")],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});
const main = "export const name = 1;\n";

/** A workspace of several folders: one reached through a link, two of one name. */
function arrange(folder: string): string {
  symlinkSync(join(folder, "data", "project"), join(folder, "project"));
  const paths = ["project", "client/app", "server/app"];
  writeFileSync(join(folder, "all.code-workspace"), JSON.stringify({ folders: paths.map((path) => ({ path })) }));
  return join(folder, "all.code-workspace");
}

describe("the target document", function () {
  this.timeout(90_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor({
      files: {
        "data/project/src/a.ts": "export const a = 1;\nexport const b = 2;\n",
        "data/project/x.ipynb": notebook,
        "data/project/logo.png": "no picture",
        "data/project/kebab-case-name.md": "one\ntwo\nthree\n",
        "data/project/app/[id]/(shop)/page one & two.tsx": "1\n2\n3\n",
        "client/app/main.ts": main,
        "server/app/main.ts": main,
      },
      arrange,
    });
  });
  after(() => editor?.close());
  beforeEach(async () => {
    const { host, panel } = editor;
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.keepAll");
      await vscode.commands.executeCommand("workbench.action.files.revert");
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    });
    await panel.startAfresh();
  });

  const show = (path: string) =>
    editor.host.inEditor(
      async (vscode, at) => {
        await vscode.window.showTextDocument(vscode.Uri.file(at), { preview: false });
      },
      join(editor.folder, path),
    );
  /** The paths of the tabs with texts. */
  const tabs = () =>
    editor.host.inEditor((vscode) =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri.fsPath : "")),
      ),
    );
  const textOf = (path: string) =>
    editor.host.inEditor(
      (vscode, at) => vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === at)?.getText(),
      join(editor.folder, path),
    );
  const lastUser = () =>
    messagesOf(editor.server.requests.at(-1)).findLast(({ role }) => role === "user")?.content ?? "";
  const lastResult = () =>
    messagesOf(editor.server.requests.at(-1)).findLast(({ role }) => role === "tool")?.content ?? "";
  async function edit(args: Record<string, string>): Promise<void> {
    const { panel, server } = editor;
    await panel.choose("Agent");
    server.setScript([[call("edit_file", args)], [say("Done.")]]);
    await panel.ask(`Change ${args["oldText"]}`);
  }

  it("is the workspace folder's own, if the folder is a link: unsaved text, edit and marks", async () => {
    const { panel } = editor;
    await show("project/src/a.ts");
    await editor.host.inEditor(async (vscode) => {
      await vscode.window.activeTextEditor?.edit((change) => change.insert(new vscode.Position(2, 0), "typed\n"));
    });
    await edit({ path: "project/src/a.ts", oldText: "b = 2", newText: "b = 3" });
    await panel.approval.getByRole("button", { name: "Allow", exact: true }).click();
    await panel.ended("Change b = 2");
    assert.equal(await textOf("project/src/a.ts"), "export const a = 1;\nexport const b = 3;\ntyped\n");
    assert.deepEqual(await tabs(), [join(editor.folder, "project/src/a.ts")]);
    await editor.host.page.locator(".codelens-decoration a", { hasText: "Keep" }).first().waitFor();
  });

  it("of an answer's block stays in its open tab", async () => {
    const { panel, server } = editor;
    await show("project/src/a.ts");
    server.setScript([[say("```ts project/src/a.ts\nexport const a = 1;\nexport const b = 4;\n```\n")]]);
    await panel.answerTo("Four");
    await panel.lastTurn.getByRole("button", { name: "Apply to file" }).click();
    await until("the change", async () => (await textOf("project/src/a.ts"))?.includes("b = 4") || undefined);
    assert.deepEqual(await tabs(), [join(editor.folder, "project/src/a.ts")]);
  });

  it("is the active one if two folders share a name, for an answer's block", async () => {
    const { panel, server, onDisk } = editor;
    await show("server/app/main.ts");
    const block = "<<<<<<< SEARCH\nexport const name = 1;\n=======\nexport const name = 2;\n>>>>>>> REPLACE\n";
    server.setScript([[say(`app/main.ts\n\`\`\`ts\n${block}\`\`\`\n`)]]);
    await panel.answerTo("Two");
    await panel.lastTurn.getByRole("button", { name: "Apply to file" }).click();
    await until("the change", async () => (await textOf("server/app/main.ts"))?.includes("= 2") || undefined);
    assert.equal(onDisk("client/app/main.ts"), main);
    assert.equal((await textOf("client/app/main.ts")) ?? main, main);
  });

  it("can be named by the model in each of two folders of one name", async () => {
    const { panel, onDisk } = editor;
    await edit({ path: "server/app/main.ts", oldText: "name = 1", newText: "name = 5" });
    await panel.approval.getByText("server/app/main.ts").waitFor();
    await panel.approval.getByRole("button", { name: "Allow", exact: true }).click();
    await panel.ended("Change name = 1");
    assert.equal(onDisk("server/app/main.ts"), "export const name = 5;\n");
    assert.equal(onDisk("client/app/main.ts"), main);
    await edit({ path: "app/main.ts", oldText: "name = 9", newText: "name = 6" });
    await panel.ended("Change name = 9");
    assert.match(lastResult(), /client\/app, server\/app/);
  });

  it("is the selected notebook cell, and no absolute path is sent", async () => {
    const { panel, server, host } = editor;
    await host.inEditor(
      async (vscode, at) => {
        const opened = await vscode.workspace.openNotebookDocument(vscode.Uri.file(at));
        await vscode.window.showNotebookDocument(opened);
        const second = opened.cellAt(1).document;
        const shown = await vscode.window.showTextDocument(second);
        shown.selection = new vscode.Selection(0, 0, 0, 10);
        await vscode.commands.executeCommand("gemma.attachSelection");
      },
      join(editor.folder, "project/x.ipynb"),
    );
    await panel.frame.locator(".composer .chips", { hasText: "cell 2" }).waitFor();
    server.setScript([[say("Two.")]]);
    await panel.answerTo("What is it?");
    assert.match(lastUser(), /project\/x\.ipynb, cell 2/);
    assert.match(lastUser(), /second = 2/);
    assert.doesNotMatch(lastUser(), /first = 1/);
    assert.ok(!lastUser().includes(editor.folder), lastUser());
  });

  it("is not written if the notebook has unsaved cells", async () => {
    const { panel, host, onDisk } = editor;
    await host.inEditor(
      async (vscode, at) => {
        const opened = await vscode.workspace.openNotebookDocument(vscode.Uri.file(at));
        await vscode.window.showNotebookDocument(opened);
        const change = new vscode.WorkspaceEdit();
        change.replace(opened.cellAt(0).document.uri, new vscode.Range(0, 0, 0, 9), "first = 7");
        await vscode.workspace.applyEdit(change);
      },
      join(editor.folder, "project/x.ipynb"),
    );
    await edit({ path: "project/x.ipynb", oldText: "second = 2", newText: "second = 3" });
    await panel.ended("Change second = 2");
    assert.match(lastResult(), /cells that are not saved/);
    assert.equal(onDisk("data/project/x.ipynb"), notebook);
  });

  it("opens from links and attachments with odd names, at its line", async () => {
    const { panel, server, host } = editor;
    const odd = "project/app/[id]/(shop)/page one & two.tsx";
    const links = [
      ["kebab", "[kebab](project/kebab-case-name.md:3)", "project/kebab-case-name.md", 2],
      ["odd", `[odd](${odd.split("/").map(encodeURIComponent).join("/")}#L2)`, odd, 1],
      ["blanks", `[blanks](<${odd}>)`, odd, 0],
      ["address", `[address](file://${join(editor.folder, "project/src/a.ts")}#L2)`, "project/src/a.ts", 1],
      ["project/kebab-case-name.md:2", "See project/kebab-case-name.md:2.", "project/kebab-case-name.md", 1],
    ] as const;
    server.setScript([[say(links.map(([, text]) => text).join("\n\n"))]]);
    await panel.answerTo("Where?");
    for (const [name, , path, line] of links) {
      await host.inEditor(async (vscode) => {
        await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      });
      await panel.lastTurn.getByRole("link", { name, exact: true }).click();
      const at = join(editor.folder, path);
      await until(`${name} to open`, () =>
        host.inEditor(
          (vscode, wanted, row) => {
            const shown = vscode.window.activeTextEditor;
            return (shown?.document.uri.fsPath === wanted && shown.selection.active.line === row) || undefined;
          },
          at,
          line,
        ),
      );
    }
  });

  it("opens from links in the right editor", async () => {
    const { panel, server, host } = editor;
    const links = [
      ["project/x.ipynb", "TabInputNotebook"],
      ["project/logo.png", "TabInputCustom"],
      ["project/src/a.ts", "TabInputText"],
    ] as const;
    server.setScript([[say(links.map(([path]) => `[${path}](${path})`).join("\n\n"))]]);
    await panel.answerTo("In what?");
    for (const [path, kind] of links) {
      await panel.lastTurn.getByRole("link", { name: path, exact: true }).click();
      await until(`${path} to open`, () =>
        host.inEditor(
          (vscode, kind, name) => {
            const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
            return (tab?.input instanceof vscode[kind] && tab.label === name) || undefined;
          },
          kind,
          path.split("/").at(-1) ?? "",
        ),
      );
    }
  });

  it("is reported if missing, and nothing is sent instead", async () => {
    const { panel, server, host, folder } = editor;
    writeFileSync(join(folder, "data/project/src/short.ts"), "lived();\n");
    await show("project/src/short.ts");
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.attachSelection");
    });
    await panel.frame.locator(".composer .chip", { hasText: "short.ts" }).waitFor();
    server.setScript([[say("Seen.")]]);
    await panel.answerTo("Is it there?");
    assert.match(lastUser(), /lived\(\)/);
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    });
    rmSync(join(folder, "data/project/src/short.ts"));
    await panel.lastTurn.locator(".question .chip", { hasText: "short.ts" }).click();
    await host.page
      .getByText('there is no file "project/src/short.ts:1"')
      .or(host.page.getByText('there is no file "project/src/short.ts"'))
      .first()
      .waitFor();
  });

  it("has the workspace's own name if opened by another link", async () => {
    const { panel, server, host } = editor;
    await show("data/project/src/a.ts");
    await host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.attachSelection");
    });
    await panel.frame.locator(".composer .chip", { hasText: "a.ts" }).waitFor();
    server.setScript([[say("```ts\nexport const a = 1;\nexport const b = 8;\n```\n")]]);
    await panel.answerTo("Which?");
    assert.match(lastUser(), /project\/src\/a\.ts/);
    assert.ok(!lastUser().includes(editor.folder), lastUser());
  });
});
