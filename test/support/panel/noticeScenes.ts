import type { ToPanel } from "../../../src/chat/protocol/protocol.ts";
import { ready, text, turn } from "./scenes.ts";

const cut =
  "LM Studio (127.0.0.1:1234) seems to have read only 4,000 tokens of the conversation: its window is 4,096. The answer may lack what was cut off. Start a new chat, send less context, or set a larger window if there is memory for it.";
const answered = turn("t1", "What does parseConfig do?", [text("It reads the text of a file as a `Config`.")], {
  notices: [cut],
  shortened: { names: ["src/big.ts", "search_text", "an earlier answer"], window: 8192 },
});

/** Notices beside a successful answer. */
export const noticeScenes: Record<string, ToPanel[]> = {
  notice: [
    { type: "restored", chatId: "c1", transcript: { settled: [answered], open: undefined } },
    { type: "state", state: ready },
  ],
};
