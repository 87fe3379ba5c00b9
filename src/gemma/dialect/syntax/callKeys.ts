import type { JsonObject } from "../../../model/message.ts";

/** A call as it was written: the name not yet looked up, the arguments not yet fitted to a schema. */
export type WrittenCall = { name: string; arguments: JsonObject };

export const nameKeys = ["name", "tool_name", "function_name", "tool", "function", "action"] as const;
export const argumentKeys = [
  "parameters",
  "arguments",
  "args",
  "input",
  "tool_input",
  "action_input",
  "kwargs",
] as const;
/** Keys whose value is the object that holds the call, or a list of such. */
export const wrapperKeys = [
  "function",
  "tool_call",
  "function_call",
  "tool_calls",
  "tool",
  "call",
  "functionCall",
  "functionCalls",
  "function_calls",
  "toolCall",
  "toolCalls",
  "calls",
] as const;
/** Keys that may stand beside a call and say nothing about it. */
export const otherKeys = ["type", "id", "call_id", "tool_call_id", "index"] as const;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
