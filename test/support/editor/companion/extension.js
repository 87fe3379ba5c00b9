import { renameSync } from "node:fs";
import { createServer } from "node:http";
import * as vscode from "vscode";

/**
 * Serves on the Unix socket that GEMMA_TEST_COMPANION names, which lies in the test's own data folder: a request's body
 * is `{source, args}`, a function's text and its further arguments after `vscode`; the answer is `{value}` or `{error}`.
 * @param {import("vscode").ExtensionContext} context
 */
export function activate(context) {
  const path = process.env["GEMMA_TEST_COMPANION"];
  if (!path) return;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => (body += data));
    request.on("end", async () => {
      response.end(JSON.stringify(await answer(body)));
    });
  });
  // Taken over from the host of the window before, which may still be ending: closing its server removes the name that it
  // was opened by, and that is another one.
  const own = `${path}.${process.pid}`;
  server.listen(own, () => renameSync(own, path));
  context.subscriptions.push({ dispose: () => server.close() });
}

/** @param {string} body */
async function answer(body) {
  try {
    const { source, args } = JSON.parse(body);
    // The transpiler wraps named functions in a call of `__name`.
    const make = new Function("__name", `return (${source});`);
    return { value: await make((/** @type {unknown} */ it) => it)(vscode, ...args) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
