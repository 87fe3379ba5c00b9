import type { ToHost } from "../../chat/protocol/protocol.ts";
import { kindOf, type MediaBook } from "../state/mediaBook.ts";
import { imageLinkIn, linkIn } from "./webLink.ts";

/** Under this name the editor's own lists hand over what is dragged out of them. */
const editorFiles = "application/vnd.code.uri-list";

/** `suggest` puts a text into the composer. */
type Taker = {
  media: Pick<MediaBook, "take">;
  post: (message: ToHost) => void;
  suggest: (text: string) => void;
};

/**
 * Lets images, videos, recordings, links to images, and files of the editor be dropped anywhere on the page. What is wanted must be claimed from the first
 * moment on: else the editor takes a file from outside for one to open, and lets nothing through but with Shift held.
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
    // Between two elements of the page one is left for the other.
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
      // Any other link is text.
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

/** A link of a page; where it leads can be read only once it is dropped. */
function isLink({ items, types }: DataTransfer): boolean {
  const hasFiles = [...items].some(({ kind }) => kind === "file");
  return !hasFiles && !types.includes(editorFiles) && types.includes("text/uri-list");
}
