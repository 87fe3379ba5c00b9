import type { Item, ToolItem, Transcript, Turn } from "../../../src/agent/transcript/transcript.ts";
import type { FileDiff, TurnOutcome } from "../../../src/agent/transcript/turnEvent.ts";
import type { EmbeddedOffer, SetupState } from "../../../src/chat/protocol/models.ts";
import type { PanelState, ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { agentTools, displaysOf, type OwnPorts } from "../../../src/editor/agent/agentTools.ts";
// Messages that bring the panel into each state that a user may see.
const model = { label: "Gemma 3 4B", provider: "On this machine", contextTokens: 131_072 };
const tools = displaysOf(agentTools({} as OwnPorts));
export const ready: PanelState = { model, mode: "agent", trusted: true, tools };

export function turn(id: string, text: string, items: readonly Item[], more: Partial<Turn> = {}): Turn {
  return {
    id,
    askedAt: 1_700_000_000_000,
    mode: "agent",
    text,
    prompt: text,
    chips: [],
    items,
    step: 0,
    usage: { inputTokens: 1841, outputTokens: 412, cost: 0.0021, costBasis: "prices" },
    lastUsage: { inputTokens: 1841, outputTokens: 412 },
    model: model.label,
    endedAt: 1_700_000_006_400,
    outcome: { type: "answered" },
    ...more,
  };
}

/** The same turn, still under way. */
export function open(ended: Turn): Turn {
  const { outcome: _outcome, endedAt: _endedAt, model: _model, ...rest } = ended;
  return rest;
}

export const text = (value: string, step = 0): Item => ({ type: "text", step, text: value });
export const thought = (value: string, ms?: number): Item => ({
  type: "thought",
  step: 0,
  text: value,
  details: [],
  ...(ms !== undefined && { ms }),
});
export function tool(id: string, name: string, args: Record<string, unknown>, more: Partial<ToolItem> = {}): ToolItem {
  const call = { type: "tool-call" as const, id, name, arguments: args };
  return { type: "tool", step: 0, id, name, argumentText: "", state: "done", call, ...more };
}

const explanation = `\`parseConfig\` turns the text of a configuration file into a checked **Config** value. It works in three steps:

1. Read the text as JSON and keep the position of each value.
2. Check every field against the schema in \`src/config/schema.ts:14\`.
3. Fill in the defaults that \`src/config/defaults.ts\` names.

\`\`\`typescript src/config/parse.ts
/** Reads a configuration; throws a ConfigError that names the line. */
export function parseConfig(text: string): Config {
  const raw: unknown = JSON.parse(text);
  if (!isRecord(raw)) throw new ConfigError("expected an object", 1);

  return { ...defaults, retries: Number(raw["retries"] ?? 3) };
}
\`\`\`

| Field | Type | Default |
|:--|:--|--:|
| \`retries\` | number | 3 |
| \`timeout\` | milliseconds | 30,000 |
| \`proxy\` | address | none |

- [x] The error names its line
- [ ] Unknown fields are passed over without a word

> A wrong field stops the start: that is meant. See [the guide](https://example.com/config).`;

export const diff: FileDiff = {
  path: "src/config/parse.ts",
  created: false,
  added: 4,
  removed: 2,
  hunks: [
    {
      oldStart: 8,
      newStart: 8,
      lines: [
        { kind: "same", text: "export function parseConfig(text: string): Config {" },
        { kind: "same", text: "  const raw: unknown = JSON.parse(text);" },
        { kind: "removed", text: '  if (!isRecord(raw)) throw new ConfigError("expected an object", 1);' },
        { kind: "added", text: "  if (!isRecord(raw)) {" },
        { kind: "added", text: '    throw new ConfigError("A configuration is an object in braces.", 1);' },
        { kind: "added", text: "  }" },
        { kind: "same", text: "" },
      ],
    },
    {
      oldStart: 31,
      newStart: 33,
      lines: [
        { kind: "same", text: "  // The user's own settings win." },
        { kind: "removed", text: "  return Object.assign(defaults, own);" },
        { kind: "added", text: "  return { ...defaults, ...own };" },
        { kind: "same", text: "}" },
      ],
    },
  ],
};

const chips = [
  { label: "parse.ts:8-36", path: "src/config/parse.ts", startLine: 8, endLine: 36 },
  { label: "schema.ts", path: "src/config/schema.ts" },
];
const explained = turn("t1", "What does parseConfig do, and what happens with unknown fields?", [text(explanation)], {
  chips,
});

export const reading = [
  thought("The user wants clearer errors. I should look at the parser first, then at who catches the error.", 4200),
  tool(
    "r1",
    "search_text",
    { text: "ConfigError" },
    { result: "src/config/parse.ts:10: throw new ConfigError(\nsrc/main.ts:22: catch (error) {" },
  ),
  tool("r2", "read_file", { path: "src/config/parse.ts", startLine: 1, endLine: 40 }, { result: "export function…" }),
];
export const editCall = tool(
  "e1",
  "edit_file",
  { path: "src/config/parse.ts", search: "a", replace: "b" },
  { step: 1 },
);
export const asked = "Make the errors of parseConfig say what to do.";

function failed(
  id: string,
  question: string,
  outcome: Extract<TurnOutcome, { type: "failed" }>,
  items: Item[] = [],
): Turn {
  return turn(id, question, items, { outcome, usage: {} });
}

const offers: EmbeddedOffer[] = (
  [
    ["gemma-3-270m", "Gemma 3 270M", 0.253, 0.6],
    ["gemma-3-1b", "Gemma 3 1B", 0.806, 1.6],
    ["gemma-3-4b", "Gemma 3 4B", 2.49, 4.2],
    ["gemma-4-e2b", "Gemma 4 E2B", 3.11, 5],
    ["gemma-4-e4b", "Gemma 4 E4B", 4.98, 7.5],
    ["gemma-3-12b", "Gemma 3 12B", 7.3, 10.4],
    ["gemma-4-26b-a4b", "Gemma 4 26B A4B", 16.9, 21],
    ["gemma-4-31b", "Gemma 4 31B", 18.7, 24],
  ] as const
).map(([id, label, size, memory]) => ({
  id,
  label,
  bytes: size * 1e9,
  memoryBytes: memory * 1e9,
  licence: label.startsWith("Gemma 3") ? "Gemma terms" : "Apache 2.0",
  licenceUrl: label.startsWith("Gemma 3")
    ? "https://ai.google.dev/gemma/terms"
    : "https://www.apache.org/licenses/LICENSE-2.0",
  recommended: id === "gemma-3-4b",
  present: id === "gemma-3-270m",
  tooLarge: memory > 16,
}));
const setup: SetupState = {
  embedded: { available: true, models: offers },
  local: {
    searching: false,
    servers: [
      {
        baseUrl: "http://127.0.0.1:11434",
        label: "Ollama",
        models: ["gemma3:4b", "gemma3:12b"],
        loaded: [{ model: "gemma3:4b", words: "8,192 tokens · 4.0 GB, 77% on the graphics card · for 5 min" }],
        pulls: true,
      },
    ],
  },
  hosted: [
    { preset: "openrouter", label: "OpenRouter", note: "Free and paid models; sign in or paste a key", hasKey: false },
    { preset: "keeprouter", label: "KeepRouter", note: "Gemma 3 and 4 with one key", hasKey: true },
    { preset: "runware", label: "Runware", note: "Pay per token", hasKey: false },
    { preset: "google", label: "Google AI Studio", note: "Free tier with a key", hasKey: false },
  ],
};

export const longCode = `Here is the whole module:\n\n\`\`\`python src/worker/pool.py\n${Array.from(
  { length: 40 },
  (_, at) =>
    `def step_${at}(items: list[int], scale: float = ${at}.5) -> dict[str, float]:\n    """Adds the items up; the scale is applied once."""\n    return {"total": sum(item * scale for item in items), "name": "a rather long name that runs past the panel's edge, so that it scrolls"}\n`,
).join("\n")}\`\`\`\n\nIt has no side effects.`;

const restored = (transcript: Transcript): ToPanel => ({ type: "restored", chatId: "c1", transcript });
const settled = (...turns: Turn[]): ToPanel => restored({ settled: turns, open: undefined });
export const under = (now: Turn, ...before: Turn[]): ToPanel => restored({ settled: before, open: now });
export const state = (more: Partial<PanelState> = {}): ToPanel => ({ type: "state", state: { ...ready, ...more } });

export const scenes: Record<string, ToPanel[]> = {
  setup: [settled(), { type: "state", state: { mode: "ask", trusted: true, tools, setup } }],
  "setup-downloading": [
    settled(),
    {
      type: "state",
      state: {
        mode: "ask",
        trusted: true,
        tools,
        setup: {
          ...setup,
          local: { searching: true, servers: [] },
          problem: "OpenRouter refused the key. Paste another one.",
        },
        engine: {
          phase: "downloading",
          label: "Gemma 3 4B",
          fraction: 0.42,
          detail: "1.05 of 2.49 GB · 12 MB/s · 2 min left",
        },
      },
    },
  ],
  empty: [settled(), state()],
  answer: [settled(explained), state({ mode: "ask" })],
  streaming: [
    under(open(turn("t2", "And how would you test it?", [text(explanation.slice(0, 860))])), explained),
    state({ mode: "ask" }),
  ],
  thought: [
    under(
      open(
        turn("t1", asked, [
          thought(
            "The user wants **clearer errors**. First I look at the parser:\n\n- who throws\n- who catches, and what is shown to the per",
          ),
        ]),
      ),
    ),
    state(),
  ],
  tools: [
    under(
      open(
        turn(
          "t1",
          asked,
          [
            ...reading,
            text("The error is thrown in one place. I make it say what to do.", 1),
            { ...editCall, diff, decision: { type: "allowed", scope: "once" } },
            tool("r3", "list_dir", { path: "test" }, { step: 2, state: "failed", result: "There is no folder test." }),
            tool(
              "c1",
              "create_file",
              { path: "test/parse.test.ts" },
              { step: 3, state: "denied", decision: { type: "denied", reason: "no tests yet" }, result: "declined" },
            ),
            tool("r4", "read_file", { path: "src/main.ts" }, { step: 4, state: "running" }),
          ],
          { step: 4 },
        ),
      ),
    ),
    state(),
  ],
  errors: [
    settled(
      failed("t1", "Explain this file", {
        type: "failed",
        fault: { kind: "auth" },
        message: "OpenRouter refused the key.",
      }),
      turn("t2", "Write a long story", [text("Once upon a time there was a parser that")], {
        outcome: { type: "cut" },
      }),
      failed(
        "t3",
        "Explain this file",
        {
          type: "failed",
          fault: { kind: "overflow", promptTokens: 141_203, contextTokens: 131_072 },
          message:
            "This chat is too long for Gemma 3 4B: 141,203 of 131,072 tokens. Start a new chat, or choose a model with a larger window.",
        },
        [text("The file begins with")],
      ),
    ),
    state({ mode: "ask" }),
  ],
  waiting: [
    under({ ...open(turn("t1", "Hello", [])), waiting: { type: "waiting", phase: "loading", fraction: 0.4 } }),
    state({ mode: "ask", trusted: false, engine: { phase: "loading", label: "Gemma 3 4B", fraction: 0.4 } }),
  ],
  "long-code": [settled(turn("t1", "Show me the whole module.", [text(longCode)])), state({ mode: "ask" })],
};
