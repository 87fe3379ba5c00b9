import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { ToHost, ToPanel } from "../../chat/protocol/protocol.ts";

/** The longest PNG, in base64 characters; larger images become JPEG. PNG keeps the text of screenshots sharp. */
const longestPng = 1_500_000;
const jpegQuality = 0.9;

type Drawing = { bitmap: ImageBitmap; label: string };

/**
 * Images on their way to the composer. The host gives the size in which the model sees them, and they are redrawn in
 * it. So no more is sent than needed.
 */
export class ImageBook {
  readonly #post: (message: ToHost) => void;
  readonly #attach: (chip: Attachment) => void;
  readonly #waiting = new Map<string, Drawing>();
  #count = 0;

  /** `attach` receives each finished image. */
  constructor(post: (message: ToHost) => void, attach: (chip: Attachment) => void) {
    this.#post = post;
    this.#attach = attach;
  }

  /** Takes the images among files; returns whether there was one. */
  take(files: Iterable<File>): boolean {
    const images = [...files].filter(({ type }) => type.startsWith("image/"));
    for (const file of images) void this.#measure(file);
    return images.length > 0;
  }

  async #measure(file: File): Promise<void> {
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    // If the browser can't read it, no model can.
    if (!bitmap || bitmap.width * bitmap.height === 0) {
      this.#post({ type: "unreadable-image", name: file.name });
      return;
    }
    const id = String(++this.#count);
    this.#waiting.set(id, { bitmap, label: file.name || `Image ${id}` });
    this.#post({ type: "size-image", id, width: bitmap.width, height: bitmap.height });
  }

  /** Draws an image in the size that the host gave. */
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
