import { useEffect, useRef, useState } from "preact/hooks";
import type { ApprovalScope } from "../../agent/transcript/turnEvent.ts";
import type { ToHost } from "../../chat/protocol/protocol.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Denial } from "../state/host.ts";
import { usePanel } from "../state/panel.ts";
import { ApprovalActions } from "./ApprovalActions.tsx";
import { AskedCallView } from "./AskedCallView.tsx";
import { type Asked, type AskedGroup, askTitle, isEdit } from "./askedCalls.ts";
import { AskedEditView } from "./AskedEditView.tsx";
import { type AskedFiles, AskedFilesView, isCutFiles } from "./AskedFilesView.tsx";
import { isCut } from "./diffRows.ts";
import { useStanding } from "./useStanding.ts";

type Answer = Extract<ToHost, { type: "approve" }>["decision"];

/**
 * What waits for the user: what exactly it is, and the answers. Enter allows it once, Escape denies it, both only after
 * the card has stood still for a while. Of several changes each can be left out.
 */
export function ApprovalCard({ asked }: { asked: AskedGroup }) {
  const panel = usePanel();
  const card = useRef<HTMLDivElement>(null);
  const actions = useRef<HTMLDivElement>(null);
  const standing = useStanding(card, actions);
  const [first] = asked;
  const [denial, setDenial] = useState(() => panel.denialOf(first.nonce));
  /** The changes, by their nonces, of which everything was shown. */
  const [looked, setLooked] = useState<readonly string[]>([]);
  const { leftOut } = denial;
  const isOne = asked.length === 1;
  const allowed: readonly Asked[] = asked.filter(({ nonce }) => !leftOut.includes(nonce));
  const unseen = allowed.filter((each) => leavesOut(each) && !looked.includes(each.nonce));
  const title = isOne ? `Gemma ${askTitle(first)}` : `Gemma wants to make ${asked.length} changes`;

  /** Whether Enter on the card allows: until another key is pressed there. */
  const isArmed = useRef(true);

  useEffect(() => {
    if (!standing.isHeld && card.current && !isBusyElsewhere()) card.current.focus({ preventScroll: true });
  }, [standing.isHeld]);

  // The card disappears with the answer, so the focus returns to the composer.
  const answer = (decisionOf: (asked: Asked) => Answer): void => {
    for (const each of asked) panel.post({ type: "approve", nonce: each.nonce, decision: decisionOf(each) });
    panel.setDenial(undefined);
    panel.focusComposer();
  };
  const change = (changed: Partial<Denial>): void => {
    standing.expectMove();
    setDenial({ ...denial, ...changed });
    panel.setDenial({ ...denial, ...changed });
  };
  const reason = denial.text.trim();
  const denied: Answer = { type: "denied", ...(reason !== "" && { reason }) };
  const canAllow = allowed.length > 0 && unseen.length === 0;
  const allow = (scope: ApprovalScope, withRules?: boolean): void => {
    const decision: Answer = { type: "allowed", scope, ...(withRules && { withRules }) };
    if (canAllow) answer((each) => (allowed.includes(each) ? decision : denied));
  };
  const deny = (): void => answer(() => denied);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.repeat) return;
    const isOnCard = event.target === card.current;
    // Whoever types on means the composer: the text goes there, and Enter with it.
    if (isOnCard && isText(event)) {
      event.preventDefault();
      isArmed.current = false;
      return panel.typeOn(event.key);
    }
    const isReason = event.target instanceof HTMLInputElement && event.target.type === "text";
    const does =
      event.key === "Escape" || (event.key === "Enter" && isReason)
        ? deny
        : event.key === "Enter" && isOnCard
          ? () => isArmed.current && allow("once")
          : undefined;
    if (!does) {
      if (isOnCard && !quietKeys.has(event.key)) isArmed.current = false;
      return;
    }
    event.preventDefault();
    if (standing.counts(event)) does();
  };

  return (
    <div
      class={standing.isHeld ? "card approval held" : "card approval"}
      ref={card}
      tabIndex={-1}
      role="group"
      aria-label={title}
      onFocus={({ target }) => (isArmed.current ||= target === card.current)}
      onKeyDown={onKeyDown}
    >
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
            onShowAll={standing.expectMove}
            onAllShown={() => setLooked((before) => [...before, each.nonce])}
          />
        ) : isFiles(each) ? (
          <AskedFilesView
            key={each.nonce}
            asked={each}
            onShowAll={standing.expectMove}
            onAllShown={() => setLooked((before) => [...before, each.nonce])}
          />
        ) : (
          <AskedCallView key={each.nonce} asked={each} />
        ),
      )}
      {unseen.length > 0 && <div class="card-note">Show all of it before you allow it.</div>}
      <div ref={actions}>
        <ApprovalActions
          asked={asked}
          allowed={allowed.length}
          canAllow={canAllow}
          standing={standing}
          onAllow={allow}
          onDeny={deny}
        />
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

const isFiles = (asked: Asked): asked is AskedFiles => asked.ask.kind === "files";

/** Whether the card leaves out a part of a change at first. */
function leavesOut(asked: Asked): boolean {
  if (isEdit(asked)) return isCut(asked.ask.diff);
  return isFiles(asked) && isCutFiles(asked);
}

/** Keys that are held with others, or move the focus. */
const quietKeys = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Tab"]);

/** A key that writes a character. */
const isText = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  [...key].length === 1 && !ctrlKey && !metaKey && !altKey;

/** The focus is never taken from the editor, nor from another card, nor from a text that is being written. */
function isBusyElsewhere(): boolean {
  const active = document.activeElement;
  const writing = (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement) && active.value !== "";
  const isOnCard = (active?.closest(".approval") ?? null) !== null;
  return !document.hasFocus() || writing || isOnCard;
}
