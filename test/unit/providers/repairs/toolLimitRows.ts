import type { RefusalRow } from "./refusalRows.ts";

/*
 * Servers that take tools within limits: one call at a time, or without another field. The smaller repair keeps the
 * tools; what refuses tools altogether still puts them into the prompt.
 */

const at = (status: number, body: unknown) => ({ status, body });
const template = "This model only supports single tool-calls at once!";

const single: RefusalRow[] = [
  template,
  at(400, { object: "error", message: template, type: "BadRequestError", param: null, code: 400 }),
  at(400, { error: { message: `${template} ${template}`, type: "BadRequestError", code: 400 } }),
  at(500, { error: { code: 500, message: `Jinja Exception: ${template}`, type: "server_error" } }),
  at(500, {
    error: {
      code: 500,
      message: `\n------------\nWhile executing CallExpression at line 51, column 32 in source:\n...ls|length != 1 %}↵            {{- raise_exception("${template}") }}↵ ...\nError: Jinja Exception: ${template}`,
      type: "server_error",
    },
  }),
  at(400, {
    error: {
      message: `litellm.BadRequestError: OpenAIException - ${template}. Received Model Group=llama`,
      code: "400",
    },
  }),
  at(400, {
    error: {
      message: "Provider returned error",
      code: 400,
      metadata: { raw: JSON.stringify({ message: template }), provider_name: "P" },
    },
  }),
  at(400, { error: `Error rendering prompt with jinja template: "${template}".` }),
  at(422, {
    detail: [
      {
        type: "too_long",
        loc: ["body", "messages", 2, "assistant", "tool_calls"],
        msg: "List should have at most 1 item after validation, not 2",
      },
    ],
  }),
  "Parallel tool calls are not supported by this model",
  "This model does not support parallel tool calling.",
  "parallel function calling is not supported for this model. Please set parallel_tool_calls to false.",
  "Parallel tool use is not supported by google/gemma-4-31b-it",
  "Concurrent tool calls are not supported",
  "Multiple tool calls in one message are not supported",
  "multiple tool_calls is not supported, use one tool_call per assistant message",
  "More than one tool call per assistant message is not allowed",
  "Only one tool call is allowed per assistant message",
  "Only a single function call is supported per turn",
  "This endpoint can handle only a single function call at a time.",
  "The model supports a maximum of one tool call per response",
  "Expected exactly one tool call per assistant turn, got 2",
  "Assistant messages may hold at most one tool call.",
  "Tool calls must be made one at a time",
  "Invalid 'messages[2].tool_calls': array too long. Expected an array with maximum length 1, but got an array with length 2 instead.",
  "messages.2.tool_calls: must contain no more than 1 items",
  "`parallel_tool_calls` must be false for this model",
  "This model requires parallel_tool_calls to be set to false",
  "Please disable parallel tool calls for this model",
  "该模型不支持并行工具调用",
].map((words): RefusalRow => [words, "single-calls"]);

const logprobs: RefusalRow[] = [
  "logprobs is not supported with tools + stream",
  "logprobs are not supported with tool calling",
  "Error: logprobs not supported with tool calling",
  "Log probabilities are not supported with tool calling.",
  "`logprobs` is not supported when tools are used",
  "logprobs and tools cannot be used together",
  "Cannot use logprobs and tools together",
  "tools and logprobs are mutually exclusive",
  "Tool calling is not supported together with logprobs",
  "Function calling with log probabilities is not supported",
  "The parameters `tools` and `top_logprobs` cannot be combined",
  "top_logprobs is incompatible with function calling",
  "Setting logprobs while tools are given is not allowed",
  at(400, {
    error: {
      code: 400,
      message: "Logprobs is not supported when function calling is enabled.",
      status: "INVALID_ARGUMENT",
    },
  }),
  at(500, { error: { code: 500, message: "logprobs is not supported with tools + stream", type: "server_error" } }),
  "logprobs 不支持与 tools 同时使用",
].map((words): RefusalRow => [words, "no-logprobs-with-tools"]);

const format: RefusalRow[] = [
  "Function calling with a response mime type: 'application/json' is unsupported",
  "json mode cannot be combined with tool/function calling",
  "response_format is not supported with tools",
  "`response_format` and `tools` cannot be used together",
  "Structured outputs are not supported when tools are provided",
  "JSON schema output and tool calls are mutually exclusive",
  "Cannot use custom grammar constraints with tools.",
  "tools cannot be used with guided decoding... guided json and tools conflict",
  "Tool use with a response schema is unsupported",
].map((words): RefusalRow => [words, "no-format-with-tools"]);

/** Tools are refused themselves, whatever else is named beside them. */
const all: RefusalRow[] = [
  "This model does not support tools, neither single nor parallel tool calls",
  "Tool calling is not supported; parallel_tool_calls must not be set either",
  "Tools are not supported: no parallel tool calls, no single ones",
  "Parallel tool calls are not supported because this model has no support for tools",
  "Multiple tools are supported only when they are all search tools.",
  "This model supports only one tool per request",
  "Tool calls are not supported by this model",
  "Function calling is not supported by this model, in JSON mode or otherwise",
].map((words): RefusalRow => [words, "tools", { pastResults: false, fields: [] }]);

export const toolLimitRows: readonly RefusalRow[] = [
  ...single,
  ...logprobs,
  ...format,
  ...all,
  [
    at(400, {
      message: "parallel_tool_calls=False is not supported by this model.",
      type: "invalid_request_error",
      param: "parallel_tool_calls",
      code: "wrong_api_format",
    }),
    "without parallel_tool_calls",
    { manyCalls: false },
  ],
  [
    at(400, { error: { message: "Unrecognized request argument supplied: parallel_tool_calls" } }),
    "without parallel_tool_calls",
  ],
  [
    at(404, { error: { message: "No endpoints found that support the provided 'tool_choice' value.", code: 404 } }),
    "without tool_choice",
  ],
  // Nothing but tools was sent of what is named.
  ["logprobs are not supported with tool calling", "tools", { fields: [], pastResults: false }],
  [template, "tools", { manyCalls: false, pastResults: false }],
  // Without tools a field is refused for good.
  ["logprobs are not supported with tool calling", "without logprobs", { tools: false, fields: ["logprobs"] }],
];
