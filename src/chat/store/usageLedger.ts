import { appendFile, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { dayOf, type LedgerLine, parseLedger, written } from "../usage/ledgerLine.ts";

/** The requests of one day, oldest first. `day` as "2026-11-21". */
export type LedgerDay = { day: string; lines: readonly LedgerLine[]; lost: number };

const FILE = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

/**
 * Recorded usage: one file of lines per day, in a folder shared by all windows. Each line is appended in one write, so
 * concurrent windows lose nothing.
 */
export class UsageLedger {
  private readonly folder: string;
  private last: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Resolves when written. A failure rejects this promise only; later lines are still written. */
  append(line: LedgerLine): Promise<void> {
    const done = this.last.then(async () => {
      await mkdir(this.folder, { recursive: true });
      await appendFile(join(this.folder, `${dayOf(line.at)}.jsonl`), written(line));
    });
    this.last = done.catch(() => undefined);
    return done;
  }

  /** A day's requests of all windows; empty if there is no file. */
  async read(day: string): Promise<LedgerDay> {
    await this.last;
    const text = await readFile(join(this.folder, `${day}.jsonl`), "utf8").catch(() => "");
    return { day, ...parseLedger(text) };
  }

  /** The latest `most` days that have a file, the latest first. */
  async days(most: number): Promise<LedgerDay[]> {
    await this.last;
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const days = names.flatMap((name) => FILE.exec(name)?.[1] ?? []).sort();
    return Promise.all(
      days
        .toReversed()
        .slice(0, most)
        .map((day) => this.read(day)),
    );
  }
}
