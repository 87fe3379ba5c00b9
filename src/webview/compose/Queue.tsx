import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { usePanel } from "../state/panel.ts";
import type { Question } from "../state/draft.ts";

/** Queued questions. After a stopped or failed turn, the user must send them. */
export function Queue({ queue, running }: { queue: readonly Question[]; running: boolean }) {
  const panel = usePanel();
  if (queue.length === 0) return null;
  return (
    <ul class="queue" aria-label="Asked next">
      {queue.map((question, at) => (
        <li key={at} class="queued">
          <Icon name="history" />
          <span class="queued-text" title={question.text}>
            {question.text}
          </span>
          {!running && <IconButton icon="arrow-up" label="Send now" onClick={() => panel.sendQueued(at)} />}
          <IconButton icon="close" label="Remove from the queue" onClick={() => panel.dropQueued(at)} />
        </li>
      ))}
    </ul>
  );
}
