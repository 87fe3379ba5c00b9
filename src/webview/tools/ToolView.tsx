import type { ComponentChildren } from "preact";
import { useContext, useRef } from "preact/hooks";
import type { Picture } from "../../model/message.ts";
import { displayOf } from "../../agent/transcript/toolDisplay.ts";
import type { ToolItem } from "../../agent/transcript/transcript.ts";
import type { ToolOutput } from "../../agent/transcript/turn.ts";
import type { ApprovalDecision, FileDiff } from "../../agent/transcript/turnEvent.ts";
import { Fold } from "../parts/Fold.tsx";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { Path } from "../parts/Path.tsx";
import { Signs } from "../parts/Signs.tsx";
import { ToolsContext, usePanel } from "../state/panel.ts";
import { useFold } from "../state/useFold.ts";
import { DiffRows, DiffStat, DiffView } from "./DiffView.tsx";
import { withSigns } from "../../words/signs.ts";
import { type GrowingDiff, GrowingEdit } from "./growingEdit.ts";
import { Todos } from "./Todos.tsx";
import { inputRows, toolWords } from "./toolWords.ts";

type Props = { item: ToolItem; fold: string; children?: ComponentChildren };

/**
 * A tool call as one line that unfolds to its change, or input and output. `fold`: its place in the chat. `children`: the
 * tasks that it runs.
 */
export function ToolView({ item, fold, children }: Props) {
  const panel = usePanel();
  const [open, setOpen] = useFold(fold);
  const display = displayOf(useContext(ToolsContext), item.name);
  const growing = useGrowingEdit(item, display?.writesFile === true);
  const { icon, verb, target, place } = toolWords(item, display);
  const isTelling = item.state === "running" && item.output !== undefined;
  const busy = item.state === "writing" || item.state === "waiting" || item.state === "running";
  const summary = (
    <>
      <StateIcon item={item} icon={icon} busy={busy} />
      <span class="tool-words">
        <span class={busy ? "shimmer" : undefined}>
          <Signs text={verb} oneLine />
        </span>{" "}
        <span class="tool-target">
          <Signs text={target} oneLine />
        </span>
      </span>
      {item.diff && item.state === "done" && <DiffStat diff={item.diff} />}
    </>
  );
  const aside = (
    <>
      {place !== undefined && item.state === "done" && (
        <IconButton
          icon="go-to-file"
          label={`Open ${withSigns(place, true)}`}
          onClick={() => panel.post({ type: "open-link", href: place })}
        />
      )}
      {item.note !== undefined && (
        <span class="tool-note">
          <Signs text={item.note} oneLine />
        </span>
      )}
      {item.decision && <span class="tool-decision">{decided(item.decision)}</span>}
    </>
  );
  return (
    <Fold
      kind={`tool tool-${item.state}`}
      open={open ?? (growing !== undefined || isTelling)}
      onToggle={setOpen}
      summary={summary}
      aside={aside}
    >
      {item.todos ? (
        <Todos todos={item.todos} />
      ) : growing ? (
        <div class="diff">
          <DiffRows rows={growing.rows} path={growing.path} />
        </div>
      ) : item.diff ? (
        <DiffView diff={item.diff} />
      ) : item.diffs && item.diffs.length > 0 ? (
        item.diffs.map((diff, at) => <FileChange key={at} diff={diff} />)
      ) : (
        <Input item={item} />
      )}
      {item.image && <ResultImage image={item.image} />}
      {children}
      {item.output && (item.result === undefined || item.state === "stopped") && <LiveOutput output={item.output} />}
      {item.result !== undefined && !((item.diff || item.todos) && item.state === "done") && (
        <Output text={item.result} />
      )}
    </Fold>
  );
}

/** The change of a call whose arguments are still streaming. */
function useGrowingEdit({ state, argumentText }: ToolItem, writesFile: boolean): GrowingDiff | undefined {
  const edit = useRef<GrowingEdit | undefined>(undefined);
  if (state !== "writing" || !writesFile) return undefined;
  edit.current ??= new GrowingEdit();
  return edit.current.update(argumentText);
}

/** One of several changes of a call. */
function FileChange({ diff }: { diff: FileDiff }) {
  return (
    <div class="asked-change">
      <div class="card-head">
        <span class="card-title">
          <Path path={diff.path} />
        </span>
        <DiffStat diff={diff} />
      </div>
      <DiffView diff={diff} />
    </div>
  );
}

function ResultImage({ image: { mediaType, data } }: { image: Picture }) {
  return <img class="tool-image" src={`data:${mediaType};base64,${data}`} alt="The image of this result" />;
}

function StateIcon({ item, icon, busy }: { item: ToolItem; icon: string; busy: boolean }) {
  if (busy) return <Icon name="loading" spin />;
  if (item.state === "failed") return <Icon name="error" />;
  return <Icon name={item.state === "denied" || item.state === "stopped" ? "circle-slash" : icon} />;
}

function Input({ item }: { item: ToolItem }) {
  const rows = inputRows(item);
  if (rows.length === 0)
    return item.argumentText === "" ? null : (
      <pre class="tool-text">
        <Signs text={item.argumentText} />
      </pre>
    );
  return (
    <dl class="tool-input">
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>
            <Signs text={name} oneLine />
          </dt>
          <dd>
            <Signs text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Output({ text }: { text: string }) {
  return (
    <pre class="tool-text" tabIndex={0} aria-label="Result">
      <Signs text={text} />
    </pre>
  );
}

/** What a tool writes while it runs, or wrote until it was stopped: its end. */
function LiveOutput({ output: { text, skipped } }: { output: ToolOutput }) {
  return (
    <pre class="tool-text" tabIndex={0} aria-label="Output">
      {skipped && <span class="output-skipped">(What came before is left out.){"\n"}</span>}
      <Signs text={text} />
    </pre>
  );
}

/** What was decided, in words. */
function decided(decision: ApprovalDecision): string {
  switch (decision.type) {
    case "allowed":
      return {
        once: "Allowed",
        chat: "Allowed in this chat",
        workspace: "Always allowed here",
        user: "Always allowed in all workspaces",
      }[decision.scope];
    case "denied":
      return decision.reason === undefined ? "Denied" : `Denied: ${decision.reason}`;
    case "forbidden":
      return `Not allowed: ${decision.reason}`;
    case "stopped":
      return "Stopped";
  }
}
