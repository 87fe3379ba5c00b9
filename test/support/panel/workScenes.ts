import type { Item, ToolItem } from "../../../src/agent/transcript/transcript.ts";
import type { Todo } from "../../../src/agent/transcript/turnEvent.ts";
import type { ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { asked, open, state, text, tool, turn, under } from "./scenes.ts";

const test = "npm test -- --grep 'parseConfig' && git status --short";
const allowed = { decision: { type: "allowed", scope: "once" } } as const;
const command = (more: Partial<ToolItem>): ToolItem =>
  tool("c", "run_command", { command: test }, { ...allowed, ...more });

export const todos: readonly Todo[] = [
  { text: "Read how parseConfig finds its errors", state: "done" },
  { text: "Name the line and what to do in each message", state: "doing" },
  { text: "Add a test for each message", state: "open" },
  { text: "Run the tests", state: "open" },
];
const list = tool("todo", "todo", {}, { note: "1 of 4 done", result: "Noted: 1 of 4 done.", todos });

const question: ToolItem = tool(
  "q",
  "ask_user",
  { question: "Should an unknown field stop the start, or only be told in the log?" },
  {
    state: "running",
    question: {
      nonce: "q1",
      text: "Should an unknown field stop the start, or only be told in the log?",
      choices: ["Stop the start", "Tell it in the log", "Stop the start, but only in the tests of the project itself"],
    },
  },
);
const server = { id: "c2", command: "npm run dev -- --port 5173" };

const scene = (more: Parameters<typeof state>[0], ...items: Item[]): ToPanel[] => [
  under(open(turn("t1", asked, [text("I run the tests first.", 1), ...items], { step: 1 }))),
  state(more),
];

/** Commands, the list of what is to do, and questions to the user. */
export const workScenes: Record<string, ToPanel[]> = {
  "work-running": scene(
    { commands: [{ id: "c1", command: test }, server] },
    list,
    command({
      state: "running",
      output: { skipped: true, text: "  parseConfig\n    ✔ names the line\n    1) says what to do\n" },
    }),
  ),
  "work-ended": scene(
    { commands: [server] },
    command({ note: "exit code 1", result: "Exit code 1. It took 12 s.\n  1 failing" }),
    tool("d", "run_command", { command: server.command }, { ...allowed, note: "in the background", result: "Runs." }),
    tool("g", "git", { action: "diff" }, { result: "No difference." }),
    tool("f", "fetch_url", { url: "https://docs.example.com/guide" }, { ...allowed, result: "# Guide" }),
    list,
  ),
  "work-question": scene({}, list, question),
  "work-input": scene(
    {},
    tool(
      "i",
      "process",
      { action: "input" },
      { state: "approval", nonce: "n1", ask: { kind: "input", text: "y\n", program: "npm init" } },
    ),
  ),
  "work-sandbox": scene(
    {},
    tool(
      "s",
      "run_command",
      { command: test },
      { state: "approval", nonce: "n3", ask: { kind: "sandboxed-command", command: test, cwd: "/home/ann/site" } },
    ),
  ),
  "work-task": scene(
    {},
    tool(
      "k",
      "task",
      { name: "build" },
      { state: "approval", nonce: "n2", ask: { kind: "task", name: "build", runs: "npm run clean\ntsc -p ." } },
    ),
  ),
};
