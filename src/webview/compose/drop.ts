import type { ToHost } from "../../chat/protocol/protocol.ts";
import { kindOf, type MediaBook } from "../state/mediaBook.ts";
import { imageLinkIn, linkIn } from "./webLink.ts";

/** The data type under which the editor's own lists offer dragged files. */
const editorFiles = "application/vnd.code.uri-list";

/** `suggest` puts text into the composer. */
type Taker = {
  media: Pick<MediaBook, "take">;
  post: (message: ToHost) => void;
  suggest: (text: string) => void;
};

/**
 * Accepts drops of images, videos, recordings, image links and editor files anywhere on the page. Drags must be claimed
 * from the first event. Otherwise the editor opens the file itself, and passes drops on only with Shift held.
 */
export function takeDrops(page: HTMLElement, { media, post, suggest }: Taker): void {
  const claim = (event: DragEvent): void => {
    if (!isWanted(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    page.classList.add("dropping");
  };
  page.addEventListener("dragenter", claim);
  page.addEventListener("dragover", claim);
  page.addEventListener("dragleave", (event) => {
    // Moving between two elements of the page also fires this event.
    if (!(event.relatedTarget instanceof Node)) page.classList.remove("dropping");
  });
  page.addEventListener("drop", (event) => {
    page.classList.remove("dropping");
    const { dataTransfer } = event;
    if (!dataTransfer || !isWanted(dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isLink(dataTransfer)) {
      const address = imageLinkIn(dataTransfer);
      // Any other link is inserted as text.
      return address === undefined ? suggest(linkIn(dataTransfer)) : post({ type: "fetch-image", address });
    }
    if (media.take(dataTransfer.files)) return;
    const uris = dataTransfer.getData(editorFiles).split(/\r?\n/);
    const given = uris.filter((uri) => uri !== "");
    if (given.length > 0) post({ type: "dropped", uris: given });
  });
}

function isWanted(data: DataTransfer | null): boolean {
  if (!data) return false;
  const isMedia = [...data.items].some(({ kind, type }) => kind === "file" && isAttachable(type));
  return isMedia || data.types.includes(editorFiles) || isLink(data);
}

const isAttachable = (type: string): boolean => type.startsWith("image/") || kindOf(type) !== undefined;

/** A dragged link. Its address can be read only on drop. */
function isLink({ items, types }: DataTransfer): boolean {
  const hasFiles = [...items].some(({ kind }) => kind === "file");
  return !hasFiles && !types.includes(editorFiles) && types.includes("text/uri-list");
}
