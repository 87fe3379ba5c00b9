import { request } from "node:http";
import type * as Vscode from "vscode";
import { until } from "../until.ts";

/**
 * Runs a function in the extension host, with VS Code's API as its first argument. The function is sent as text, like a
 * page's `evaluate`: it sees only its arguments, and they and its result are sent as JSON.
 */
export type RunInEditor = <Args extends unknown[], Result>(
  fn: (vscode: typeof Vscode, ...args: Args) => Result | Promise<Result> | PromiseLike<Result>,
  ...args: Args
) => Promise<Result>;

/**
 * @param socketPath the companion extension's socket
 * @returns waits for the companion; throws what the function threw
 */
export function companionAt(socketPath: string): RunInEditor {
  return async (fn, ...args) => {
    const body = JSON.stringify({ source: fn.toString(), args });
    const text = await until("the test companion in the extension host", () => post(socketPath, body), 60_000);
    const answer = JSON.parse(text) as { value?: never; error?: string };
    if (answer.error !== undefined) throw new Error(`In the editor: ${answer.error}`);
    return answer.value as never;
  };
}

/** The answer's text; undefined if nobody listens yet or any more. */
function post(socketPath: string, body: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method: "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    call.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(undefined);
      else reject(error);
    });
    call.end(body);
  });
}
