import type { ErrorBody } from "./errorBody.ts";

/** The two numbers of an overflow, in tokens, as far as the server states them. */
export type Overflow = { promptTokens?: number; contextTokens?: number };

const overflowNames = new Set(["exceed_context_size_error", "context_length_exceeded", "string_above_max_length"]);

/** Words that servers use when a prompt is longer than the window (OpenAI, vLLM, llama.cpp, LM Studio, Google, Ollama). */
const overflowWords =
  /maximum context length|maximum model length|exceeds? (?:the )?(?:available )?context|exceeds? the maximum number of tokens|context (?:length|window|size) (?:of|is) only|greater than the context length|longer than the (?:maximum model|context) length|prompt is too long|context overflow|input length .* exceeds/i;

/** Whether an error body says that the conversation is longer than the model's window, and by how much. */
export function overflowIn(body: ErrorBody): Overflow | undefined {
  const message = body.message ?? "";
  const named = body.names.some((name) => overflowNames.has(name));
  if (!named && !overflowWords.test(message)) return undefined;
  const read = numbersIn(message);
  const promptTokens = body.promptTokens ?? read.promptTokens;
  const contextTokens = body.contextTokens ?? read.contextTokens;
  return {
    ...(promptTokens !== undefined && { promptTokens }),
    ...(contextTokens !== undefined && { contextTokens }),
  };
}

/**
 * Each server words it in its own way, but all name the window next to one of a few phrases, and the prompt is then
 * the largest number above it.
 */
function numbersIn(message: string): Overflow {
  const plain = message.replace(/(\d)[,_](?=\d{3})/g, "$1");
  const limit =
    /(?:context length|context window|context size|model length|tokens allowed|maximum|limit)[^\d]{0,30}(\d+)/i.exec(
      plain,
    )?.[1];
  if (limit === undefined) return {};
  const contextTokens = Number(limit);
  const above = [...plain.matchAll(/\d+/g)].map((match) => Number(match[0])).filter((found) => found > contextTokens);
  return above.length > 0 ? { promptTokens: Math.max(...above), contextTokens } : { contextTokens };
}
