import type { StopReason } from "../../model/model.ts";

/**
 * How an answer ended. "bad-call": the server could not parse the model's call. "error": a failure or an unknown
 * reason; the answer is neither complete nor wrong.
 */
export type Finish = StopReason | "bad-call" | "error";

/**
 * The names that servers and gateways give to a complete answer's end, from the references and sources of OpenAI,
 * Anthropic, Google, Bedrock, Mistral, Cohere, xAI, TGI, vLLM, SGLang, Together, LM Studio, Ollama, watsonx and
 * Runware.
 */
const known: readonly [Finish, readonly string[]][] = [
  [
    "stop",
    [
      ...["stop", "stopped", "stop_sequence", "stop_token", "stop_word", "stop_string", "stop_string_found", "eos"],
      ...["eos_token", "eos_found", "end", "end_turn", "end_of_turn", "end_of_text", "endoftext", "end_of_sequence"],
      ...["complete", "completed", "done", "finish", "finished", "success", "load", "unload"],
    ],
  ],
  [
    "length",
    [
      ...["length", "max_tokens", "max_token", "max_new_tokens", "max_output_tokens", "max_completion_tokens"],
      ...["max_length", "max_len", "max_context", "model_length", "model_context_window_exceeded", "context_length"],
      ...["context_length_reached", "context_length_exceeded", "context_window_exceeded", "max_tokens_exceeded"],
      ...["token_limit", "token_limit_reached", "max_predicted_tokens_reached", "error_limit", "incomplete"],
      "pause_turn",
    ],
  ],
  ["tool-calls", ["tool_calls", "tool_call", "tool_use", "function_call", "function_calls"]],
  [
    "content-filter",
    [
      ...["content_filter", "content_filtered", "content_policy_violation", "guardrail", "guardrail_intervened"],
      ...["moderation", "sensitive", "refusal", "safety", "recitation", "language", "blocklist", "spii", "model_armor"],
      ...["prohibited_content", "image_safety", "image_prohibited_content", "image_recitation", "error_toxic"],
    ],
  ],
  [
    "bad-call",
    [
      ...["function_call_filter", "malformed_function_call", "unexpected_tool_call", "malformed_tool_call"],
      "malformed_tool_use",
    ],
  ],
];
const byName: ReadonlyMap<string, Finish> = new Map(
  known.flatMap(([finish, names]) => names.map((name): [string, Finish] => [name, finish])),
);
/** Placeholders while an answer continues. */
const unstated = new Set(["", "null", "none", "not_finished", "in_progress", "unspecified"]);

/** A stated end; undefined if there is none. `name`: the server's own word, if it is not a complete answer's end. */
export function finishOf(reason: string | null | undefined): { finish: Finish; name?: string } | undefined {
  const own = (reason ?? "").trim();
  const name = own
    // Google's endpoint says "content_filter: SAFETY".
    .replace(/:.*$/s, "")
    .replace(/([a-z])(?=[A-Z])/g, "$1_")
    .toLowerCase()
    .replace(/[\s-]+/g, "_")
    .replace(/^(?:finish_reason|stop_reason|reason)[_.]/, "");
  if (unstated.has(name)) return undefined;
  const finish = byName.get(name) ?? "error";
  return finish === "error" ? { finish, name: own } : { finish };
}

/** An unknown word that names a failure; any other may be a placeholder until the end is known. */
const failure =
  /error|fail|abort|cancel|terminat|kill|crash|interrupt|disconnect|time_?(?:d_?)?(?:out|limit)|insufficient|overload|unavailable/i;

/**
 * The end of an answer after another statement of it. A complete answer stays complete. One that was cut, refused or
 * broken does not become complete by the "stop" with which some gateways end every stream.
 */
export function laterFinish<S extends { finish?: Finish; finishName?: string }>(
  state: S,
  stated: ReturnType<typeof finishOf>,
): Pick<S, "finish" | "finishName"> {
  const { finish, finishName } = state;
  const isBad = finish === "error" ? failure.test(finishName ?? "error") : finish !== undefined && !isGood(finish);
  const isSettled = isBad || (finish !== undefined && finish !== "error" && stated?.finish === "error");
  if (stated === undefined || isSettled) {
    return { ...(finish !== undefined && { finish }), ...(finishName !== undefined && { finishName }) };
  }
  return { finish: stated.finish, ...(stated.name !== undefined && { finishName: stated.name }) };
}

const isGood = (finish: Finish): boolean => finish === "stop" || finish === "tool-calls";
