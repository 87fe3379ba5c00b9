import type { ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { asked, open, reading, state, text, tool, turn, under } from "./scenes.ts";

const settled = (...turns: ReturnType<typeof turn>[]): ToPanel => ({
  type: "restored",
  chatId: "c1",
  transcript: { settled: turns, open: undefined },
});
const message = { type: "user", id: "s1", prompt: "", chips: [] } as const;

/** A turn that is steered, stuck or paused. */
export const loopScenes: Record<string, ToPanel[]> = {
  steered: [
    under(
      open(
        turn(
          "t1",
          asked,
          [
            ...reading,
            { ...message, step: 1, text: "Leave the messages of the schema as they are." },
            text("Then I change only the parser's.", 1),
            tool("r4", "read_file", { path: "src/main.ts" }, { step: 1, state: "running" }),
          ],
          { step: 1 },
        ),
      ),
    ),
    state(),
  ],
  plan: [
    settled(
      turn(
        "t1",
        asked,
        [
          ...reading,
          text("1. **src/config/parse.ts**: name the field in each error.\n2. Run the tests of `config`.", 1),
        ],
        { mode: "plan", step: 1 },
      ),
    ),
    state({ mode: "plan" }),
  ],
  stuck: [
    settled(
      turn("t1", asked, [...reading], {
        outcome: {
          type: "looped",
          reason: "same-failure",
          message: "edit_file failed 3 times in a row in the same way.",
        },
      }),
    ),
    state(),
  ],
  paused: [settled(turn("t1", asked, [...reading], { outcome: { type: "out-of-steps" } })), state()],
};
