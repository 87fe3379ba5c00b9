import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { decideRestore } from "../../../../src/agent/checkpoints/decideRestore.ts";
import { planRedo, planRestore } from "../../../../src/agent/checkpoints/restorePlan.ts";
import { emptyTranscript, record, type Transcript } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";

/** A step of a random history of one file; numbers choose a line or a turn. */
type Step =
  | { who: "agent" | "user"; how: "insert" | "replace" | "remove"; line: number }
  | { who: "delete" | "ask" }
  | { who: "restore"; turn: number }
  | { who: "redo" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      who: fc.constantFrom("agent" as const, "user" as const),
      how: fc.constantFrom("insert" as const, "insert" as const, "replace" as const, "remove" as const),
      line: fc.nat(12),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom({ who: "ask" as const }, { who: "delete" as const }, { who: "redo" as const }),
  },
  { weight: 2, arbitrary: fc.record({ who: fc.constant("restore" as const), turn: fc.nat(5) }) },
);

type Lines = readonly string[] | undefined;

/** Plays a history; `check` sees each restore that no user had to decide. */
class History {
  #file: Lines = Array.from({ length: 8 }, (_, at) => `line ${at}`);
  #transcript: Transcript = emptyTranscript;
  #count = 0;
  readonly #contents = new Map<string, Uint8Array>();

  async play(steps: readonly Step[]): Promise<void> {
    this.#ask();
    for (const each of steps) {
      if (each.who === "agent") this.#agent(changed(this.#file, each, `agent ${this.#count++}`));
      else if (each.who === "delete") this.#agent(undefined);
      else if (each.who === "user") this.#file = changed(this.#file, each, `user ${this.#count++}`);
      else if (each.who === "ask") this.#ask();
      else if (each.who === "restore") await this.#restore(each.turn);
      else await this.#redo();
    }
  }

  #ask(): void {
    const id = `t${this.#count++}`;
    this.#end();
    this.#record({ type: "asked", id, at: 1, mode: "agent", text: "", prompt: "", chips: [] });
  }

  #end(): void {
    this.#record({ type: "turn-ended", at: 1, outcome: { type: "answered" }, model: "" });
  }

  #agent(after: Lines): void {
    if (!this.#transcript.open) this.#ask();
    const [before, left] = [this.#keep(this.#file), this.#keep(after)];
    const step = { path: "f", before: { disk: before } };
    this.#record({ type: "files-kept", files: [step] });
    this.#record({ type: "files-kept", files: [{ ...step, after: { disk: left } }] });
    this.#file = after;
  }

  async #restore(at: number): Promise<void> {
    this.#end();
    const { settled } = this.#transcript;
    const turn = settled[at % settled.length];
    if (!turn) return;
    const files = await this.#perform(planRestore(this.#transcript, turn.id));
    this.#record({ type: "files-restored", at: 1, turn: turn.id, files, conversation: at % 2 === 0 });
  }

  async #redo(): Promise<void> {
    const { restore } = this.#transcript;
    if (!restore) return;
    this.#record({ type: "restore-redone", at: 1, files: await this.#perform(planRedo(restore.files)) });
  }

  async #perform(plans: ReturnType<typeof planRestore>) {
    const [plan] = plans;
    if (!plan) return [];
    const before = this.#file;
    const from = this.#keep(before);
    const decision = await decideRestore(plan, this.#contents.get(from), {
      hash: (bytes) => this.#keepBytes(bytes),
      read: async (hash) => (hash === "none" ? { bytes: undefined } : { bytes: this.#contents.get(hash) }),
    });
    assert.notEqual(decision.type, "lost");
    if (decision.type !== "write") return [];
    this.#file = decision.target && linesOf(new TextDecoder().decode(decision.target));
    // What the user typed is still there, unless it only came back by a restore that is taken back.
    const isBrought = (line: string) =>
      plan.changes.some(({ found, left }) => this.#textOf(left).includes(line) && !this.#textOf(found).includes(line));
    const typed = (before ?? []).filter((line) => line.startsWith("user"));
    for (const line of typed) assert.ok(isBrought(line) || this.#file?.includes(line), `"${line}" is lost`);
    return [{ path: "f", from: { disk: from }, to: { disk: this.#keep(this.#file) } }];
  }

  #textOf(hash: string): string[] {
    const bytes = this.#contents.get(hash);
    return bytes ? linesOf(new TextDecoder().decode(bytes)) : [];
  }

  #keep(lines: Lines): string {
    return this.#keepBytes(lines && new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
  }

  #keepBytes(bytes: Uint8Array | undefined): string {
    if (!bytes) return "none";
    const hash = createHash("sha256").update(bytes).digest("hex");
    this.#contents.set(hash, bytes);
    return hash;
  }

  #record(event: TurnEvent): void {
    this.#transcript = record(this.#transcript, event);
  }
}

const linesOf = (text: string): string[] => text.split("\n").slice(0, -1);

function changed(
  lines: Lines,
  { how, line }: { how: "insert" | "replace" | "remove"; line: number },
  text: string,
): string[] {
  const all = [...(lines ?? [])];
  const at = all.length === 0 ? 0 : line % (all.length + 1);
  if (how === "insert" || all.length === 0) all.splice(at, 0, text);
  else all.splice(Math.min(at, all.length - 1), 1, ...(how === "replace" ? [text] : []));
  return all;
}

describe("a file that agent and user change by turns", () => {
  it("never loses what the user typed by a restore that doesn't ask", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), (steps) => new History().play(steps)),
      {
        numRuns: 1000,
      },
    );
  });
});
