import type { Transcript } from "../../agent/transcript/transcript.ts";
import { windowUsed } from "../../chat/usage/chatUsage.ts";
import { usePanel } from "../state/panel.ts";
import { ringWords } from "./ringWords.ts";

/** From here on the window is nearly full: answers may soon lack room. */
const FULL = 0.85;
const RADIUS = 6;

type Props = { transcript: Transcript; contextTokens: number | undefined };

/** How full the model's window is, and what the chat has used and cost; absent until a server has counted. */
export function ContextRing({ transcript, contextTokens }: Props) {
  const panel = usePanel();
  const used = windowUsed(transcript);
  if (used === undefined) return null;
  const words = ringWords(transcript, used, contextTokens);
  const fraction = contextTokens === undefined ? undefined : Math.min(1, used / contextTokens);
  const around = 2 * Math.PI * RADIUS;
  return (
    <button
      type="button"
      class={fraction !== undefined && fraction >= FULL ? "ring full" : "ring"}
      title={words}
      aria-label={words}
      onClick={() => panel.post({ type: "show-usage" })}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle class="ring-whole" cx="8" cy="8" r={RADIUS} />
        {fraction !== undefined && (
          <circle class="ring-used" cx="8" cy="8" r={RADIUS} stroke-dasharray={`${fraction * around} ${around}`} />
        )}
      </svg>
    </button>
  );
}
