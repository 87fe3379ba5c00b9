import { memo } from "preact/compat";
import { placeOfResult } from "../../../agent/transcript/results.ts";
import type { Turn } from "../../../agent/transcript/transcript.ts";
import type { TurnOutcome } from "../../../agent/transcript/turnEvent.ts";
import { planText } from "../../../chat/planText.ts";
import { percent } from "../../parts/format.ts";
import { usePanel } from "../../state/panel.ts";
import { ChangedFiles } from "./ChangedFiles.tsx";
import { Compacted } from "./Compacted.tsx";
import { isLive, isSilent, waitingWords } from "./answer.ts";
import { Explained } from "../../explain/Explained.tsx";
import { ApprovalCard } from "../../tools/ApprovalCard.tsx";
import { cardsOf, isAsked } from "../../tools/askedCalls.ts";
import { ErrorCard } from "../../cards/ErrorCard.tsx";
import { FellBack } from "../../cards/FellBack.tsx";
import { LoopCard } from "../../cards/LoopCard.tsx";
import { PlanCard } from "../../cards/PlanCard.tsx";
import { PausedCard } from "../../cards/PausedCard.tsx";
import { Instructed } from "./Instructed.tsx";
import { ItemView } from "./ItemView.tsx";
import { Notices } from "./Notices.tsx";
import { Asked } from "./Asked.tsx";
import { Results } from "./Results.tsx";
import { RetryCard } from "../../cards/RetryCard.tsx";
import { TurnFoot } from "./TurnFoot.tsx";

/** `model`: the model that will answer, named while waiting. */
type Props = { turn: Turn; last: boolean; model: string | undefined };

function TurnShown({ turn, last, model }: Props) {
  const cards = cardsOf(turn.items);
  const resultAt = turn.results && turn.outcome ? placeOfResult(turn) : -1;
  return (
    <section class="turn" aria-label="Question and answer" data-id={turn.id}>
      <Asked text={turn.text} chips={turn.chips} />
      {turn.instructions && <Instructed instructions={turn.instructions} />}
      <div class="answer">
        {turn.fellBack && <FellBack fellBack={turn.fellBack} />}
        {turn.items.map((item, at) => {
          if (at === resultAt) return <Results key={at} turn={turn} at={at} last={last} />;
          const card = cards.get(item);
          if (card) return <ApprovalCard key={card[0].nonce} asked={card} />;
          if (isAsked(item)) return null;
          return <ItemView key={at} item={item} live={isLive(turn, item, at)} turnId={turn.id} at={at} />;
        })}
        <Notices turn={turn} />
        {turn.retrying && <RetryCard retrying={turn.retrying} />}
        {(turn.waiting !== undefined || isSilent(turn)) && <Waiting turn={turn} model={model} />}
        {last && planText(turn) !== undefined && <PlanCard turnId={turn.id} />}
        {turn.outcome && <Ending turn={turn} outcome={turn.outcome} last={last} />}
      </div>
      {turn.outcome && turn.topic === "explain" && <Explained turn={turn} last={last} />}
      {turn.outcome && <ChangedFiles turn={turn} />}
      {turn.outcome && <TurnFoot turn={turn} last={last} />}
      {turn.compacted !== undefined && <Compacted summary={turn.compacted} turnId={turn.id} />}
    </section>
  );
}

/** Skips unchanged turns. */
export const TurnView = memo(TurnShown);

function Waiting({ turn, model }: { turn: Turn; model: string | undefined }) {
  const fraction = turn.waiting?.fraction;
  return (
    <div class="waiting" role="status">
      <span class="shimmer">{waitingWords(turn, model)}</span>
      {fraction !== undefined && <span class="waiting-share">{percent(fraction)}</span>}
    </div>
  );
}

function Ending({ turn, outcome, last }: { turn: Turn; outcome: TurnOutcome; last: boolean }) {
  switch (outcome.type) {
    case "answered":
      return null;
    case "failed":
      return (
        <ErrorCard
          fault={outcome.fault}
          message={outcome.message}
          endedAt={turn.endedAt ?? 0}
          begun={turn.items.length > 0}
          last={last}
        />
      );
    case "looped":
      return <LoopCard message={outcome.message} last={last} />;
    case "stopped":
      return <Note words="Stopped." last={last} />;
    case "interrupted":
      return <Note words="The editor was closed during this answer." last={last} goOn="Resume" />;
    case "cut":
      return <Note words="The answer reached the model's limit." last={last} />;
    case "out-of-steps":
      return <PausedCard last={last} />;
  }
}

/** Why a turn ended early, with a button to continue. */
function Note({ words, last, goOn = "Continue" }: { words: string; last: boolean; goOn?: string }) {
  const panel = usePanel();
  return (
    <div class="note">
      <span>{words}</span>
      {last && (
        <button
          type="button"
          class="link-button"
          onClick={() => panel.post({ type: "fault-action", action: "continue" })}
        >
          {goOn}
        </button>
      )}
    </div>
  );
}
