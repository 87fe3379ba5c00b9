import type { Turn } from "../../agent/transcript/transcript.ts";
import { Icon } from "../parts/Icon.tsx";
import { shortenedWords } from "./shortenedWords.ts";

/** What the user should know of an answer that is good all the same. */
export function Notices({ turn: { notices = [], shortened } }: { turn: Turn }) {
  const all = shortened ? [shortenedWords(shortened), ...notices] : notices;
  return all.map((words) => (
    <div key={words} class="notice" role="note">
      <Icon name="info" />
      <span>{words}</span>
    </div>
  ));
}
