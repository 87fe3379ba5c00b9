import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { MediaPlanned } from "../../chat/protocol/attachments.ts";
import type { ToHost, ToPanel } from "../../chat/protocol/protocol.ts";
import { ImageBook } from "./imageBook.ts";

type Kind = "video" | "audio";
/** A file being read; `stop` cancels it. */
export type Reading = { id: string; name: string; stop: () => void };

type Ports = {
  post: (message: ToHost) => void;
  /** Receives each finished attachment. */
  attach: (chip: Attachment) => void;
  /** Called when reading starts or ends. */
  changed: () => void;
};

/** Images, videos and recordings on their way to the composer. The host decides how each is sent. */
export class MediaBook {
  readonly images: ImageBook;
  readonly #ports: Ports;
  readonly #plans = new Map<string, (plan: MediaPlanned) => void>();
  #reading: readonly Reading[] = [];
  #count = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.images = new ImageBook(ports.post, ports.attach);
  }

  /** The files being read. */
  get reading(): readonly Reading[] {
    return this.#reading;
  }

  /** Takes pasted or dropped files; returns whether any can be attached. */
  take(files: Iterable<File>): boolean {
    const given = [...files];
    const clips = given.filter((file) => kindOf(file.type) !== undefined);
    for (const file of clips) void this.#read(file, kindOf(file.type) ?? "video");
    return this.images.take(given) || clips.length > 0;
  }

  /** Takes files read by the host. */
  receive({ files }: Extract<ToPanel, { type: "images" }>): void {
    this.take(
      files.map(({ name, mediaType, data }) => {
        const text = atob(data);
        const bytes = new Uint8Array(text.length);
        for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
        return new File([bytes], name, { type: mediaType });
      }),
    );
  }

  /** Receives the host's plan. */
  planned({ id, plan }: Extract<ToPanel, { type: "media-plan" }>): void {
    this.#plans.get(id)?.(plan);
    this.#plans.delete(id);
  }

  async #read(file: File, kind: Kind): Promise<void> {
    const stopping = new AbortController();
    const name = file.name || (kind === "video" ? "Video" : "Recording");
    const reading = { id: String(++this.#count), name, stop: () => stopping.abort() };
    this.#show([...this.#reading, reading]);
    stopping.signal.addEventListener("abort", () => this.#done(reading), { once: true });
    try {
      const { readMedia } = await import("../media/readMedia.ts");
      const plan = (found: object) =>
        this.#plan(`${kind} ${++this.#count}`, { kind, name, bytes: file.size, ...found });
      const chip = await readMedia(file, { kind, name, plan, signal: stopping.signal });
      if (chip && !stopping.signal.aborted) this.#ports.attach(chip);
    } finally {
      this.#done(reading);
    }
  }

  #plan(id: string, media: Omit<Extract<ToHost, { type: "plan-media" }>, "type" | "id">): Promise<MediaPlanned> {
    return new Promise((resolve) => {
      this.#plans.set(id, resolve);
      this.#ports.post({ type: "plan-media", id, ...media });
    });
  }

  #done(reading: Reading): void {
    if (this.#reading.includes(reading)) this.#show(this.#reading.filter((each) => each !== reading));
  }

  #show(reading: readonly Reading[]): void {
    this.#reading = reading;
    this.#ports.changed();
  }
}

/** The kind of a file by its media type; undefined for others. */
export function kindOf(mediaType: string): Kind | undefined {
  return /^(video|audio)\//.exec(mediaType)?.[1] as Kind | undefined;
}
