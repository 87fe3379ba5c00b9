import type { LocalOffer } from "../../chat/protocol/models.ts";
import { usePanel } from "../state/panel.ts";
import { SetupRow } from "./SetupRow.tsx";

/** A server on this machine: its models, which are in memory, and a button to get more where possible. */
export function LocalServerRows({ server }: { server: LocalOffer }) {
  const panel = usePanel();
  const { baseUrl, label, models, loaded = [], pulls = false } = server;
  return (
    <>
      {models.length === 0 && !pulls && (
        <SetupRow icon="vm" label={label} note={`${baseUrl} · no Gemma model loaded`} />
      )}
      {models.map((model) => {
        const memory = loaded.find((each) => each.model === model);
        const unload = () => panel.post({ type: "setup", choice: { type: "unload", baseUrl, model } });
        return (
          <SetupRow
            key={model}
            icon="vm"
            label={model}
            {...(memory && { mark: "In memory" })}
            note={
              <>
                {label} · {baseUrl}
                {memory && (
                  <div>
                    {memory.words}{" "}
                    <button type="button" class="link-button" aria-label={`Unload ${model}`} onClick={unload}>
                      Unload
                    </button>
                  </div>
                )}
              </>
            }
            action="Use"
            onChoose={() => panel.post({ type: "setup", choice: { type: "local", baseUrl, model } })}
          />
        );
      })}
      {pulls && (
        <SetupRow
          icon="cloud-download"
          label={`Get a Gemma with ${label}`}
          note={`${baseUrl} downloads and keeps it`}
          action="Choose"
          onChoose={() => panel.post({ type: "setup", choice: { type: "pull", baseUrl } })}
        />
      )}
    </>
  );
}
