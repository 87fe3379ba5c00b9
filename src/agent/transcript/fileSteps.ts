import type { FileState, RestoredFile, Step } from "./schema/filesSchema.ts";
import type { Transcript, Turn } from "./turn.ts";
import type { TaskEvent, TurnEvent } from "./turnEvent.ts";

type Kept = Extract<TurnEvent, { type: "files-kept" }>;
type Restored = Extract<TurnEvent, { type: "files-restored" }>;

/** The bytes that count: unsaved text is what the user sees. */
export const bytesOf = ({ disk, unsaved }: FileState): string => unsaved ?? disk;

export const isSameState = (a: FileState, b: FileState): boolean => a.disk === b.disk && a.unsaved === b.unsaved;

/** The turn after a call began or ended to change files. Its end replaces its beginning; what stayed as it was is left out. */
export function withSteps(turn: Turn, { files }: Kept): Turn {
  const paths = new Set(files.map(({ path }) => path));
  const known = (turn.steps ?? []).filter((step) => step.after !== undefined || !paths.has(step.path));
  const added = files.filter(({ before, after }) => after === undefined || !isSameState(before, after));
  return { ...turn, steps: [...known, ...added] };
}

/** Changes of files within a task, at any depth. */
export function keptIn({ event }: TaskEvent): Kept | undefined {
  if (event.type === "task-event") return keptIn(event);
  return event.type === "files-kept" ? event : undefined;
}

/** The number of files that a turn changed. */
export const changedFiles = ({ steps = [] }: Pick<Turn, "steps">): number =>
  new Set(steps.filter((step) => step.restores === undefined).map(({ path }) => path)).size;

/** The files that the user restored at the end of a turn, and that nothing brought back since. */
export function setBackIn({ steps = [] }: Pick<Turn, "steps">): string[] {
  const restores = steps.slice(steps.findLastIndex((step) => step.restores === undefined) + 1);
  const states = new Map<string, { from: FileState; to: FileState | undefined }>();
  for (const { path, before, after } of restores) {
    states.set(path, { from: states.get(path)?.from ?? before, to: after });
  }
  return [...states].flatMap(([path, { from, to }]) => (to && isSameState(from, to) ? [] : [path]));
}

/**
 * The transcript after a restore: with the conversation, its turns are put aside; otherwise the restore is a change of
 * files like others, at the end of the last turn. Nothing changes while a turn runs.
 */
export function restored({ settled, open }: Transcript, event: Restored): Transcript {
  const at = settled.findIndex(({ id }) => id === event.turn);
  if (at < 0 || open) return { settled, open };
  const restore = { turn: event.turn, files: event.files };
  if (event.conversation)
    return { settled: settled.slice(0, at), open, restore: { ...restore, turns: settled.slice(at) } };
  const marked = unmarked(settled).with(at, { ...settled[at]!, restored: true });
  return { settled: withRestored(marked, event.files), open, restore };
}

/** The transcript after the last restore was taken back. */
export function redone({ settled, open, restore }: Transcript, files: readonly RestoredFile[]): Transcript {
  if (!restore || open) return { settled, open, ...(restore && { restore }) };
  if (restore.turns) return { settled: [...settled, ...restore.turns], open };
  return { settled: withRestored(unmarked(settled), files), open };
}

/** The transcript once a restore can no longer be taken back. */
export function pastRestore({ settled, open, restore }: Transcript): Transcript {
  return restore ? { settled: unmarked(settled), open } : { settled, open };
}

function withRestored(settled: readonly Turn[], files: readonly RestoredFile[]): readonly Turn[] {
  const last = settled.at(-1);
  if (!last || files.length === 0) return settled;
  const steps = files.map(({ path, from, to }): Step => ({ path, before: from, after: to, restores: true }));
  return settled.with(-1, { ...last, steps: [...(last.steps ?? []), ...steps] });
}

const unmarked = (settled: readonly Turn[]): readonly Turn[] =>
  settled.some(({ restored }) => restored) ? settled.map(({ restored: _, ...turn }) => turn) : settled;
