import { readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ToolSpec } from "../../../src/model/message.ts";
import { tableRows } from "../../unit/gemma/rows.ts";

export type TableAnswer = { answer: string; tools: readonly ToolSpec[] };

const folder = fileURLToPath(new URL("../../unit/gemma/", import.meta.url));

/**
 * The answers of all tables of the dialect's tests, each once with its tools, in a settled order. Loads the test files
 * without running a test, so it is for programs of its own, never for a test.
 */
export async function tableAnswers(): Promise<TableAnswer[]> {
  const suite = (_name: string, body?: (this: unknown) => void): void => body?.call({ timeout: () => undefined });
  const nothing = (): void => undefined;
  Object.assign(globalThis, { describe: suite, it: nothing, before: nothing, after: nothing, afterEach: nothing });
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith(".test.ts")) await import(pathToFileURL(folder + file).href);
  }
  const seen = new Map<string, TableAnswer>();
  for (const { answer, tools } of tableRows) seen.set(JSON.stringify([answer, tools]), { answer, tools });
  return [...seen.values()];
}
