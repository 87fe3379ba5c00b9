import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { Path } from "../parts/Path.tsx";
import { usePanel } from "../state/panel.ts";
import { type AskedEdit, askTitle } from "./askedCalls.ts";
import { DiffStat, DiffView } from "./DiffView.tsx";
import { riskWords } from "./riskWords.ts";
import { askWords } from "./toolWords.ts";

type Props = {
  asked: AskedEdit;
  isOne: boolean;
  isAllowed: boolean;
  onAllow(on: boolean): void;
  onShowAll(): void;
  onAllShown(): void;
};

/** One change of an approval card: its file, its lines and, beside others, whether it is among those to be allowed. */
export function AskedEditView({ asked, isOne, isAllowed, onAllow, onShowAll, onAllShown }: Props) {
  const panel = usePanel();
  const { nonce, decision, ask } = asked;
  const { diff, risk } = ask;
  const { icon, plain } = askWords(ask);
  const openDiff = (): void => panel.post({ type: "open-diff", nonce });
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
            aria-label={`Allow: ${askTitle(asked)}`}
            onChange={(event) => onAllow(event.currentTarget.checked)}
          />
        )}
        <span class="card-title">
          {isOne ? `Wants to ${plain}` : diff.created ? "Create" : "Edit"}{" "}
          <strong>
            <Path path={diff.path} />
          </strong>
        </span>
        <DiffStat diff={diff} />
        <IconButton icon="diff" label="Open the change in the editor" onClick={openDiff} />
      </div>
      {decision?.type === "allowed" && (
        <div class="card-note">This change is no longer the one that you allowed. Please look at it again.</div>
      )}
      {risk && (
        <div class="card-note risk">
          <Icon name="warning" />
          <span>{riskWords(risk)}</span>
        </div>
      )}
      <DiffView diff={diff} onShowAll={onShowAll} onAllShown={onAllShown} onOpen={openDiff} />
    </div>
  );
}
