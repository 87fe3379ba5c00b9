import type { Chip } from "../../agent/transcript/turnEvent.ts";
import type { ToHost, ToPanel } from "../../chat/protocol/protocol.ts";

/** An image of a screen with text is sharp as PNG; beyond this many characters of base64 it goes as JPEG. */
const longestPng = 1_500_000;
const jpegQuality = 0.9;

type Drawing = { bitmap: ImageBitmap; label: string };

/**
 * Images on their way into the composer: the host names the size in which the model sees them, and in that size they
 * are drawn anew, so that no more is sent than is looked at.
 */
export class ImageBook {
  readonly #post: (message: ToHost) => void;
  readonly #attach: (chip: Chip) => void;
  readonly #waiting = new Map<string, Drawing>();
  #count = 0;

  /** `attach` gets each image that is ready, as a chip. */
  constructor(post: (message: ToHost) => void, attach: (chip: Chip) => void) {
    this.#post = post;
    this.#attach = attach;
  }

  /** Takes the images among files; true when there was one. */
  take(files: Iterable<File>): boolean {
    const images = [...files].filter(({ type }) => type.startsWith("image/"));
    for (const file of images) void this.#measure(file);
    return images.length > 0;
  }

  async #measure(file: File): Promise<void> {
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    // What the browser cannot read no model could either.
    if (!bitmap || bitmap.width * bitmap.height === 0) {
      this.#post({ type: "unreadable-image", name: file.name });
      return;
    }
    const id = String(++this.#count);
    this.#waiting.set(id, { bitmap, label: file.name || `Image ${id}` });
    this.#post({ type: "size-image", id, width: bitmap.width, height: bitmap.height });
  }

  /** Draws the image that the host has named a size for. */
  draw({ id, width, height }: Extract<ToPanel, { type: "image-size" }>): void {
    const drawing = this.#waiting.get(id);
    if (!drawing) return;
    this.#waiting.delete(id);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d")?.drawImage(drawing.bitmap, 0, 0, width, height);
    drawing.bitmap.close();
    const png = canvas.toDataURL("image/png");
    const [head = "", data = ""] = (png.length > longestPng ? canvas.toDataURL("image/jpeg", jpegQuality) : png).split(
      ",",
    );
    const mediaType = /^data:([^;]+)/.exec(head)?.[1] ?? "image/png";
    this.#attach({ label: drawing.label, image: { mediaType, data } });
  }
}
