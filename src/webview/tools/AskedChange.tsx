import type { Item, ToolItem } from "../../agent/transcript/transcript.ts";
import type { FileDiff } from "../../agent/transcript/turnEvent.ts";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { Path } from "../parts/Path.tsx";
import { usePanel } from "../state/panel.ts";
import { DiffStat, DiffView } from "./DiffView.tsx";
import { toolWords } from "./toolWords.ts";

/** A call whose change waits for the user. */
export type Asked = ToolItem & { state: "approval"; diff: FileDiff };

/** Whether an item waits for the user. */
export const isAsked = (item: Item): item is Asked =>
  item.type === "tool" && item.state === "approval" && item.diff !== undefined;

/** What a call wants to do, for a screen reader: "wants to edit a.ts". */
export const changeTitle = (asked: Asked): string => `${toolWords(asked).verb.toLowerCase()} ${asked.diff.path}`;

type Props = { asked: Asked; isOne: boolean; isAllowed: boolean; onAllow: (on: boolean) => void };

/** One change of an approval card: its file, its lines and, beside others, whether it is among those to be allowed. */
export function AskedChange({ asked, isOne, isAllowed, onAllow }: Props) {
  const panel = usePanel();
  const { diff, id, decision } = asked;
  const { verb, icon } = toolWords(asked);
  return (
    <div class={isAllowed ? "asked-change" : "asked-change left-out"}>
      <div class="card-head">
        {isOne ? (
          <Icon name={icon} />
        ) : (
          <input
            type="checkbox"
            class="asked-check"
            checked={isAllowed}
            aria-label={`Allow: ${changeTitle(asked)}`}
            onChange={(event) => onAllow(event.currentTarget.checked)}
          />
        )}
        <span class="card-title">
          {isOne ? verb : diff.created ? "Create" : "Edit"}{" "}
          <strong>
            <Path path={diff.path} />
          </strong>
        </span>
        <DiffStat diff={diff} />
        <IconButton
          icon="diff"
          label="Open the change in the editor"
          onClick={() => panel.post({ type: "open-diff", callId: id })}
        />
      </div>
      {decision?.type === "allowed" && (
        <div class="card-note">This change is no longer the one that you allowed. Please look at it again.</div>
      )}
      <DiffView diff={diff} />
    </div>
  );
}
