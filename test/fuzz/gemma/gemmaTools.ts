import type { PropertySchema, ToolSpec } from "../../../src/model/message.ts";

const text = { type: "string" } as const;
const spec = (name: string, properties: Record<string, PropertySchema>, required: string[] = []): ToolSpec => ({
  name,
  description: "",
  parameters: { type: "object", properties, required },
});

/** An agent's tools, with arguments of every kind. */
export const agentTools: readonly ToolSpec[] = [
  spec("read_file", { path: text, start_line: { type: "integer" } }, ["path"]),
  spec("write_file", { path: text, content: text }, ["path", "content"]),
  spec(
    "run_command",
    { command: text, timeout_ms: { type: "integer" }, background: { type: "boolean" }, description: text },
    ["command"],
  ),
  spec("create", {
    title: text,
    labels: { type: "array", items: text },
    meta: { type: "object", properties: { owner: text, n: { type: "integer" } } },
  }),
  spec("search", { query: text, paths: { type: "array", items: text }, limit: { type: "integer" } }, ["query"]),
  spec("now", {}),
];
