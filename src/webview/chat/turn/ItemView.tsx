import { memo } from "preact/compat";
import type { Item, ToolItem } from "../../../agent/transcript/transcript.ts";
import type { Task } from "../../../agent/transcript/turn.ts";
import { tokens } from "../../parts/format.ts";
import { ApprovalCard } from "../../tools/ApprovalCard.tsx";
import { cardsInCall, turnOfTask } from "../../tools/askedCalls.ts";
import { QuestionCard } from "../../cards/QuestionCard.tsx";
import { ToolView } from "../../tools/ToolView.tsx";
import { isLive } from "./answer.ts";
import { Asked } from "./Asked.tsx";
import { TextView } from "./TextView.tsx";
import { ThoughtView } from "./ThoughtView.tsx";

/** `inTask`: within a task, whose cards stand where the whole of it does. */
type Props = { item: Item; live: boolean; turnId: string; at: number; inTask?: boolean };

function ItemShown({ item, live, turnId, at, inTask = false }: Props) {
  const place = { turnId, item: at };
  switch (item.type) {
    case "text":
      return item.text.trim() === "" ? null : <TextView text={item.text} done={!live} place={place} />;
    case "thought":
      return <ThoughtView item={item} live={live} place={place} />;
    case "tool":
      return <CallView item={item} inTask={inTask} fold={`${turnId}:${at}`} />;
    case "user":
      return <Asked text={item.text} chips={item.chips} />;
  }
}

/** An item that has not changed is not looked at again. */
export const ItemView = memo(ItemShown);

/** A call with the tasks that it runs, folded, and the cards that wait within them, which are never folded away. */
function CallView({ item, inTask, fold }: { item: ToolItem; inTask: boolean; fold: string }) {
  const { tasks = [] } = item;
  return (
    <>
      <ToolView item={item} fold={fold}>
        {tasks.map((task) => (
          <TaskView key={task.id} task={task} />
        ))}
      </ToolView>
      {item.question && <QuestionCard key={item.question.nonce} question={item.question} />}
      {!inTask && cardsInCall(item).map((asked) => <ApprovalCard key={asked[0].nonce} asked={asked} />)}
    </>
  );
}

/** What happens in a task: what it was asked to do, who does it, and each of its steps. It can only be read. */
function TaskView({ task }: { task: Task }) {
  const turn = turnOfTask(task);
  if (!turn) return null;
  const facts = [turn.model, tokens(turn.usage)].filter((fact) => fact !== undefined && fact !== "");
  return (
    <section class="task" aria-label="Task">
      <div class="task-head">{turn.text}</div>
      {turn.items.map((item, at) => (
        <ItemView key={at} item={item} live={isLive(turn, item, at)} turnId={turn.id} at={at} inTask />
      ))}
      {facts.length > 0 && <div class="task-foot">{facts.join(" · ")}</div>}
    </section>
  );
}
