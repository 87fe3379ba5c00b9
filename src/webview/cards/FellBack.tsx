import type { Turn } from "../../agent/transcript/transcript.ts";
import { Icon } from "../parts/Icon.tsx";
import { whatHappened } from "../../model/whatHappened.ts";

/** Names the fallback model that answered, and why the earlier models failed. */
export function FellBack({ fellBack }: { fellBack: NonNullable<Turn["fellBack"]> }) {
  const last = fellBack.at(-1);
  if (!last) return null;
  return (
    <div class="fell-back" role="note">
      <Icon name="arrow-swap" />
      <span>
        <strong>Answered by {last.to}.</strong>{" "}
        {fellBack.map(({ from, message }) => `${from}: ${whatHappened(message)}`).join(" ")}
      </span>
    </div>
  );
}
