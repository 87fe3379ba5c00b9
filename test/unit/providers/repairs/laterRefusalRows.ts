import type { RefusalRow } from "./refusalRows.ts";

/** Refusals as servers and gateways of 2026 word them. */
const noResults = { results: false, pastResults: false };

export const laterRefusalRows: readonly RefusalRow[] = [
  ["Failed to apply prompt template: System role not supported", "fold-system", noResults],
  ["Unsupported role: system. Supported roles: user, assistant", "fold-system", noResults],
  ["gemma does not support system prompts; put it into the user turn", "fold-system", noResults],
  ["Messages must have alternating user and model roles", "fold-system", noResults],
  ["invalid type: null, expected a sequence at messages[2].content", "empty-content"],
  ["Unknown field 'name' in tool message", "no-name"],
  ["The `reasoning` field is not allowed in assistant messages", "no-thoughts"],
  ["thinking must not be part of an assistant turn", "no-thoughts"],
  ["Expected tool_calls[0].function.arguments to be an object", "object-arguments"],
  ["Jinja Exception: Expected a mapping for arguments|items", "object-arguments"],
  ["function.arguments: expected to be a JSON object", "object-arguments"],
  ["Tool call IDs should be alphanumeric strings with length 9!", "short-ids"],
  ["This model does not support function calling in streaming mode", "no-stream"],
  ["Streaming responses with tools is unsupported; set stream=false", "no-stream"],
  ["chat_template_kwargs is not a permitted field", "without chat_template_kwargs"],
  ["min_p is not an allowed option here", "without min_p"],
  ["Additional properties are not allowed ('top_k', 'min_p' were unexpected)", "without top_k,without min_p"],
  ["tool_choice 'required' is not supported; use 'auto'", "without tool_choice"],
  [
    "The tool_choice parameter does not support being set to required or object in thinking mode",
    "without tool_choice",
  ],
  ["JSON mode is not enabled for models/gemma-3-27b-it", "without response_format"],
  ["Response format json_schema is not supported by this model", "without response_format"],
  ["Structured outputs are not available on this endpoint", "without response_format"],
  ["Reasoning is mandatory for this endpoint and cannot be disabled.", "without reasoning", { fields: ["reasoning"] }],
  [
    "Thinking cannot be turned off for this model",
    "without reasoning_effort",
    { fields: ["reasoning_effort", "seed"] },
  ],
  ["Thinking is always on", "without chat_template_kwargs", { fields: ["chat_template_kwargs"] }],
  ["tool use is disabled on this deployment", "tools", { pastResults: false }],
  ["No tool-call parser configured for this model", "tools", { pastResults: false }],
];
