import { parseBounded } from "../../model/boundedJson.ts";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { Ask } from "../http/getJson.ts";
import { listedModelSchema, type ListedModel } from "./listedModel.ts";
import type { ListServer } from "./listEndpoint.ts";
import { listModels } from "./listModels.ts";

/** All models of one provider, and when its list was fetched, in milliseconds since the epoch. */
export type CachedList = { at: number; models: readonly ListedModel[] };

const fileSchema = v.object({ at: v.number(), models: v.array(listedModelSchema) });

/**
 * Caches the lists of hosted providers on disk, for immediate use and for use without network. An unreadable file is
 * ignored.
 */
export class ListCache {
  private readonly folder: string;
  private readonly now: () => number;
  private readonly asking = new Map<string, Promise<CachedList>>();

  constructor(folder: string, now: () => number = Date.now) {
    this.folder = folder;
    this.now = now;
  }

  async read(provider: Pick<ListServer, "preset" | "baseUrl">): Promise<CachedList | undefined> {
    try {
      const parsed = v.safeParse(fileSchema, parseBounded(await readFile(this.path(provider), "utf8")));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  }

  /** Fetches and stores a list; concurrent callers share the request. Throws ModelError. */
  refresh(provider: ListServer, ask: Ask): Promise<CachedList> {
    const path = this.path(provider);
    const asking = this.asking.get(path) ?? this.fetch(provider, path, ask).finally(() => this.asking.delete(path));
    this.asking.set(path, asking);
    return asking;
  }

  private async fetch(provider: ListServer, path: string, ask: Ask): Promise<CachedList> {
    const models = await listModels({ ...provider, all: true }, ask);
    const list = { at: this.now(), models };
    try {
      await mkdir(this.folder, { recursive: true });
      // Writes a temporary file first, because another window may be reading.
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify(list));
      await rename(draft, path);
    } catch {
      // A full or read-only disk only costs the next start a request.
    }
    return list;
  }

  /** One file per address, because a user's own server is not the provider. */
  private path({ preset, baseUrl = preset.baseUrl }: Pick<ListServer, "preset" | "baseUrl">): string {
    const own = baseUrl === preset.baseUrl ? "" : `-${createHash("sha256").update(baseUrl).digest("hex").slice(0, 12)}`;
    return join(this.folder, `${preset.id}${own}.json`);
  }
}

/**
 * The age of a list for display: "now", "5 minutes ago", "3 days ago".
 * @param ms the time passed, in milliseconds
 */
export function ageText(ms: number): string {
  const [minutes, hours, days] = [ms / 60_000, ms / 3_600_000, ms / 86_400_000];
  if (minutes < 1) return "now";
  const [count, unit] =
    hours < 1 ? ([minutes, "minute"] as const) : days < 1 ? ([hours, "hour"] as const) : ([days, "day"] as const);
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}
