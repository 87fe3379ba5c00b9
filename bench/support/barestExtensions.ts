import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./product.ts";

/** An extension that does nothing; an ES module like ours. */
export function emptyExtension(): string {
  const manifest = { type: "module", activationEvents: ["onStartupFinished"] };
  return writeExtension("empty", manifest, "export function activate() {}\n");
}

/**
 * The smallest extension that shows a streamed answer. A view appends text, with a contained block per paragraph; its
 * host reads the stream and posts every 16 ms. It has the same controls as ours: a text area, Enter.
 * @param baseUrl the server
 */
export function appendingExtension(baseUrl: string): string {
  const views = {
    viewsContainers: { activitybar: [{ id: "floor", title: "Floor", icon: "icon.svg" }] },
    views: { floor: [{ type: "webview", id: "floor.view", name: "Floor" }] },
    commands: [{ command: "floor.open", title: "Open", category: "Floor" }],
  };
  const source = `const url = ${JSON.stringify(`${baseUrl}/chat/completions`)};\n${hostSource}`;
  const folder = writeExtension("floor", { type: "commonjs", activationEvents: [], contributes: views }, source);
  writeFileSync(join(folder, "icon.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>');
  return folder;
}

function writeExtension(name: string, manifest: object, source: string): string {
  const folder = temporaryFolder(name);
  mkdirSync(folder, { recursive: true });
  const common = {
    name,
    publisher: "gemma-code-bench",
    version: "1.0.0",
    engines: { vscode: "^1.106.0" },
    main: "./main.js",
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...common, ...manifest }));
  writeFileSync(join(folder, "main.js"), source);
  return folder;
}

const hostSource = `
const vscode = require("vscode");
const page = ${JSON.stringify(pageSource())};
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("floor.open", () => vscode.commands.executeCommand("floor.view.focus")),
    vscode.window.registerWebviewViewProvider("floor.view", {
      resolveWebviewView({ webview }) {
        webview.options = { enableScripts: true };
        webview.html = page;
        webview.onDidReceiveMessage((text) => answer(text, webview));
      },
    }),
  );
};
async function answer(text, webview) {
  let waiting = "";
  let timer;
  const post = () => {
    timer = undefined;
    void webview.postMessage(waiting);
    waiting = "";
  };
  const body = JSON.stringify({ stream: true, messages: [{ role: "user", content: text }] });
  const response = await fetch(url, { method: "POST", body });
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      waiting += JSON.parse(line.slice(6)).choices[0]?.delta.content ?? "";
    }
    if (waiting !== "") timer ??= setTimeout(post, 16);
  }
}
`;

function pageSource(): string {
  return `<!doctype html>
<style>body { margin: 0; height: 100vh; display: flex; flex-direction: column } #log { flex: 1; overflow: auto } #log div { white-space: pre-wrap; contain: content }</style>
<div id="log"></div><textarea></textarea>
<script>
const editor = acquireVsCodeApi();
const log = document.getElementById("log");
const field = document.querySelector("textarea");
let block;
addEventListener("message", ({ data }) => {
  for (const [at, part] of data.split("\\n\\n").entries()) {
    if (at > 0 || !block) log.append((block = document.createElement("div")));
    block.append(part);
  }
  log.scrollTop = log.scrollHeight;
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  editor.postMessage(field.value);
  field.value = "";
});
</script>`;
}
