import assert from "node:assert/strict";
import { createOllamaModel, type OllamaModelOptions } from "../../../../src/providers/ollama/ollamaModel.ts";
import { answers, type Exchange, type Script, scriptedServer } from "./scriptedServer.ts";

const line = (json: object): string => `${JSON.stringify(json)}\n`;
export const said = (content: string): string => line({ message: { role: "assistant", content }, done: false });
export const end = (more: object = {}): string =>
  line({ message: { role: "assistant", content: "" }, done: true, done_reason: "stop", ...more });

export const chats =
  (...lines: string[]): Script =>
  ({ response }) => {
    response.writeHead(200, { "Content-Type": "application/x-ndjson" });
    response.end(lines.join(""));
  };

type Scripts = { chat?: Script; show?: Script; ps?: Script };
export const gemma4 = { capabilities: ["completion", "vision", "tools", "thinking"], max: 131_072 };
export const shows = ({ capabilities, max }: { capabilities: string[]; max: number }): Script =>
  answers(200, { capabilities, model_info: { "general.architecture": "gemma4", "gemma4.context_length": max } });
export const running = (...models: object[]): Script => answers(200, { models });

/** A server that has "gemma4:e4b", loaded with 8,192 tokens, unless told otherwise. */
export const ollama = ({ chat, show, ps }: Scripts = {}) =>
  scriptedServer((exchange, count) => {
    const scripts: Record<string, Script> = {
      "/api/show": show ?? shows(gemma4),
      "/api/ps": ps ?? running({ name: "gemma4:e4b", context_length: 8192 }),
      "/api/chat": chat ?? chats(said("Hello"), end()),
    };
    return (scripts[exchange.path] ?? answers(404, "404 page not found"))(exchange, count);
  });
export const modelAt = (baseUrl: string, options: Partial<OllamaModelOptions> = {}) =>
  createOllamaModel({ baseUrl, modelId: "gemma4:e4b", ...options });
export const chatOf = (exchanges: readonly Exchange[]): Exchange =>
  exchanges.find(({ path }) => path === "/api/chat") ?? assert.fail("nothing was asked");
