import type { ThoughtItem } from "../../../agent/transcript/transcript.ts";
import { duration } from "../../parts/format.ts";
import { Fold } from "../../parts/Fold.tsx";
import { useFold } from "../../state/useFold.ts";
import { TextView, type TextPlace } from "./TextView.tsx";

/** The model's thought: open while it streams, then folded, unless the user toggled it. */
export function ThoughtView({ item, live, place }: { item: ThoughtItem; live: boolean; place: TextPlace }) {
  const [chosen, choose] = useFold(`${place.turnId}:${place.item}`);
  if (item.text.trim() === "") return null;
  const words = live ? "Thinking" : item.ms === undefined ? "Thought" : `Thought for ${duration(item.ms)}`;
  return (
    <Fold
      kind="thought"
      open={chosen ?? live}
      onToggle={choose}
      summary={<span class={live ? "shimmer" : undefined}>{words}</span>}
    >
      <TextView text={item.text} done={!live} place={place} />
    </Fold>
  );
}
