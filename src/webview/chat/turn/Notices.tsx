import type { Turn } from "../../../agent/transcript/transcript.ts";
import { Icon } from "../../parts/Icon.tsx";
import { shortenedWords } from "./shortenedWords.ts";

/** Notices about an answer that succeeded. */
export function Notices({ turn: { notices = [], shortened } }: { turn: Turn }) {
  const all = shortened ? [shortenedWords(shortened), ...notices] : notices;
  return all.map((words) => (
    <div key={words} class="notice" role="note">
      <Icon name="info" />
      <span>{words}</span>
    </div>
  ));
}
