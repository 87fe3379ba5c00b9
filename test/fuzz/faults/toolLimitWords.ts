import { sentence } from "./refusalWords.ts";

/* What servers say that take tools within limits, and what those say that take none. */

const model = "<the model|this model|gemma4:12b|google/gemma-4-31b-it|this endpoint>";
const calls = "<tool calls|tool-calls|tool calling|function calls|function calling|tool_calls>";
const call = "<tool call|tool-call|function call|tool_call>";
const refused = "<not supported|unsupported|not allowed|not permitted|not available|not enabled>";

export const singleCallWords = sentence(
  `${model} only supports single <tool-calls|tool calls|function calls> <at once|at a time|per message>!`,
  `<Parallel|Multiple|Concurrent|Simultaneous> ${calls} <are|is> ${refused}<| by ${"gemma4:12b"}| for this model| on this endpoint>`,
  `${model} <does not|doesn't|cannot|can't> <support|handle|make|allow> <parallel|multiple|several> ${calls}`,
  `<Only|At most|No more than> <one|1> ${call} <is allowed|may be made|is supported> per <assistant |><message|turn|response>`,
  `<Only|At most> a single ${call} is <allowed|supported><| at a time| per request>`,
  `<An assistant message|A turn> <may|can|must> <hold|contain|have> <at most|only|exactly> one ${call}`,
  `messages[3].tool_calls: <expected a list with at most 1 item|must not contain more than 1 items|maximum length 1, got 2>`,
  `<Please set|Set> parallel_tool_calls to false<| for this model>`,
);

const thing = "<logprobs|top_logprobs|log probabilities|`logprobs`>";
const format = "<response_format|`response_format`|JSON mode|json schema output|structured outputs>";
const tools = "<tools|tool calling|function calling|tool use>";
const excluded = (field: string) =>
  sentence(
    `${field} <is|are> ${refused} <with|together with|when using|in combination with> ${tools}`,
    `${field} <cannot|can't|must not> be <used|combined> with ${tools}`,
    `<Cannot|Can't> use ${field} <with|and|together with> ${tools}<| at the same time| together>`,
    `${tools} <cannot|may not> be <combined|used> with ${field}`,
    `${tools} and ${field} are <mutually exclusive|incompatible>`,
  );
export const logprobsWords = excluded(thing);
export const formatWords = excluded(format);

export const noToolsWords = sentence(
  `${model} <does not|doesn't> support <tools|tool calls|tool calling|function calling|tool use>`,
  `<Tools|Tool calls|Tool calling|Tool use|Function calling> <are|is> ${refused}<| by this model| for gemma4:12b>`,
  `${model} <does not|doesn't> support tools, <neither single nor parallel calls|and no parallel calls either>`,
  `<property|parameter|field> 'tools' is <unsupported|not supported|unknown>`,
);
