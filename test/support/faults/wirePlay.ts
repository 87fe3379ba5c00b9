import type { ServerResponse } from "node:http";

/** The HTTP wires of the fault table; one provider represents each. */
export const httpWires = ["openai", "anthropic", "ollama", "runware"] as const;
export type HttpWire = (typeof httpWires)[number];
/** The embedded engine's wire is its process's messages. */
export const faultWires = [...httpWires, "embedded"] as const;
export type FaultWire = (typeof faultWires)[number];

/**
 * A call's arguments are the text sent over the wire, valid or not. `marked`: content marked as a thought. `raw`: a
 * line of one wire, for faults of that wire only.
 */
export type Piece =
  { text: string } | { thought: string } | { marked: string } | { call: string; args: string } | { raw: object };

/** One answer, on any wire. */
export type Play =
  /** `counts`: the prompt tokens that it states. */
  | {
      pieces: readonly Piece[];
      finish?: Finish;
      counts?: unknown;
      end?: "cut" | "silent" | { error: string } | { inChoice: object };
    }
  | { status: number; error: string; headers?: Readonly<Record<string, string>> }
  /** A literal body: pages of gateways, and text outside any protocol. */
  | { status: number; body: string }
  /** The connection ends before any answer. */
  | { drops: true }
  /** The engine's error on loading a model file. */
  | { loadFails: "memory" | "model-file"; detail: string };

/**
 * Whether a wire can express an answer. Runware's native task and the engine have no calls. The engine has only its own
 * refusals, and loads without being refused.
 */
export function canPlay(wire: FaultWire, play: Play): boolean {
  if ("loadFails" in play) return wire === "embedded";
  if ("pieces" in play) {
    const isGoogles = play.finish === "unread" || play.pieces.some((piece) => "marked" in piece);
    if (isGoogles || (typeof play.end === "object" && "inChoice" in play.end)) return wire === "openai";
    if ((play.finish === "broken" || play.counts !== undefined) && wire === "embedded") return false;
    return isHttpWithCalls(wire) || play.pieces.every((piece) => !("call" in piece));
  }
  return wire !== "embedded" || "drops" in play || ("error" in play && /context size|^Loading/.test(play.error));
}
const isHttpWithCalls = (wire: FaultWire): boolean => wire !== "runware" && wire !== "embedded";

/** Answers a request. A silent answer ends with its client. */
export function perform(response: ServerResponse, wire: HttpWire, play: Play): void {
  if ("drops" in play || "loadFails" in play) return void response.destroy();
  if ("body" in play) return whole(response, play.status, play.body, { "Content-Type": "text/html" });
  if ("error" in play) {
    const body = JSON.stringify(errorBody[wire](play.error));
    return whole(response, play.status, body, { "Content-Type": "application/json", ...play.headers });
  }
  const { pieces, finish, end, counts } = play;
  response.writeHead(200, { "Content-Type": wire === "ollama" ? "application/x-ndjson" : "text/event-stream" });
  const write = (json: object): void => void response.write(framed(wire, json));
  const hasCall = pieces.some((piece) => "call" in piece);
  for (const json of stream[wire].pieces(pieces)) write(json);
  if (end === "silent") return;
  if (end === "cut") return void response.write("", () => response.destroy());
  if (end !== undefined && "inChoice" in end) write(failedChoice(end.inChoice));
  else if (end !== undefined) write(errorBody[wire](end.error));
  else for (const json of stream[wire].end(finish ?? (hasCall ? "calls" : "stop"), counts)) write(json);
  response.end();
}

function whole(response: ServerResponse, status: number, body: string, headers: Readonly<Record<string, string>>) {
  response.writeHead(status, headers);
  response.end(body);
}

function framed(wire: HttpWire, json: object): string {
  const text = JSON.stringify(json);
  if (wire === "ollama") return `${text}\n`;
  return wire === "anthropic" && "type" in json ? `event: ${json.type}\ndata: ${text}\n\n` : `data: ${text}\n\n`;
}

const errorBody: Readonly<Record<HttpWire, (message: string) => object>> = {
  openai: (message) => ({ error: { message, code: null } }),
  anthropic: (message) => ({ type: "error", error: { type: "api_error", message } }),
  ollama: (message) => ({ error: message }),
  runware: (message) => ({ errors: [{ code: "error", message, taskType: "textInference" }] }),
};

/** "unread": the server could not parse the model's call. "broken": an unknown reason. "none": no reason. */
type Finish = "stop" | "length" | "calls" | "unread" | "broken" | "none";
type Stream = { pieces(pieces: readonly Piece[]): object[]; end(finish: Finish, counts: unknown): object[] };

const chunk = (delta: object, finish: string | null = null): object => ({
  id: "gen-1",
  object: "chat.completion.chunk",
  model: "google/gemma-4-31b-it",
  choices: [{ index: 0, delta, finish_reason: finish }],
});

/** A router's error inside the choice, without any answer. */
const failedChoice = (error: object): object => ({
  choices: [{ index: 0, delta: { content: "" }, finish_reason: "error", error }],
});

const openAiFinish: Readonly<Record<Finish, string>> = {
  stop: "stop",
  length: "length",
  calls: "tool_calls",
  unread: "function_call_filter: MALFORMED_FUNCTION_CALL",
  broken: "network_error",
  none: "",
};

const openai: Stream = {
  pieces: (pieces) =>
    pieces.map((piece, index) => {
      if ("raw" in piece) return piece.raw;
      if ("text" in piece) return chunk({ content: piece.text });
      if ("thought" in piece) return chunk({ reasoning: piece.thought });
      if ("marked" in piece) return chunk({ content: piece.marked, extra_content: { google: { thought: true } } });
      const made = { name: piece.call, arguments: piece.args };
      return chunk({ tool_calls: [{ index, id: `call_${index}`, type: "function", function: made }] });
    }),
  end: (finish, counts) => [
    chunk({}, openAiFinish[finish]),
    ...(counts === undefined ? [] : [{ choices: [], usage: { prompt_tokens: counts, completion_tokens: 1 } }]),
  ],
};

const block = (index: number, start: object, delta: object): object[] => [
  { type: "content_block_start", index, content_block: start },
  { type: "content_block_delta", index, delta },
  { type: "content_block_stop", index },
];

const anthropicFinish: Readonly<Record<Finish, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  calls: "tool_use",
  unread: "",
  broken: "network_error",
  none: "",
};

const anthropic: Stream = {
  pieces: (pieces) => [
    { type: "message_start", message: { id: "m", model: "gemma-4-31B-it", content: [], usage: { input_tokens: 9 } } },
    ...pieces.flatMap((piece, index) => {
      if ("marked" in piece) return [];
      if ("raw" in piece) return piece.raw;
      if ("text" in piece) return block(index, { type: "text", text: "" }, { type: "text_delta", text: piece.text });
      if ("thought" in piece) {
        const start = { type: "thinking", thinking: "" };
        return block(index, start, { type: "thinking_delta", thinking: piece.thought });
      }
      const start = { type: "tool_use", id: `toolu_${index}`, name: piece.call, input: {} };
      return block(index, start, { type: "input_json_delta", partial_json: piece.args });
    }),
  ],
  end: (finish, counts) => [
    ...(finish === "none"
      ? []
      : [
          {
            type: "message_delta",
            delta: { stop_reason: anthropicFinish[finish] },
            usage: { output_tokens: 9, ...(counts !== undefined && { input_tokens: counts }) },
          },
        ]),
    { type: "message_stop" },
  ],
};

const plainFinish = (finish: Finish): string =>
  finish === "length" ? "length" : finish === "broken" ? "network_error" : "stop";

const line = (message: object): object => ({ model: "gemma4:e4b", message: { role: "assistant", ...message } });

const ollama: Stream = {
  pieces: (pieces) =>
    pieces.flatMap((piece) => {
      if ("marked" in piece || "raw" in piece) return [];
      if ("text" in piece) return { ...line({ content: piece.text }), done: false };
      if ("thought" in piece) return { ...line({ content: "", thinking: piece.thought }), done: false };
      const made = { function: { name: piece.call, arguments: objectOr(piece.args) } };
      return { ...line({ content: "", tool_calls: [made] }), done: false };
    }),
  end: (finish, counts) => [
    { ...line({ content: "" }), done: true, done_reason: plainFinish(finish), prompt_eval_count: counts },
  ],
};

const runware: Stream = {
  pieces: (pieces) =>
    pieces.flatMap((piece): object[] => {
      if ("text" in piece) return [{ delta: { text: piece.text } }];
      return "thought" in piece ? [{ delta: { reasoningContent: piece.thought } }] : [];
    }),
  end: (finish, counts) => [{ finishReason: plainFinish(finish), usage: { promptTokens: counts } }],
};

const stream: Readonly<Record<HttpWire, Stream>> = { openai, anthropic, ollama, runware };

/** Ollama sends arguments as an object; anything else is passed on as text, as proxies do. */
function objectOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
