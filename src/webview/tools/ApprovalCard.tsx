import { useEffect, useRef, useState } from "preact/hooks";
import type { ApprovalScope } from "../../agent/transcript/turnEvent.ts";
import type { ToHost } from "../../chat/protocol/protocol.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Denial } from "../state/host.ts";
import { usePanel } from "../state/panel.ts";
import { AskedCallView } from "./AskedCallView.tsx";
import { type Asked, type AskedGroup, askTitle, isEdit, scopeOf } from "./askedCalls.ts";
import { AskedEditView } from "./AskedEditView.tsx";

/** Keys pressed sooner than this after the card got the focus were meant for something else. */
const SETTLING_MS = 400;

type Answer = Extract<ToHost, { type: "approve" }>["decision"];

const scopes: readonly { scope: ApprovalScope; label: string; until: string }[] = [
  { scope: "chat", label: "Allow in this chat", until: "until this chat ends" },
  { scope: "workspace", label: "Always in this workspace", until: "in every chat here" },
];

/**
 * What waits for the user: what exactly it is, and the answers. Enter allows it once, Escape denies it. Of several changes
 * each can be left out.
 */
export function ApprovalCard({ asked }: { asked: AskedGroup }) {
  const panel = usePanel();
  const card = useRef<HTMLDivElement>(null);
  const takenAt = useRef(0);
  const [first] = asked;
  const [denial, setDenial] = useState(() => panel.denialOf(first.nonce));
  const { leftOut } = denial;
  const isOne = asked.length === 1;
  const allowed: readonly Asked[] = asked.filter(({ nonce }) => !leftOut.includes(nonce));
  const title = isOne ? `Gemma ${askTitle(first)}` : `Gemma wants to make ${asked.length} changes`;

  useEffect(() => {
    if (!card.current || isBusyElsewhere()) return;
    takenAt.current = performance.now();
    card.current.focus({ preventScroll: true });
  }, []);

  // The card disappears with the answer, so the focus returns to the composer.
  const answer = (decisionOf: (asked: Asked) => Answer): void => {
    for (const each of asked) panel.post({ type: "approve", nonce: each.nonce, decision: decisionOf(each) });
    panel.setDenial(undefined);
    panel.focusComposer();
  };
  const change = (changed: Partial<Denial>): void => {
    setDenial({ ...denial, ...changed });
    panel.setDenial({ ...denial, ...changed });
  };
  const reason = denial.text.trim();
  const denied: Answer = { type: "denied", ...(reason !== "" && { reason }) };
  const allow = (scope: ApprovalScope): void =>
    answer((each) => (allowed.includes(each) ? { type: "allowed", scope } : denied));
  const deny = (): void => answer(() => denied);
  const onKeyDown = (event: KeyboardEvent): void => {
    // Uses the time of the press, not of its handling: painting a long diff may come between.
    if (event.isComposing || event.repeat || event.timeStamp - takenAt.current < SETTLING_MS) return;
    if (event.key === "Escape") deny();
    else if (event.key === "Enter" && event.target === card.current && allowed.length > 0) allow("once");
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.type === "text") deny();
    else return;
    event.preventDefault();
  };
  const allowLabel = isOne
    ? "Allow"
    : leftOut.length === 0
      ? "Allow all"
      : `Allow ${allowed.length} of ${asked.length}`;

  return (
    <div class="card approval" ref={card} tabIndex={-1} role="group" aria-label={title} onKeyDown={onKeyDown}>
      {!isOne && (
        <div class="card-head">
          <Icon name="edit" />
          <span class="card-title">Wants to make {asked.length} changes</span>
        </div>
      )}
      {asked.map((each) =>
        isEdit(each) ? (
          <AskedEditView
            key={each.nonce}
            asked={each}
            isOne={isOne}
            isAllowed={allowed.includes(each)}
            onAllow={(on) =>
              change({ leftOut: on ? leftOut.filter((nonce) => nonce !== each.nonce) : [...leftOut, each.nonce] })
            }
          />
        ) : (
          <AskedCallView key={each.nonce} asked={each} />
        ),
      )}
      <div class="card-actions">
        {allowed.length > 0 && (
          <button type="button" class="button primary" title="Enter" onClick={() => allow("once")}>
            {allowLabel}
          </button>
        )}
        {leftOut.length === 0 &&
          scopes.map(({ scope, label, until }) => (
            <button
              key={scope}
              type="button"
              class="button"
              title={`${scopeOf(first.ask)}, ${until}`}
              onClick={() => allow(scope)}
            >
              {label}
            </button>
          ))}
        <button type="button" class="button" title="Escape" onClick={deny}>
          {isOne ? "Deny" : "Deny all"}
        </button>
      </div>
      <input
        class="input"
        type="text"
        value={denial.text}
        placeholder="If you deny: what to do instead (optional)"
        aria-label="Reason for denying, optional"
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
    </div>
  );
}

/** The focus is never taken from the editor, nor from another card, nor from a text that is being written. */
function isBusyElsewhere(): boolean {
  const active = document.activeElement;
  const writing = (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement) && active.value !== "";
  const isOnCard = (active?.closest(".approval") ?? null) !== null;
  return !document.hasFocus() || writing || isOnCard;
}
