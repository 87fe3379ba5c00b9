/**
 * How servers word a refusal of a request's shape, as their users report it or their sources have it, and the first thing
 * to change. "tools": they go into the prompt. A row's body is what the server answered; a text is the message of a 400.
 */
export type RefusalRow = [answer: string | { status: number; body: unknown }, repair: string, more?: Partial<Sent>];
import type { Sent } from "../../../../src/providers/repairs/sent.ts";

const at = (status: number, body: unknown) => ({ status, body });
const detail = (loc: (string | number)[], msg: string, input?: unknown) =>
  at(422, { detail: [{ type: "value_error", loc: ["body", ...loc], msg, input }] });
const fromUpstream = (raw: unknown) =>
  at(400, {
    error: {
      message: "Provider returned error",
      code: 400,
      metadata: { raw: JSON.stringify(raw), provider_name: "P" },
    },
  });

const system: RefusalRow[] = [
  "Developer instruction is not enabled for models/gemma-3-27b-it",
  "System role not supported",
  "role 'system' is not supported on this model",
  "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
  "This model doesn't support system messages. Try again without a system message or use a model that supports system messages.",
  "System message is not supported by this model",
  "system_instruction is not supported for this model",
  "systemInstruction is not enabled for models/gemma-3-4b-it",
  "The model does not support the system prompt",
  'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
  "unknown variant `system`, expected `user` or `assistant` at line 1 column 42",
  "Only user and assistant roles are supported, got system.",
  "Invalid role: system",
  "system: Extra inputs are not permitted",
  "Unknown field: system",
  "Unexpected parameter: system",
  "messages with role 'system' are not allowed",
  "Jinja Exception: System role not supported",
  "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
  "The first message must be from the user",
  "Role must be in [user, assistant]",
  "该模型不支持 system 角色",
  "The developer role is not supported by this model",
].map((words): RefusalRow => [words, "fold-system", { results: false, pastResults: false }]);

const content: RefusalRow[] = [
  "Invalid 'content': 'content' field must be a string or an array of objects.",
  "invalid message content type: <nil>",
  "Invalid value for 'content': expected a string, got null.",
  "messages[2].content must be a string",
  "'content' is a required property - 'messages.2'",
  "None is not of type 'string' - 'messages.2.content'",
  "content: Input should be a valid string",
  "The content field is required for messages with role assistant",
  "Message content cannot be null",
  "invalid type: null, expected a string at line 1 column 312",
  'can only concatenate str (not "NoneType") to str',
  "'NoneType' object has no attribute 'strip'",
  "argument of type 'NoneType' is not iterable",
  "[json.exception.type_error.302] type must be string, but is null",
  "Cannot read properties of null (reading 'length')",
  "Missing 'content' in message 2",
].map((words): RefusalRow => [words, "empty-content"]);

const rest: RefusalRow[] = [
  [detail(["messages", 2, "content"], "Input should be a valid string", null), "empty-content"],
  ["text content blocks must be non-empty", "no-content", { nullContent: false, emptyContent: true }],
  [
    "The text field in the ContentBlock object at messages.2.content.0 is blank. Add text to the text field, and try again.",
    "no-content",
    { nullContent: false, emptyContent: true },
  ],
  [
    "messages: text content blocks must contain non-whitespace text",
    "no-content",
    { nullContent: false, emptyContent: true },
  ],

  ['messages[3]: "name" is not supported by this endpoint', "no-name"],
  ["Unknown parameter: 'messages[3].name'.", "no-name"],
  [
    "'messages.3' : for 'role:tool' the following must be satisfied[('messages.3' : property 'name' is unsupported)]",
    "no-name",
  ],
  [detail(["messages", 3, "tool", "name"], "Extra inputs are not permitted", "read_file"), "no-name"],
  ["Additional properties are not allowed ('name' was unexpected) - 'messages.3'", "no-name"],
  ['json: unknown field "name"', "no-name"],

  [
    "messages.1.assistant.reasoning_content: property 'messages.1.assistant.reasoning_content' is unsupported",
    "no-thoughts",
  ],
  [
    "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]",
    "no-thoughts",
  ],
  [detail(["messages", 2, "assistant", "reasoning_content"], "Extra inputs are not permitted", "Hm."), "no-thoughts"],
  ["Unknown parameter: 'messages[1].reasoning_details'.", "no-thoughts"],

  ["Can only get item pairs from a mapping.", "object-arguments"],
  ["'str object' has no attribute 'items'", "object-arguments"],
  ["tool_calls.0.function.arguments: Input should be a valid dictionary", "object-arguments"],
  ["Function call arguments must be an object, not a string", "object-arguments"],

  ["Tool call id was call_0123456789abcdef but must be a-z, A-Z, 0-9, with a length of 9.", "short-ids"],
  [
    "Invalid 'messages[2].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length 52 instead. It must match the pattern.",
    "short-ids",
  ],
  ["tool_call_id must match the pattern ^[a-zA-Z0-9]{9}$", "short-ids"],

  ["Unexpected role 'user' after role 'tool'", "plain-past"],
  [
    at(400, {
      object: "error",
      message: "Unexpected role 'user' after role 'tool'",
      type: "invalid_request_message_order",
      code: "3230",
    }),
    "plain-past",
  ],
  ["Conversation roles must alternate user/assistant/user/assistant/...", "plain-past"],
  [
    "Template error: syntax error: Conversation roles must alternate user/assistant/user/assistant/...",
    "tools",
    { pastResults: false },
  ],
  [
    "After the optional system message, conversation roles must alternate user/assistant/user/assistant/...",
    "fold-system",
    { results: false, pastResults: false },
  ],
  ["deepseek-reasoner does not support successive user or assistant messages", "plain-past"],
  [
    "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant: roles must alternate",
    "plain-past",
  ],

  [at(500, { error: { code: 500, message: "Cannot use tools with stream", type: "server_error" } }), "no-stream"],
  ["streaming is not supported with tools", "no-stream"],
  ["This model doesn't support tool use in streaming mode.", "no-stream"],
  ["Streaming is not supported for this model", "no-stream"],
  ["stream must be false when tools are used", "no-stream"],
  ["Streaming tool calls are not yet supported", "no-stream"],

  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    "other-max-tokens",
  ],
  ["Unrecognized request argument supplied: stream_options", "without stream_options"],
  ['Invalid JSON payload received. Unknown name "top_k": Cannot find field.', "without top_k"],
  [detail(["parallel_tool_calls"], "Extra inputs are not permitted", true), "without parallel_tool_calls"],
  [
    at(400, {
      object: "error",
      message:
        "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted', 'input': {'include_usage': True}}]",
    }),
    "without stream_options",
  ],
  [
    "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    "without temperature",
  ],
  ["`temperature` and `top_p` cannot both be specified for this model. Please use only one.", "without top_p"],
  ["got an unexpected keyword argument 'min_p'", "without min_p"],
  [
    "ollama does not support parameters: ['tool_choice'], for model=gemma3. To drop these, set `litellm.drop_params=True`",
    "without tool_choice",
  ],
  ["response_format is not supported by this model", "without response_format"],
  ["property 'logit_bias' is unsupported", "without logit_bias"],
  ["'chat_template_kwargs': unknown field", "without chat_template_kwargs"],
  ["logprobs are not enabled for this model", "without logprobs"],
  ["Reasoning effort: parameter `reasoning_effort` is not supported by model", "without reasoning_effort"],

  [
    fromUpstream({
      error: {
        code: 400,
        message: "Developer instruction is not enabled for models/gemma-3-27b-it",
        status: "INVALID_ARGUMENT",
      },
    }),
    "fold-system",
  ],
  [fromUpstream({ message: "Cannot use tools with stream" }), "no-stream"],
];

const tools: RefusalRow[] = [
  "registry.ollama.ai/library/gemma3:4b does not support tools",
  "litellm.UnsupportedParamsError: together_ai does not support parameters: ['tools'], for model=google/gemma-3n-e4b-it. To drop these, set `litellm.drop_params=True`",
  "Invalid request content: The model does not support tool use or function calling but tools or tool_choice have been specified on the request.",
  "Function calling is not enabled for models/gemma-3-27b-it",
  '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
  "tools param requires --jinja flag",
  "The model produced output that does not match the expected peg-gemma4 format",
  "`tools` is not supported with this model",
  "Unrecognized request argument supplied: tools",
  "property 'tools' is unsupported",
  "Tool calling is not supported for model: mistralai/Mistral-Small-24B-Instruct-2501",
  "This model does not support function calling",
  "Tools are not supported by this provider",
  "Tool use is not supported for this model",
  "Tool use has not been enabled, because it is unsupported by gemma.",
  'Unknown name "tools": Cannot find field.',
  "functions are not supported by this deployment",
  "'tools' is not allowed",
  "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
  "unknown variant `tool`, expected one of `system`, `user`, `assistant` at line 1 column 900",
  "Unexpected role RoleEnum.tool",
  "property 'tool_calls' is unsupported, did you mean 'tool_call_id'?",
  "This template does not support tool calls",
  "该模型不支持工具调用",
  "Invalid schema for function 'read_file': {'type': 'object'} is not valid under any of the given schemas.",
].map((words): RefusalRow => [words, "tools", { pastResults: false }]);

export const refusalRows: readonly RefusalRow[] = [
  ...system,
  ...content,
  ...rest,
  ...tools,
  [
    at(404, {
      error: {
        message: "No endpoints found that support tool use. To learn more, visit: https://openrouter.ai",
        code: 404,
      },
    }),
    "tools",
  ],
  [at(405, { status: "failure", message: "Tool calling is not supported for model: m", code: "405" }), "tools"],
  [at(500, { error: "Value error: tools are not supported by the chat template" }), "tools"],
  [at(501, { error: { message: "tool_calls not implemented", type: "not_implemented" } }), "tools"],
  [
    detail(["messages", 3, "role"], "Input should be 'system', 'user' or 'assistant'", "tool"),
    "tools",
    { pastResults: false },
  ],
];

/** Refusals that name the same things and are about something else: nothing of the request's shape is changed. */
export const lookAlikes: readonly (string | { status: number; body: unknown })[] = [
  "temperature is out of range",
  "temperature must be less than or equal to 1",
  "Invalid value for 'max_tokens': must be at least 1",
  "frequency_penalty must be between -2 and 2",
  "'top_p' should be greater than 0",
  "The model `gemma-9` does not exist or you do not have access to it.",
  "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 500 in the functions, 500 in the completion).",
  "the request exceeds the available context size, try increasing it",
  "System prompt is too long: it must not exceed 10000 characters",
  "Your system prompt was not accepted: it violates our usage policies",
  "The content must comply with our content policy",
  "Invalid Content-Type: must be application/json",
  "Your request was rejected by the content filter: it may not contain violence",
  "messages.0: image inputs are limited to 5 MB",
  "image input is not supported",
  "Invalid base64 image",
  "Internal system error",
  "The operating system is not supported",
  at(401, { error: { message: "Your key may not use tools" } }),
  at(403, { error: { message: "This key cannot use streaming or tools" } }),
  at(402, { error: { message: "Insufficient credits for tool calls: not enough" } }),
  at(429, { error: { message: "Too many tool calls: tools are not available for a minute" } }),
  at(413, { error: { message: "The tools and messages are too large" } }),
  at(500, { error: "model requires more system memory (9.4 GiB) than is available (4.8 GiB)" }),
  at(500, { error: "llama runner process has terminated: cudaMalloc failed: out of memory" }),
  at(500, { error: { message: "Azure Functions is not available in this region" } }),
  at(500, { error: { message: "The serverless function did not respond in time" } }),
  at(502, { error: { message: "upstream error: the server is not available" } }),
  at(500, { error: { message: "stream error: stream ID 5; INTERNAL_ERROR; received from peer" } }),
  at(503, { error: { message: "Loading model", code: 503 } }),
  at(500, "<html><title>Tools are not supported</title></html>"),
  at(500, { error: { message: "upstream worker died" } }),
  // What a server echoes of the conversation is not its own word.
  {
    status: 422,
    body: {
      detail: [
        {
          loc: ["body", "model"],
          msg: "Field required",
          input: {
            messages: [{ role: "system", content: "The system role is not supported; tools are not supported." }],
          },
        },
      ],
    },
  },
  at(400, {
    object: "error",
    message:
      "[{'type': 'missing', 'loc': ('body', 'model'), 'msg': 'Field required', 'input': {'messages': [{'content': 'tools are not supported'}]}}]",
  }),
];
