import assert from "node:assert/strict";
import * as vscode from "vscode";
import { fail, say, type Step } from "../../support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";
import { newGate } from "../../support/gate.ts";
import { until } from "../../support/until.ts";
import { answeredBy, closeAll, Scratch, type, undo, withSettings } from "../editing.ts";

const top = "import { tax } from './tax';\n\n";
const wrong = "function price(net) {\n\treturn net - tax(net);\n}\n";
const right = "function price(net) {\n\treturn net + tax(net);\n}\n";
const source = `${top}${wrong}\nexport { price };\n`;
const answer = `\`\`\`js\n${right}\`\`\`\n`;

const refactor = (instruction = "Add the tax") => vscode.commands.executeCommand("gemma.refactor", instruction);
const keep = () => vscode.commands.executeCommand("gemma.keepRefactor");
const takeBack = () => vscode.commands.executeCommand("gemma.undoRefactor");

describe("an inline refactor", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: [] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch("refactor-suite");
  });
  after(async () => {
    await scratch.remove();
    await restore();
    await server.close();
  });
  afterEach(async () => {
    await takeBack();
    await closeAll();
  });

  /** A file of each test's own: the editor remembers buffers and their undo steps by name. */
  let name = "";
  const fresh = () => (name = `price${server.requests.length}-${Date.now()}.js`);
  /** Shows a file with that text and selects the lines of `wrong`. */
  async function select(text: string): Promise<vscode.TextEditor> {
    scratch.write(fresh(), text);
    const editor = await scratch.show(name);
    const at = text.indexOf("function");
    const end = text.indexOf("}", at) + 1;
    editor.selection = new vscode.Selection(editor.document.positionAt(at), editor.document.positionAt(end));
    return editor;
  }
  /** Begins a refactor whose answer waits for the gate; resolves when the server has been asked. */
  async function begin(before: Step[] = [], after: Step[] = [say(answer)]) {
    const gate = newGate();
    const at = server.requests.length;
    server.setScript([[...before, { type: "until", gate: gate.opened }, ...after]]);
    const done = Promise.resolve(refactor());
    const request = await until("the question", () => server.requests[at]);
    return { gate, done, request };
  }

  it("asks once, without tools, with the region, its surroundings and the instruction", async () => {
    await select(source);
    const at = server.requests.length;
    server.setScript([[say(answer)]]);
    await refactor("Add the tax");
    assert.equal(server.requests.length, at + 1);
    const body = JSON.stringify(server.requests[at]?.body);
    for (const part of ["net - tax(net)", "Add the tax", "import { tax }", "export { price }"]) {
      assert.ok(body.includes(part), `${part} in ${body}`);
    }
    assert.doesNotMatch(body, /edit_file|"tools"/);
  });

  it("waits for a busy server and asks it again", async () => {
    const { document } = await select(source);
    const at = server.requests.length;
    server.setScript([[fail(503, "No worker is free", { "Retry-After": "1" })], [say(answer)]]);
    await refactor();
    assert.equal(server.requests.length, at + 2);
    assert.equal(document.getText(), source.replace(wrong, right));
  });

  it("puts the proposal into the buffer and not on disk, and keeps it", async () => {
    const { document } = await select(source);
    server.setScript([[say(answer)]]);
    await refactor();
    assert.equal(document.getText(), source.replace(wrong, right));
    assert.equal(scratch.text(name), source);
    await keep();
    assert.equal(document.getText(), source.replace(wrong, right));
    await takeBack();
    assert.equal(document.getText(), source.replace(wrong, right), "what is kept is no longer the task's to take back");
  });

  it("restores the text byte for byte when undone", async () => {
    const odd = source.replaceAll("\n", "\r\n").replace("net - tax(net);", "net - tax(net); \t");
    const { document } = await select(odd);
    server.setScript([[say(answer)]]);
    await refactor();
    assert.equal(document.getText(), odd.replace("net - tax(net); \t", "net + tax(net);"), "with the file's line ends");
    await takeBack();
    assert.equal(document.getText(), odd);
  });

  it("is one undo of the editor", async () => {
    const { document } = await select(source);
    server.setScript([[say(answer)]]);
    await refactor();
    await undo();
    assert.equal(document.getText(), source);
  });

  it("does not touch what the model has not reached, and follows typing elsewhere", async () => {
    const editor = await select(source);
    const { gate, done } = await begin(
      [say("```js\nfunction price(net) {\n")],
      [say(answer.slice(answer.indexOf("\treturn")))],
    );
    assert.equal(editor.document.getText(), source);
    await type(editor, 0, 0, "// above\n// and more\n");
    await type(editor, editor.document.lineCount - 1, 0, "// below\n");
    gate.open();
    await done;
    const typed = `// above\n// and more\n${source}// below\n`;
    assert.equal(editor.document.getText(), typed.replace(wrong, right));
    await type(editor, 0, 0, "// once more\n");
    await takeBack();
    assert.equal(editor.document.getText(), `// once more\n${typed}`);
  });

  it("stops the model when the user types inside the region", async () => {
    const editor = await select(source);
    const { gate, done, request } = await begin([say("```js\n")], [say(answer.slice(6))]);
    await type(editor, 3, 1, "// mine ");
    assert.equal(await request.done, "gone");
    await done;
    gate.open();
    assert.equal(editor.document.getText(), source.replace("\treturn", "\t// mine return"));
  });

  it("counts typing inside a proposal as keeping it", async () => {
    const editor = await select(source);
    server.setScript([[say(answer)]]);
    await refactor();
    await type(editor, 3, 1, "// mine ");
    await takeBack();
    assert.equal(editor.document.getText(), source.replace(wrong, right).replace("\treturn", "\t// mine return"));
  });

  it("stops and changes nothing when undone while the model writes", async () => {
    const { document } = await select(source);
    const { gate, done, request } = await begin([say("```js\n")], [say(answer.slice(6))]);
    await takeBack();
    assert.equal(await request.done, "gone");
    gate.open();
    await done;
    assert.equal(document.getText(), source);
    assert.equal(document.isDirty, false);
  });

  it("cannot be kept while the model writes", async () => {
    const { document } = await select(source);
    const { gate, done } = await begin([say("```js\n")], [say(answer.slice(6))]);
    await keep();
    gate.open();
    await done;
    assert.equal(document.getText(), source.replace(wrong, right));
    await takeBack();
    assert.equal(document.getText(), source, "whatever was proposed after the key can still be taken back");
  });

  it("leaves the text when the answer has no code, fails, or is cut", async () => {
    const { document } = await select(source);
    const answers: Step[][] = [
      [say("")],
      [{ type: "status", status: 500, body: "boom" }],
      [say("```js\nfunction price(net) {\n"), { type: "cut" }],
      [say(`\`\`\`js\n${wrong}\`\`\``)],
    ];
    for (const steps of answers) {
      server.setScript([steps]);
      await refactor();
      assert.equal(document.getText(), source);
      await takeBack();
    }
    assert.equal(document.isDirty, false);
  });

  it("does not propose an answer that was cut at the model's limit", async () => {
    const { document } = await select(source);
    server.setScript([[say("```js\nfunction price(net) {\n"), { type: "finish", reason: "length" }]]);
    await refactor();
    assert.equal(document.getText(), source);
  });

  it("uses the user's sampling parameters", async () => {
    await select(source);
    const back = await withSettings({ "gemma.temperature": 0.25, "gemma.seed": 7 });
    const at = server.requests.length;
    server.setScript([[say(answer)]]);
    await refactor();
    await back();
    const { temperature, seed } = server.requests[at]?.body as { temperature?: number; seed?: number };
    assert.deepEqual({ temperature, seed }, { temperature: 0.25, seed: 7 });
  });

  it("works in two regions of one file at once", async () => {
    const twice = `${wrong}\n// between\n\n${wrong.replace("price", "cost")}`;
    const editor = await select(twice);
    const first = await begin();
    const at = twice.lastIndexOf("function");
    const end = editor.document.positionAt(twice.length - 1);
    editor.selection = new vscode.Selection(editor.document.positionAt(at), end);
    server.setScript([[say(answer.replace("price", "cost"))]]);
    await refactor();
    first.gate.open();
    await first.done;
    assert.equal(editor.document.getText(), twice.replaceAll("net - tax", "net + tax"));
    editor.selection = new vscode.Selection(end, end);
    await takeBack();
    assert.equal(editor.document.getText(), twice.replace("net - tax", "net + tax"), "the one at the cursor");
    await takeBack();
    assert.equal(editor.document.getText(), twice);
  });

  it("works in an untitled document", async () => {
    const document = await vscode.workspace.openTextDocument({ content: wrong, language: "javascript" });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    server.setScript([[say(answer)]]);
    await refactor();
    assert.equal(document.getText(), right);
  });

  it("takes the cursor's line if nothing is selected", async () => {
    scratch.write("line.js", "const a = 1;\nconst b = 2;\n");
    const editor = await scratch.show("line.js");
    editor.selection = new vscode.Selection(1, 3, 1, 3);
    server.setScript([[say("```js\nconst b = 3;\n```")]]);
    await refactor();
    assert.equal(editor.document.getText(), "const a = 1;\nconst b = 3;\n");
  });
});
