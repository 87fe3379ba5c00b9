import { useEffect, useRef } from "preact/hooks";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { Transcript } from "../../agent/transcript/transcript.ts";
import type { PanelState } from "../../chat/protocol/protocol.ts";
import { Chip, ReadingChip } from "../parts/Chip.tsx";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { usePanel } from "../state/panel.ts";
import { attachmentKey, type Draft } from "../state/draft.ts";
import type { Reading } from "../state/mediaBook.ts";
import { pastedFiles } from "./paste.ts";
import { CommandList, commandsFor } from "./CommandList.tsx";
import { ContextRing } from "./ContextRing.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { Queue } from "./Queue.tsx";
import { ThinkingSelect } from "./ThinkingSelect.tsx";

/** `focus` counts focus requests; each new one moves the caret here. */
type Props = {
  draft: Draft;
  reading: readonly Reading[];
  running: boolean;
  focus: number;
  host: PanelState;
  transcript: Transcript;
};

/** The composer: text, attachments, mode and send button. */
export function Composer({ draft, reading, running, focus, host, transcript }: Props) {
  const panel = usePanel();
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const field = text.current;
    if (focus === 0 || !field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [focus]);

  // An answer without tools is one step, so nothing can reach it.
  const steers = transcript.open !== undefined && transcript.open.mode !== "ask";

  const commands = commandsFor(draft.text, host.prompts);
  const take = (name: string): void => {
    panel.setText(`/${name} `);
    panel.focusComposer();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // During input-method composition, Enter and arrows belong to the input method.
    if (event.isComposing || event.altKey || event.shiftKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "Enter" || !steers) return;
      event.preventDefault();
      return panel.steerTyped();
    }
    if (event.key === "Tab" && commands[0]) take(commands[0].name);
    else if (event.key === "Enter") panel.send();
    else if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    else if (!panel.recall(event.key === "ArrowUp")) return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    const read = (type: string): string => data?.getData(type) ?? "";
    const files = pastedFiles({ text: read("text/plain"), html: read("text/html"), files: [...(data?.files ?? [])] });
    if (panel.media.take(files)) event.preventDefault();
  };

  return (
    <div class="composer">
      {!host.trusted && (
        <div class="restricted">
          <Icon name="shield" />
          <span>Restricted workspace: Gemma can answer, but not read or change its files by itself.</span>
          <button type="button" class="link-button" onClick={() => panel.post({ type: "manage-trust" })}>
            Manage trust
          </button>
        </div>
      )}
      <CommandList commands={commands} onTake={take} />
      <Queue queue={draft.queue} running={running} steers={steers} />
      <div class="composer-box">
        {draft.chips.length + reading.length > 0 && (
          <ul class="chips" aria-label="Attached">
            {draft.chips.map((chip) => (
              <Chip key={attachmentKey(chip)} chip={chip} onRemove={() => panel.removeAttachment(chip)} />
            ))}
            {reading.map(({ id, name, stop }) => (
              <ReadingChip key={`reading ${id}`} name={name} onStop={stop} />
            ))}
          </ul>
        )}
        {host.model?.textOnly && draft.chips.some(isSeen) && (
          <p class="chips-note" role="status">
            <Icon name="info" />
            <span>{`${host.model.label} reads text only: images and videos are not sent.`}</span>
          </p>
        )}
        <textarea
          ref={text}
          rows={1}
          value={draft.text}
          placeholder={placeholder(host, running)}
          aria-label="Your question. Enter sends it, Shift+Enter breaks the line."
          onInput={(event) => {
            const typed = event.currentTarget.value;
            if (typed.startsWith("/") && !draft.text.startsWith("/")) panel.post({ type: "list-commands" });
            panel.setText(typed);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div class="composer-bar">
          <IconButton icon="add" label="Attach code" onClick={() => panel.post({ type: "attach" })} />
          {!host.model?.textOnly && (
            <IconButton
              icon="file-media"
              label="Add an image"
              hint="a short video or a recording. Paste or drop them here too (from the Explorer: hold Shift)"
              onClick={() => panel.post({ type: "pick-images" })}
            />
          )}
          <ModeSwitch mode={host.mode} trusted={host.trusted} />
          <ModelButton model={host.model} />
          {host.model?.thinking && <ThinkingSelect control={host.model.thinking} mode={host.mode} />}
          <span class="composer-gap" />
          <ContextRing transcript={transcript} contextTokens={host.model?.contextTokens} />
          <SendButtons empty={draft.text.trim() === ""} reading={reading[0]?.name} running={running} />
        </div>
      </div>
    </div>
  );
}

const isSeen = ({ image, video }: Attachment): boolean => image !== undefined || video !== undefined;

function placeholder(host: PanelState, running: boolean): string {
  if (running) return "Ask next…";
  switch (host.mode) {
    case "ask":
      return "Ask about your code…";
    case "plan":
      return "Describe what to plan…";
    case "agent":
      return "Describe a change…";
  }
}

function ModelButton({ model }: { model: PanelState["model"] }) {
  const panel = usePanel();
  const label = model?.label ?? "Choose a model";
  const title = model ? `${model.label}, ${model.provider}. Choose another model` : label;
  return (
    <button type="button" class="model-button" title={title} onClick={() => panel.post({ type: "pick-model" })}>
      <span class="model-label">{label}</span>
      <Icon name="chevron-down" />
    </button>
  );
}

/** Send, or Stop while a turn runs. A question typed meanwhile can still be sent; it is queued. */
function SendButtons({ empty, reading, running }: { empty: boolean; reading: string | undefined; running: boolean }) {
  const panel = usePanel();
  const title = running ? "Ask next (Enter)" : "Send (Enter)";
  return (
    <>
      {(!running || !empty) && (
        <button
          type="button"
          class="send"
          title={reading === undefined ? title : `Reading ${reading}…`}
          aria-label={running ? "Ask next" : "Send"}
          disabled={empty || reading !== undefined}
          onClick={() => {
            panel.send();
            panel.focusComposer();
          }}
        >
          <Icon name="arrow-up" />
        </button>
      )}
      {running && (
        <button type="button" class="send stop" title="Stop" aria-label="Stop" onClick={panel.stop}>
          <Icon name="debug-stop" />
        </button>
      )}
    </>
  );
}
