import type { ShownAsk } from "../../agent/transcript/turnEvent.ts";
import { Icon } from "../parts/Icon.tsx";
import { Signs } from "../parts/Signs.tsx";
import { Path } from "../parts/Path.tsx";
import type { Asked } from "./askedCalls.ts";
import { askWords } from "./toolWords.ts";

/** What a card asks about that is no edit: word for word what is allowed by it. */
export function AskedCallView({ asked }: { asked: Asked }) {
  const { ask, title } = asked;
  return (
    <div class="asked-change">
      <div class="card-head">
        <Icon name={askWords(ask).icon} />
        <span class="card-title">
          <AskHead ask={ask} />
        </span>
      </div>
      {title !== undefined && <div class="card-note">{title}</div>}
      <AskBody ask={ask} />
    </div>
  );
}

function AskHead({ ask }: { ask: ShownAsk }) {
  switch (ask.kind) {
    case "edit":
      return (
        <>
          Wants to edit{" "}
          <strong>
            <Path path={ask.diff.path} />
          </strong>
        </>
      );
    case "files":
      return <>Wants to make {ask.operations.length} changes</>;
    case "command":
      return <>Wants to run a command</>;
    case "sandboxed-command":
      return <>Wants to run a command in the sandbox</>;
    case "input":
      return <>Wants to type into a running program</>;
    case "task":
      return (
        <>
          Wants to run the task{" "}
          <strong>
            <Signs text={ask.name} oneLine />
          </strong>
        </>
      );
    case "fetch":
      return (
        <>
          Wants to fetch a page of <strong>{hostOf(ask.url)}</strong>
        </>
      );
    case "foreign-tool":
      return (
        <>
          Wants to use{" "}
          <strong>
            <Signs text={ask.tool} oneLine />
          </strong>{" "}
          of{" "}
          <strong>
            <Signs text={ask.server} oneLine />
          </strong>
        </>
      );
    case "read-outside":
      return <>Wants to read outside the workspace</>;
    case "read-private":
      return <>Wants to read a file that may hold secrets</>;
  }
}

function AskBody({ ask }: { ask: ShownAsk }) {
  switch (ask.kind) {
    case "edit":
    case "files":
      return null;
    case "command":
      return (
        <>
          <Exact label="Command" text={ask.command} />
          <div class="asked-place">
            in <Path path={ask.cwd} />
          </div>
          {ask.judged && <Judged judged={ask.judged} />}
        </>
      );
    case "sandboxed-command":
      return (
        <>
          <Exact label="Command" text={ask.command} />
          <div class="asked-place">
            in <Path path={ask.cwd} />. It can write only in the workspace, and has no network.
          </div>
        </>
      );
    case "input":
      return (
        <>
          <Exact label="Input" text={ask.text} />
          <div class="asked-place">
            into <Signs text={ask.program} oneLine />
          </div>
        </>
      );
    case "task":
      return <Exact label="What it runs" text={ask.runs} />;
    case "fetch":
      return <Exact label="Address" text={ask.url} />;
    case "foreign-tool":
      return <ForeignInput args={ask.arguments} />;
    case "read-outside":
    case "read-private":
      return <Exact label="Path" text={ask.path} />;
  }
}

type JudgedCommand = NonNullable<Extract<ShownAsk, { kind: "command" }>["judged"]>;

/** The parts of a command line as they were read, and why it can't be allowed for good. */
function Judged({ judged: { parts, reasons } }: { judged: JudgedCommand }) {
  const list = (label: string, texts: readonly string[]) => (
    <div class="asked-judged">
      {label}
      <ul>
        {texts.map((text, at) => (
          <li key={at}>
            <Signs text={text} oneLine />
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <>
      {parts.length > 1 && list("It runs:", parts)}
      {reasons.length > 0 && list("It is asked about each time:", reasons)}
    </>
  );
}

function ForeignInput({ args }: { args: Readonly<Record<string, unknown>> }) {
  const rows = Object.entries(args);
  if (rows.length === 0) return <div class="asked-place">without input</div>;
  return (
    <dl class="tool-input asked-input">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>
            <Signs text={name} oneLine />
          </dt>
          <dd>
            <Signs text={typeof value === "string" ? value : JSON.stringify(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A text that is allowed as it stands: all of it can be seen. */
function Exact({ label, text }: { label: string; text: string }) {
  return (
    <pre class="tool-text asked-text" tabIndex={0} aria-label={label}>
      <Signs text={text} />
    </pre>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
