import { setTimeout as pause } from "node:timers/promises";
import type { ScriptedRequest } from "../../test/support/scriptedServer.ts";
import { cpuSeconds } from "./processes.ts";

type Sample<Name extends string> = { chunks: number; seconds: Record<Name, number> };

/** CPU time of named groups of processes, with the number of chunks sent by then. */
export class CpuLog<Name extends string> {
  readonly #groups: Record<Name, readonly number[]>;
  readonly #start: Sample<Name>;
  readonly #samples: Sample<Name>[] = [];
  #total = 0;

  constructor(groups: Record<Name, readonly number[]>) {
    this.#groups = groups;
    this.#start = this.#take(0);
  }

  /** Samples at the start and at each tenth of the answer, until all chunks are sent. */
  async follow(request: ScriptedRequest, total: number): Promise<void> {
    this.#total = total;
    for (let tenth = 0; tenth <= 10; tenth++) {
      while (request.chunksAt.length < (tenth * total) / 10) await pause(10);
      this.#samples.push(this.#take(request.chunksAt.length));
    }
  }

  /** CPU seconds from the start until now. */
  used(): Record<Name, number> {
    const now = this.#take(this.#total);
    return this.#seconds((name) => now.seconds[name] - this.#start.seconds[name]);
  }

  /** CPU seconds per chunk between two parts of the answer, which are tenths (0 to 1). */
  perChunk(name: Name, from: number, to: number): number {
    const [begin, end] = [this.#samples[Math.round(from * 10)], this.#samples[Math.round(to * 10)]];
    if (!begin || !end) throw new Error("The answer was not followed to its end.");
    return (end.seconds[name] - begin.seconds[name]) / (end.chunks - begin.chunks);
  }

  /** CPU seconds of each tenth of the answer. */
  tenths(name: Name): number[] {
    return this.#samples.slice(1).map(({ seconds }, at) => seconds[name] - (this.#samples[at]?.seconds[name] ?? NaN));
  }

  #take(chunks: number): Sample<Name> {
    return { chunks, seconds: this.#seconds((name) => cpuSeconds(this.#groups[name])) };
  }

  #seconds(of: (name: Name) => number): Record<Name, number> {
    const names = Object.keys(this.#groups) as Name[];
    return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, number>;
  }
}
