import { useEffect, useRef } from "preact/hooks";
import type { Turn } from "../../agent/transcript/transcript.ts";
import type { FollowUp } from "../../chat/protocol/explain.ts";
import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../state/panel.ts";
import { linkNames, namesIn } from "./names.ts";

const questions: readonly { question: FollowUp; label: string }[] = [
  { question: "why", label: "Why?" },
  { question: "simpler", label: "Simpler" },
  { question: "example", label: "Show an example" },
];

/** Follow-up questions under a finished explanation. Names become links once their places are known. */
export function Explained({ turn, last }: { turn: Turn; last: boolean }) {
  const panel = usePanel();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const answer = root.current?.closest(".turn")?.querySelector(".answer");
    const names = answer ? namesIn(answer) : [];
    if (!answer || names.length === 0) return undefined;
    return panel.places.find(turn.id, names, (places) => linkNames(answer, places));
  }, [panel, turn.id]);

  const code = turn.chips.find((chip) => chip.path !== undefined);
  const offered = last && turn.outcome?.type !== "failed";
  return (
    <div ref={root}>
      {offered && (
        <ul class="follow-ups" aria-label="Ask further">
          {questions.map(({ question, label }) => (
            <li key={question}>
              <button
                type="button"
                class="follow-up"
                onClick={() => panel.post({ type: "follow-up", turnId: turn.id, question })}
              >
                {label}
              </button>
            </li>
          ))}
          {code && (
            <li>
              <button
                type="button"
                class="follow-up"
                onClick={() => panel.post({ type: "refactor-attachment", attachment: code })}
              >
                <Icon name="wand" />
                Refactor this
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
