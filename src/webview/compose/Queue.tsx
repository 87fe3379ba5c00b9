import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { usePanel } from "../state/panel.ts";
import type { Question } from "../state/draft.ts";

/** `steers`: the running turn can take a message before its end. */
type Props = { queue: readonly Question[]; running: boolean; steers: boolean };

/** Queued questions. After a stopped or failed turn, the user must send them. */
export function Queue({ queue, running, steers }: Props) {
  const panel = usePanel();
  if (queue.length === 0) return null;
  return (
    <ul class="queue" aria-label="Asked next">
      {queue.map((question, at) => (
        <li key={at} class={question.steering === undefined ? "queued" : "queued steering"}>
          <Icon name={question.steering === undefined ? "history" : "reply"} />
          <span class="queued-text" title={question.text}>
            {question.text}
          </span>
          {question.steering !== undefined && <span class="queued-state">with the next step</span>}
          {running && steers && question.steering === undefined && (
            <IconButton
              icon="reply"
              label="Tell Gemma now"
              hint="it reaches the model with the next step (Ctrl+Enter while you type)"
              onClick={() => panel.steerQueued(at)}
            />
          )}
          {!running && <IconButton icon="arrow-up" label="Send now" onClick={() => panel.sendQueued(at)} />}
          {question.steering === undefined && (
            <IconButton icon="close" label="Remove from the queue" onClick={() => panel.dropQueued(at)} />
          )}
        </li>
      ))}
    </ul>
  );
}
