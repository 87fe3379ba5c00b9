import type { Transcript } from "../../agent/transcript/transcript.ts";
import type { Todo } from "../../agent/transcript/turnEvent.ts";
import { Fold } from "../parts/Fold.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Signs } from "../parts/Signs.tsx";
import { useFold } from "../state/useFold.ts";

const icons = { open: "circle-large-outline", doing: "arrow-right", done: "pass" } as const;
const words = { open: "open", doing: "under way", done: "done" } as const;

/** The agent's list of what is to do. */
export function Todos({ todos }: { todos: readonly Todo[] }) {
  return (
    <ul class="todos">
      {todos.map(({ text, state }, at) => (
        <li key={at} class={`todo-${state}`}>
          <Icon name={icons[state]} />
          <span>
            <Signs text={text} oneLine />
            <span class="spoken">, {words[state]}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The list of the turn that is under way, above the composer: one line that unfolds. */
export function TodoBar({ transcript }: { transcript: Transcript }) {
  const [open, setOpen] = useFold("todos");
  const todos = todosOf(transcript);
  if (!todos || todos.length === 0) return null;
  const done = todos.filter(({ state }) => state === "done").length;
  const now = todos.find(({ state }) => state === "doing") ?? todos.find(({ state }) => state === "open");
  const summary = (
    <>
      <Icon name="checklist" />
      <span class="tool-words">
        {done} of {todos.length} done{now && ": "}
        {now && (
          <span class="tool-target">
            <Signs text={now.text} oneLine />
          </span>
        )}
      </span>
    </>
  );
  return (
    <section class="todo-bar" aria-label="What is to do">
      <Fold kind="todo" open={open ?? false} onToggle={setOpen} summary={summary}>
        <Todos todos={todos} />
      </Fold>
    </section>
  );
}

/** The latest list of the turn that is under way. */
function todosOf({ open }: Transcript): readonly Todo[] | undefined {
  const item = open?.items.findLast((each) => each.type === "tool" && each.todos !== undefined);
  return item?.type === "tool" ? item.todos : undefined;
}
