import { useEffect, useRef, useState } from "preact/hooks";
import type { ToolItem } from "../../agent/transcript/transcript.ts";
import { Icon } from "../parts/Icon.tsx";
import { Signs } from "../parts/Signs.tsx";
import { usePanel } from "../state/panel.ts";

/** A question of the agent that waits: its choices as buttons, and a line for any other answer. */
export function QuestionCard({ question: { nonce, text, choices } }: { question: NonNullable<ToolItem["question"]> }) {
  const panel = usePanel();
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const active = document.activeElement;
    const isWriting =
      (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement) && active.value !== "";
    if (document.hasFocus() && !isWriting) input.current?.focus({ preventScroll: true });
  }, [nonce]);

  const answer = (given: string): void => {
    if (given.trim() === "") return;
    panel.post({ type: "answer", nonce, text: given });
    panel.focusComposer();
  };
  return (
    <div class="card question" role="group" aria-label={`Gemma asks: ${text}`}>
      <div class="card-head">
        <Icon name="question" />
        <span class="card-title">
          <Signs text={text} />
        </span>
      </div>
      {choices.length > 0 && (
        <div class="choices">
          {choices.map((choice) => (
            <button key={choice} type="button" class="button" onClick={() => answer(choice)}>
              <Signs text={choice} oneLine />
            </button>
          ))}
        </div>
      )}
      <div class="question-own">
        <input
          ref={input}
          class="input"
          type="text"
          value={words}
          placeholder={choices.length > 0 ? "Or another answer" : "Your answer"}
          aria-label="Your answer"
          onInput={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.isComposing || event.repeat) return;
            event.preventDefault();
            answer(words);
          }}
        />
        <button type="button" class="button primary" aria-disabled={words.trim() === ""} onClick={() => answer(words)}>
          Answer
        </button>
      </div>
    </div>
  );
}
