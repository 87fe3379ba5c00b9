import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import * as vscode from "vscode";

const extension = () => {
  const found = vscode.extensions.getExtension("gemma-code.gemma-code");
  if (!found) throw new Error("The extension under test is not there.");
  return found;
};

// Runs before the other suites, which index.ts sees to: their first use of a command loads the rest.
describe("activation", () => {
  it("loads only the small entry; the rest loads on first use", async () => {
    await extension().activate();
    const loaded = loadedFiles();
    assert.deepEqual(loaded, staticFiles(), "what the build says the entry imports");
    assert.ok(!loaded.some((file) => file.includes("app-")), loaded.join(" "));
    await vscode.commands.executeCommand("gemma.stop");
    assert.ok(
      loadedFiles().some((file) => file.includes("app-")),
      "the first command loads the app",
    );
  });

  it("registers exactly the commands that the manifest contributes", async () => {
    const contributed = extension().packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith("gemma."));
    // VS Code makes commands of its own for a view: gemma.chat.focus and its kin.
    assert.deepEqual(registered.filter((id) => !/^gemma\.chat\./.test(id)).sort(), contributed.sort());
  });

  it("shows its view", async () => {
    await vscode.commands.executeCommand("gemma.chat.focus");
  });
});

/** The files below dist/ whose code this process has read, as its debugger tells. */
function loadedFiles(): string[] {
  const dist = vscode.Uri.file(join(extension().extensionPath, "dist")).toString();
  const found: string[] = [];
  const session = new Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params: { url } }) => {
    const place = url.startsWith(dist) ? url.slice(dist.length + 1) : undefined;
    if (place !== undefined) found.push(place);
  });
  session.post("Debugger.enable");
  session.post("Debugger.disable");
  session.disconnect();
  return [...new Set(found)].sort();
}

/** dist/extension.js and what it imports at once, from the build's own account. */
function staticFiles(): string[] {
  type Output = { imports: { path: string; kind: string; external?: boolean }[] };
  const account = JSON.parse(readFileSync(join(extension().extensionPath, "out/meta/host.json"), "utf8"));
  const outputs: Record<string, Output> = account.outputs;
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const each of outputs[path]?.imports ?? []) {
      if (each.kind === "import-statement" && !each.external) visit(each.path);
    }
  };
  visit("dist/extension.js");
  return [...found].map((path) => path.replace(/^dist\//, "")).sort();
}
