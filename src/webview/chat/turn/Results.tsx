import { resultTexts } from "../../../agent/transcript/results.ts";
import type { Turn } from "../../../agent/transcript/transcript.ts";
import { usePanel } from "../../state/panel.ts";
import { TextView } from "./TextView.tsx";

/** An item index for text outside the conversation: code of a result that was not chosen has no buttons. */
const NOWHERE = -1;

/**
 * Several answers to one question. In the last turn they are shown side by side (stacked when narrow) and the user
 * chooses one. Earlier turns show the chosen one.
 */
export function Results({ turn, at, last }: { turn: Turn; at: number; last: boolean }) {
  const panel = usePanel();
  const texts = resultTexts(turn);
  const chosen = turn.results?.chosen ?? 0;
  if (!last) {
    return (
      <>
        <TextView text={texts[chosen] ?? ""} done place={{ turnId: turn.id, item: at }} />
        <div class="note">
          Result {chosen + 1} of {texts.length}
        </div>
      </>
    );
  }
  return (
    <fieldset class="results">
      <legend class="results-title">{texts.length} results. The chosen one goes on in the conversation.</legend>
      {texts.map((text, index) => (
        <div key={index} class={index === chosen ? "result chosen" : "result"}>
          <label class="result-head">
            <input
              type="radio"
              name={`result-${turn.id}`}
              checked={index === chosen}
              onChange={() => panel.post({ type: "choose-result", turnId: turn.id, index })}
            />
            Result {index + 1}
          </label>
          <TextView text={text} done place={{ turnId: turn.id, item: index === chosen ? at : NOWHERE }} />
        </div>
      ))}
    </fieldset>
  );
}
