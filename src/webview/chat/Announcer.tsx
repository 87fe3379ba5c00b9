import { useEffect, useRef, useState } from "preact/hooks";
import type { Item, ToolItem, Transcript, Turn } from "../../agent/transcript/transcript.ts";
import { answerOf } from "./turn/answer.ts";
import { askedWords } from "../tools/askedCalls.ts";

/** A screen reader hears this much of an answer; all of it can be read in the chat. */
const MAX_SPOKEN = 1500;

/** Tells a screen reader what has come to an end or waits for the user; never text that is still growing. */
export function Announcer({ transcript }: { transcript: Transcript }) {
  const { settled, open } = transcript;
  const [said, setSaid] = useState("");
  const wasOpen = useRef<string | undefined>(undefined);
  const asked = open && askedWords(open);
  useEffect(() => {
    const last = settled.at(-1);
    if (last && last.id === wasOpen.current) setSaid(spoken(last));
    wasOpen.current = open?.id;
  }, [open?.id]);
  const retrying = open?.retrying?.message;
  useEffect(() => {
    if (retrying !== undefined) setSaid(`Waiting to ask again. ${retrying}`);
  }, [retrying]);
  useEffect(() => {
    if (asked !== undefined) setSaid(`Gemma ${asked}. Allow or deny.`);
  }, [asked]);
  const question = open?.items.findLast(isAsking)?.question?.text;
  useEffect(() => {
    if (question !== undefined) setSaid(`Gemma asks: ${question}`);
  }, [question]);
  return (
    <div class="spoken" role="status" aria-live="polite">
      {said}
    </div>
  );
}

const isAsking = (item: Item): item is ToolItem => item.type === "tool" && item.question !== undefined;

function spoken(turn: Turn): string {
  if (turn.outcome?.type === "failed") return `Error: ${turn.outcome.message}`;
  if (turn.outcome?.type === "looped") return turn.outcome.message;
  const answer = answerOf(turn);
  return answer.length > MAX_SPOKEN ? `${answer.slice(0, MAX_SPOKEN)} …` : answer;
}
