import { useEffect, useState } from "preact/hooks";
import type { ShownAsk, ShownFileOperation } from "../../agent/transcript/turnEvent.ts";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { Path } from "../parts/Path.tsx";
import { usePanel } from "../state/panel.ts";
import type { Asked } from "./askedCalls.ts";
import { DiffStat, DiffView } from "./DiffView.tsx";
import { isCut } from "./diffRows.ts";
import { operationWords } from "./operationWords.ts";
import { riskWords } from "./riskWords.ts";

export type AskedFiles = Asked<Extract<ShownAsk, { kind: "files" }>>;

type Props = { asked: AskedFiles; onShowAll(): void; onAllShown(): void };

/** Files of a folder that are shown at first. */
const SHOWN_FILES = 12;

/**
 * What a call that changes several files does, one operation below the other, each with its diff or its files. All of
 * them are allowed together.
 */
export function AskedFilesView({ asked, onShowAll, onAllShown }: Props) {
  const { operations } = asked.ask;
  const [seen, setSeen] = useState<readonly number[]>([]);
  const isOne = operations.length === 1;
  const cut = operations.flatMap((each, at) => (isCutOperation(each) ? [at] : []));
  const isAll = cut.every((at) => seen.includes(at));
  useEffect(() => {
    if (isAll) onAllShown();
  }, [isAll]);
  return (
    <>
      {!isOne && (
        <div class="card-head">
          <Icon name="files" />
          <span class="card-title">Wants to make {operations.length} changes</span>
        </div>
      )}
      {asked.title !== undefined && <div class="card-note">{asked.title}</div>}
      {operations.map((operation, at) => (
        <OperationView
          key={at}
          operation={operation}
          isOne={isOne}
          nonce={asked.nonce}
          diffAt={operations.slice(0, at).filter((each) => "diff" in each && each.diff).length}
          onShowAll={onShowAll}
          onAllShown={() => setSeen((before) => [...before, at])}
        />
      ))}
    </>
  );
}

/** Whether a view of the operation leaves something out at first. */
function isCutOperation(operation: ShownFileOperation): boolean {
  if (operation.type === "write") return isCut(operation.diff);
  if (operation.type !== "delete") return false;
  return (operation.diff !== undefined && isCut(operation.diff)) || (operation.files?.length ?? 0) > SHOWN_FILES;
}

/** Whether a view of a call leaves something out at first. */
export const isCutFiles = ({ ask }: AskedFiles): boolean => ask.operations.some(isCutOperation);

type OperationProps = {
  operation: ShownFileOperation;
  isOne: boolean;
  nonce: string;
  /** Its place among the diffs of the call. */
  diffAt: number;
  onShowAll(): void;
  onAllShown(): void;
};

function OperationView({ operation, isOne, nonce, diffAt, onShowAll, onAllShown }: OperationProps) {
  const panel = usePanel();
  const { icon, verb, path, to, more } = operationWords(operation);
  const diff = "diff" in operation ? operation.diff : undefined;
  const openDiff = (): void => panel.post({ type: "open-diff", nonce, at: diffAt });
  return (
    <div class="asked-change">
      <div class="card-head">
        <Icon name={icon} />
        <span class="card-title">
          {isOne ? `Wants to ${verb.toLowerCase()}` : verb}{" "}
          <strong>
            <Path path={path} />
          </strong>
          {to !== undefined && (
            <>
              {" "}
              to{" "}
              <strong>
                <Path path={to} />
              </strong>
            </>
          )}
          {more !== undefined && <span class="asked-size"> ({more})</span>}
        </span>
        {diff && <DiffStat diff={diff} />}
        {diff && <IconButton icon="diff" label="Open the change in the editor" onClick={openDiff} />}
      </div>
      {operation.risk && (
        <div class="card-note risk">
          <Icon name="warning" />
          <span>{riskWords(operation.risk)}</span>
        </div>
      )}
      {operation.type === "delete" && <div class="card-note">It goes to the trash, if your system has one.</div>}
      {operation.type === "delete" && operation.files && (
        <FileList files={operation.files} onShowAll={onShowAll} onAllShown={onAllShown} />
      )}
      {diff && diff.hunks.length > 0 && (
        <DiffView diff={diff} onShowAll={onShowAll} onAllShown={onAllShown} onOpen={openDiff} />
      )}
    </div>
  );
}

type FileListProps = { files: readonly string[]; onShowAll(): void; onAllShown(): void };

/** The files that go with a folder. */
function FileList({ files, onShowAll, onAllShown }: FileListProps) {
  const [whole, setWhole] = useState(files.length <= SHOWN_FILES);
  const showAll = (): void => {
    onShowAll();
    setWhole(true);
    onAllShown();
  };
  return (
    <div class="asked-files">
      {(whole ? files : files.slice(0, SHOWN_FILES)).map((file) => (
        <div key={file} class="asked-place">
          <Path path={file} />
        </div>
      ))}
      {!whole && (
        <button type="button" class="link-button" onClick={showAll}>
          Show all {files.length} files
        </button>
      )}
    </div>
  );
}
