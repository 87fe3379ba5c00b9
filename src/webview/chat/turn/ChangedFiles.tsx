import { changedFiles } from "../../../agent/transcript/fileSteps.ts";
import type { Transcript, Turn } from "../../../agent/transcript/transcript.ts";
import { Icon } from "../../parts/Icon.tsx";
import { usePanel } from "../../state/panel.ts";

/** How many files a turn changed, with a button to set them back to before it, or to take that back. */
export function ChangedFiles({ turn }: { turn: Turn }) {
  const panel = usePanel();
  const files = changedFiles(turn);
  if (files === 0) return null;
  const words = files === 1 ? "1 file changed" : `${files} files changed`;
  return (
    <div class="changed-files">
      <Icon name="files" />
      <span>{turn.restored ? `${words}, then restored` : words}</span>
      {turn.restored ? (
        <RedoButton />
      ) : (
        <button
          type="button"
          class="link-button"
          title="Set the files back to before this question"
          onClick={() => panel.post({ type: "restore-files", turnId: turn.id })}
        >
          Restore files…
        </button>
      )}
    </div>
  );
}

/** Below the last turn that is left: the chat was set back, and this can be taken back. */
export function SetBack({ restore }: { restore: Transcript["restore"] }) {
  const first = restore?.turns?.[0];
  if (!first) return null;
  return (
    <div class="turn">
      <div class="changed-files" role="note">
        <Icon name="discard" />
        <span class="changed-files-words">Set back to before “{first.text}”</span>
        <RedoButton />
      </div>
    </div>
  );
}

function RedoButton() {
  const panel = usePanel();
  return (
    <button
      type="button"
      class="link-button"
      title="Take the restore back"
      onClick={() => panel.post({ type: "redo-restore" })}
    >
      Redo
    </button>
  );
}
