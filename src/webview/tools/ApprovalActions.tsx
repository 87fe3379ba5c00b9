import type { ApprovalScope } from "../../agent/transcript/turnEvent.ts";
import { type AskedGroup, canStand, scopeOf } from "./askedCalls.ts";
import { withSigns } from "../../words/signs.ts";
import type { Standing } from "./useStanding.ts";

type Props = {
  asked: AskedGroup;
  /** How many of them are to be allowed. */
  allowed: number;
  canAllow: boolean;
  standing: Standing;
  onAllow(scope: ApprovalScope, withRules?: boolean): void;
  onDeny(): void;
};

const scopes: readonly { scope: ApprovalScope; label: string; until: string }[] = [
  { scope: "chat", label: "Allow in this chat", until: "until this chat ends" },
  { scope: "workspace", label: "Always in this workspace", until: "in every chat here" },
];

/** Where commands may be allowed with other arguments too. */
const rulesFor: readonly { scope: ApprovalScope; label: string; until: string }[] = [
  { scope: "workspace", label: "Always here:", until: "in every chat here" },
  { scope: "user", label: "Everywhere:", until: "in all workspaces" },
];

/** The answers to a card. None is taken before the card has stood still for a while. */
export function ApprovalActions({ asked, allowed, canAllow, standing, onAllow, onDeny }: Props) {
  const isOne = asked.length === 1;
  const allowLabel = isOne ? "Allow" : allowed === asked.length ? "Allow all" : `Allow ${allowed} of ${asked.length}`;
  const isWhole = allowed === asked.length;
  const [{ ask }] = asked;
  const rules = ask.kind === "command" ? (ask.judged?.rules ?? []) : [];
  const named = rules.map((rule) => `“${withSigns(rule, true)}”`).join(", ");
  const button = (label: string, title: string, isOn: boolean, take: () => void) => (
    <button
      key={label}
      type="button"
      class={label === allowLabel ? "button primary" : "button"}
      title={title}
      aria-disabled={!standing.isStanding || !isOn}
      onClick={(event) => isOn && standing.counts(event) && take()}
    >
      {label}
    </button>
  );
  return (
    <div class="card-actions">
      {allowed > 0 && button(allowLabel, "Enter", canAllow, () => onAllow("once"))}
      {isWhole &&
        asked.every(canStand) &&
        scopes.map(({ scope, label, until }) =>
          button(label, `${scopeOf(asked[0].ask)}, ${until}`, canAllow, () => onAllow(scope)),
        )}
      {rules.length > 0 &&
        asked.every(canStand) &&
        rulesFor.map(({ scope, label, until }) =>
          button(`${label} ${named}`, `Commands that begin with ${named}, ${until}`, canAllow, () =>
            onAllow(scope, true),
          ),
        )}
      {button(isOne ? "Deny" : "Deny all", "Escape", true, onDeny)}
    </div>
  );
}
