import type { ChangesAction } from "../../chat/protocol/review.ts";
import { count } from "../parts/format.ts";
import { usePanel } from "../state/panel.ts";

/** Above the composer while changes wait for review: the number of files, and buttons. */
export function ChangesBar({ files }: { files: number }) {
  const panel = usePanel();
  const button = (label: string, action: ChangesAction) => (
    <button type="button" class="link-button" onClick={() => panel.post({ type: "changes", action })}>
      {label}
    </button>
  );
  return (
    <div class="changes" role="group" aria-label="Changes that are not kept yet">
      <span class="changes-count">{files === 1 ? "1 file changed" : `${count(files)} files changed`}</span>
      {button("Review", "review")}
      {button("Keep all", "keep")}
      {button("Undo all", "undo")}
    </div>
  );
}
