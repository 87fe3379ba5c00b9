import type { ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { ready, state, text, turn } from "./scenes.ts";

const cut =
  "LM Studio (127.0.0.1:1234) seems to have read only 4,000 tokens of the conversation: its window is 4,096. The answer may lack what was cut off. Start a new chat, send less context, or set a larger window if there is memory for it.";
const answered = turn("t1", "What does parseConfig do?", [text("It reads the text of a file as a `Config`.")], {
  notices: [cut],
  shortened: { names: ["src/big.ts", "search_text", "an earlier answer"], window: 8192 },
});

const results = [
  'Read the file once and keep the parsed config:\n\n```ts\nconst config = parseConfig(readFileSync(path, "utf8"));\nexport const get = (key: keyof Config) => config[key];\n```\n\nA restart reads it anew.',
  "Watch the file:\n\n- parse it at first\n- parse it again when it changes\n- keep the old config where that fails",
  "Parse it at each use. It is small, and nothing can be stale.",
];
const chosen = turn("t1", "How should the config be cached?", [text(results[0] ?? "")], {
  mode: "ask",
  notices: ["1 of 4 results was empty or broken off and is left out; Runware bills all of them."],
  results: { texts: ["", ...results.slice(1)], chosen: 0 },
});

const instructed = turn("t1", "What does parseConfig do?", [text("It reads the text of a file as a `Config`.")], {
  instructions: [
    {
      files: [
        { path: "AGENTS.md", text: "Use tabs." },
        { path: ".github/copilot-instructions.md", text: "Be brief.", of: 40_000 },
      ],
    },
    { call: { step: 0, id: "c" }, files: [{ path: "src/AGENTS.md", text: "No classes." }] },
    { files: [{ path: "CLAUDE.md", text: "", gone: true }] },
  ],
});

/** Notices beside a successful answer. */
export const noticeScenes: Record<string, ToPanel[]> = {
  notice: [
    { type: "restored", chatId: "c1", transcript: { settled: [answered], open: undefined } },
    { type: "state", state: ready },
  ],
  instructed: [
    { type: "restored", chatId: "c1", transcript: { settled: [instructed], open: undefined } },
    { type: "state", state: ready },
  ],
  prompts: [
    { type: "restored", chatId: "c1", transcript: { settled: [], open: undefined } },
    state({
      prompts: [
        { name: "review", description: "Reads a change as a reviewer does.", hint: "" },
        { name: "write-tests", description: "", hint: "file" },
      ],
    }),
  ],
  results: [
    { type: "restored", chatId: "c1", transcript: { settled: [chosen], open: undefined } },
    state({ mode: "ask" }),
  ],
};
