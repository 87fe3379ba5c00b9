import { useEffect, useRef, useState } from "preact/hooks";
import type { ToolItem } from "../../agent/transcript.ts";
import type { ApprovalScope, FileDiff } from "../../agent/turnEvent.ts";
import type { ToHost } from "../../chat/protocol.ts";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { Path } from "../parts/Path.tsx";
import { usePanel } from "../panel.ts";
import { DiffStat, DiffView } from "./DiffView.tsx";
import { toolWords } from "./toolWords.ts";

/** Keys pressed sooner than this after the card took the focus were meant for what had it before. */
const SETTLING_MS = 400;

type Answer = Extract<ToHost, { type: "approve" }>["decision"];

const scopes: readonly { scope: ApprovalScope; label: string; hint: string }[] = [
  { scope: "once", label: "Allow", hint: "Enter" },
  { scope: "chat", label: "Allow in this chat", hint: "All changes by this tool, until this chat ends" },
  { scope: "workspace", label: "Always in this workspace", hint: "All changes by this tool, in every chat here" },
];

/** A change that waits for the person: what exactly it is, and the answers. Enter allows it once, Escape denies. */
export function ApprovalCard({ item, diff }: { item: ToolItem; diff: FileDiff }) {
  const panel = usePanel();
  const card = useRef<HTMLDivElement>(null);
  const takenAt = useRef(0);
  const callId = item.id;
  const [reason, setReason] = useState(() => panel.reasonFor(callId));
  const { verb, icon } = toolWords(item);
  const title = `Gemma ${verb.toLowerCase()} ${diff.path}`;

  useEffect(() => {
    if (!card.current || isBusyElsewhere()) return;
    takenAt.current = performance.now();
    card.current.focus({ preventScroll: true });
  }, []);

  // The card goes away with its answer: the focus goes back to where questions are written.
  const answer = (decision: Answer): void => {
    panel.post({ type: "approve", callId, decision });
    panel.focusComposer();
  };
  const allow = (scope: ApprovalScope): void => answer({ type: "allowed", scope });
  const deny = (): void => {
    const why = reason.trim();
    answer({ type: "denied", ...(why !== "" && { reason: why }) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // When it was pressed, not when it is handled: painting a long diff may come between.
    if (event.isComposing || event.repeat || event.timeStamp - takenAt.current < SETTLING_MS) return;
    if (event.key === "Escape") deny();
    else if (event.key === "Enter" && event.target === card.current) allow("once");
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement) deny();
    else return;
    event.preventDefault();
  };

  return (
    <div class="card approval" ref={card} tabIndex={-1} role="group" aria-label={title} onKeyDown={onKeyDown}>
      <div class="card-head">
        <Icon name={icon} />
        <span class="card-title">
          {verb}{" "}
          <strong>
            <Path path={diff.path} />
          </strong>
        </span>
        <DiffStat diff={diff} />
        <IconButton
          icon="diff"
          label="Open the change in the editor"
          onClick={() => panel.post({ type: "open-diff", callId })}
        />
      </div>
      <DiffView diff={diff} />
      <div class="card-actions">
        {scopes.map(({ scope, label, hint }) => (
          <button
            key={scope}
            type="button"
            class={scope === "once" ? "button primary" : "button"}
            title={hint}
            onClick={() => allow(scope)}
          >
            {label}
          </button>
        ))}
        <button type="button" class="button" title="Escape" onClick={deny}>
          Deny
        </button>
      </div>
      <input
        class="input"
        type="text"
        value={reason}
        placeholder="If you deny: what to do instead (optional)"
        aria-label="Reason for denying, optional"
        onInput={(event) => {
          setReason(event.currentTarget.value);
          panel.setReason(callId, event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** The focus is never taken from the editor, nor from a text that is being written. */
function isBusyElsewhere(): boolean {
  const active = document.activeElement;
  const writing = (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement) && active.value !== "";
  return !document.hasFocus() || writing;
}
