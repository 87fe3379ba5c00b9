import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ToolSpec } from "../../../src/model/message.ts";
import { tableRows } from "../../unit/gemma/dialect/rows.ts";

export type TableAnswer = { answer: string; tools: readonly ToolSpec[] };

const folder = fileURLToPath(new URL("../../unit/gemma/dialect/", import.meta.url));

/**
 * The distinct answers of all tables in the dialect's tests, with their tools, in a stable order. Loads the test files
 * without running them, so use it in separate programs, never in a test.
 */
export async function tableAnswers(): Promise<TableAnswer[]> {
  const suite = (_name: string, body?: (this: unknown) => void): void => body?.call({ timeout: () => undefined });
  const nothing = (): void => undefined;
  Object.assign(globalThis, { describe: suite, it: nothing, before: nothing, after: nothing, afterEach: nothing });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  for (const file of files.sort((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
    await import(pathToFileURL(folder + file).href);
  }
  const seen = new Map<string, TableAnswer>();
  for (const { answer, tools } of tableRows) seen.set(JSON.stringify([answer, tools]), { answer, tools });
  return [...seen.values()];
}
