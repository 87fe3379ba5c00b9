import { useContext } from "preact/hooks";
import type { Turn } from "../../../agent/transcript/transcript.ts";
import { certaintyDetails, costOf, duration, tokenDetails, tokens } from "../../parts/format.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { IconButton } from "../../parts/IconButton.tsx";
import { ProbabilitiesContext, usePanel } from "../../state/panel.ts";
import { answerOf } from "./answer.ts";

/** The footer of a finished turn: model, cost, and actions on the answer. */
export function TurnFoot({ turn, last }: { turn: Turn; last: boolean }) {
  const panel = usePanel();
  const hasProbabilities = useContext(ProbabilitiesContext).includes(turn.id);
  const answer = answerOf(turn);
  const { usage, model, endedAt } = turn;
  const facts = [
    model,
    tokens(usage),
    costOf(usage),
    endedAt === undefined ? undefined : duration(endedAt - turn.askedAt - (turn.idleMs ?? 0)),
  ].filter((fact) => fact !== undefined && fact !== "");
  const served = turn.servedBy === undefined ? "" : `answered as ${turn.servedBy}`;
  const details = [facts.join(" · "), served, tokenDetails(usage), certaintyDetails(turn.certainty)];
  return (
    <div class="foot">
      <span class="foot-facts" title={details.filter(Boolean).join("\n")}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </span>
      <span class="foot-actions">
        {hasProbabilities && (
          <IconButton
            icon="graph"
            label="Show token probabilities"
            onClick={() => panel.post({ type: "show-probabilities", turnId: turn.id })}
          />
        )}
        {last && turn.outcome?.type !== "failed" && (
          <IconButton
            icon="refresh"
            label="Ask again"
            onClick={() => {
              panel.post({ type: "fault-action", action: "retry" });
              panel.focusComposer();
            }}
          />
        )}
        {answer !== "" && <CopyButton text={() => answer} label="Copy the answer" />}
      </span>
    </div>
  );
}
