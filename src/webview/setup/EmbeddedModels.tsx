import { useState } from "preact/hooks";
import type { EmbeddedOffer, SetupState } from "../../chat/protocol/models.ts";
import { bytes } from "../parts/format.ts";
import { usePanel } from "../state/panel.ts";
import { shownOffers } from "./offers.ts";
import { SetupRow } from "./SetupRow.tsx";

/** Models for the engine on this machine; shows size, memory need and licence before a download. */
export function EmbeddedModels({ embedded, busy }: { embedded: SetupState["embedded"]; busy: boolean }) {
  const panel = usePanel();
  const [all, setAll] = useState(false);
  if (!embedded.available) {
    return <p class="muted">This build comes without an engine. You can use a server on this machine instead.</p>;
  }
  const shown = all ? embedded.models : shownOffers(embedded.models);
  const hidden = embedded.models.length - shown.length;
  return (
    <>
      {shown.map((offer) => (
        <SetupRow
          key={offer.id}
          label={offer.label}
          {...(offer.recommended && { mark: "Recommended" })}
          note={<OfferNote offer={offer} />}
          action={offer.present ? "Use" : "Download"}
          primary={offer.recommended}
          disabled={offer.tooLarge || busy}
          onChoose={() => panel.post({ type: "setup", choice: { type: "embedded", id: offer.id } })}
        />
      ))}
      <div class="setup-more">
        {hidden > 0 && (
          <button type="button" class="link-button" onClick={() => setAll(true)}>
            {hidden} more {hidden === 1 ? "model" : "models"}
          </button>
        )}
        <button
          type="button"
          class="link-button"
          onClick={() => panel.post({ type: "setup", choice: { type: "model-file" } })}
        >
          Use a GGUF file…
        </button>
      </div>
    </>
  );
}

function OfferNote({ offer }: { offer: EmbeddedOffer }) {
  const size = offer.present ? "On this machine" : bytes(offer.bytes);
  const memory = offer.tooLarge
    ? `needs ${bytes(offer.memoryBytes)} memory, more than there is`
    : `${bytes(offer.memoryBytes)} memory`;
  return (
    <>
      {size} · {memory} · <a href={offer.licenceUrl}>{offer.licence}</a>
    </>
  );
}
