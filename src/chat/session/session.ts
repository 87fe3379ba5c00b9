import type { AgentProfile, TurnPolicy } from "../../agent/failover/policy.ts";
import { OneAtATime } from "../../agent/loop/oneAtATime.ts";
import { runSubTask, type SubTaskInput } from "../../agent/loop/runSubTask.ts";
import { runTurn, type Steering, type TurnInput } from "../../agent/loop/runTurn.ts";
import type { SubTask, SubTasks } from "../../agent/ports/subTasks.ts";
import type { Running } from "../../agent/ports/tool.ts";
import { type Effects, unkept } from "../../agent/ports/effects.ts";
import type { InstructionFiles } from "../../agent/ports/instructionFiles.ts";
import { toModelError } from "../../model/modelError.ts";
import { record, type Transcript, turnsOf } from "../../agent/transcript/transcript.ts";
import type { Attachment, Mode, Topic, TurnEvent } from "../../agent/transcript/turnEvent.ts";
import { approvalsIn } from "../../agent/approval/inMode.ts";
import { PendingApprovals, type StandingConsent } from "./pendingApprovals.ts";
import { EventQueue } from "./coalesce.ts";
import { PendingQuestions } from "./pendingQuestions.ts";
import { PendingWaits } from "./pendingWaits.ts";
import { StoredOutput } from "./storedOutput.ts";

/** Twenty updates a second read as a stream; sixty cost the panel and the host half as much again. Milliseconds. */
const PANEL_MS = 50;
/** How much of an answer a crash of the window may lose, in milliseconds. */
const STORE_MS = 250;

export type Question = { text: string; prompt: string; chips: readonly Attachment[]; mode: Mode; topic?: Topic };

export type RestoreEvent = Extract<TurnEvent, { type: "files-restored" | "restore-redone" }>;

export type SessionPorts = {
  /** The model and tools in use; a ModelError thrown here becomes the turn's failure. */
  profile(mode: Mode, signal: AbortSignal): Promise<AgentProfile>;
  /** The policy for a model that fails or loops. */
  policy(mode: Mode): Omit<TurnPolicy, "wait" | "random">;
  maxSteps(): number;
  consent: StandingConsent;
  /** Posts events of this chat to the panel, in order and coalesced. */
  post(events: readonly TurnEvent[]): void;
  /** Stores events; resolves when they are written. */
  append(events: readonly TurnEvent[]): Promise<void>;
  /** Resolves once all events that were appended are on the disk itself, so that no crash loses them. */
  synced?(): Promise<void>;
  /** Instruction files of the workspace; none if absent. */
  instructions?: InstructionFiles;
  /** Keeps what calls change; see `Effects`. */
  effects?: Pick<Effects, "before" | "after">;
  /** Called if a write failed; the conversation continues in memory. */
  storeFailed(error: unknown): void;
  /** Called when the session starts or stops working, or the number of requests that wait for the user changes. */
  changed(state: { running: boolean; approvals: number }): void;
};

/** One conversation. It knows no editor: everything it needs comes through its ports. */
export class ChatSession {
  readonly id: string;
  private readonly ports: SessionPorts;
  private readonly pending: PendingApprovals;
  private readonly waits = new PendingWaits();
  private readonly alone = new OneAtATime();
  private readonly panel: EventQueue;
  private readonly store: EventQueue;
  private readonly storedOutput = new StoredOutput();
  private current: Transcript;
  private running: { stop: AbortController; ended: Promise<void> } | undefined;
  private readonly questions: PendingQuestions;
  private waitingApprovals = 0;
  private waitingQuestions = 0;
  /** Messages for the running turn that it has not taken yet. */
  private steering: Steering[] = [];
  private appended: Promise<void> = Promise.resolve();

  constructor(id: string, transcript: Transcript, ports: SessionPorts) {
    this.id = id;
    this.current = transcript;
    this.ports = ports;
    this.pending = new PendingApprovals(ports.consent, (waiting) => {
      this.waitingApprovals = waiting;
      this.changed();
    });
    this.questions = new PendingQuestions((waiting) => {
      this.waitingQuestions = waiting;
      this.changed();
    });
    this.panel = new EventQueue((events) => ports.post(events), PANEL_MS);
    this.store = new EventQueue((events) => {
      this.appended = ports.append(events).catch(ports.storeFailed);
    }, STORE_MS);
  }

  get transcript(): Transcript {
    return this.current;
  }
  get isEmpty(): boolean {
    return turnsOf(this.current).length === 0;
  }

  /** Sends collected events now, so that a panel restored from `transcript` gets no event twice. */
  flushPanel(): void {
    this.panel.flush();
  }

  /** Asks a question after stopping the running turn. Resolves when the answer has ended. */
  ask({ text, prompt, chips, mode, topic }: Question): Promise<void> {
    const asked = {
      type: "asked",
      id: crypto.randomUUID(),
      text,
      prompt,
      chips,
      mode,
      ...(topic && { topic }),
    } as const;
    return this.begin(mode, () => ({ ...asked, at: Date.now() }));
  }

  /** Stops the running turn; resolves when it has ended and all its events were sent. */
  async stop(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.ended;
  }

  /** Removes the last turn and asks its question again. */
  async retry(): Promise<void> {
    await this.stop();
    const last = turnsOf(this.current).at(-1);
    if (!last) return;
    this.emit({ type: "rewound", to: last.id });
    await this.ask(last);
  }

  /**
   * Continues the last turn, which ended by its token limit, its steps, a stop, a fault or a loop. `hint`: what the
   * user tells the model before.
   */
  async resume(hint?: string): Promise<void> {
    await this.stop();
    const last = turnsOf(this.current).at(-1);
    if (!last) return;
    const opening = () => ({ type: "resumed", at: Date.now() }) as const;
    const said = hint === undefined ? [] : [{ id: crypto.randomUUID(), text: hint, prompt: hint, chips: [] }];
    await this.begin(last.mode, opening, said);
  }

  /** Tells the running turn something; it reaches the model with the next request. Ignored if no turn runs. */
  steer(message: Steering): void {
    if (this.current.open) this.steering.push(message);
  }

  /** Makes another result of the last turn the answer; does nothing once the conversation has continued. */
  chooseResult(turnId: string, index: number): void {
    const isLast = this.current.settled.at(-1)?.id === turnId && this.running === undefined;
    if (!isLast) return;
    this.emit({ type: "result-chosen", index });
    this.panel.flush();
    this.store.flush();
  }

  /**
   * Records that files were set back, or that this was taken back. Stops the running turn before `work`, which makes the
   * change and returns its event; undefined if nothing was changed.
   */
  async restoring(work: () => Promise<RestoreEvent | undefined>): Promise<void> {
    await this.stop();
    const event = await work();
    if (!event) return;
    this.emit(event);
    this.panel.flush();
    await this.recorded();
  }

  /** Ends the wait before a retry. "switch" asks the fallback model, or the chosen model if the user changed it. */
  wake(by: "now" | "switch"): void {
    this.waits.wake(by);
  }

  /** The last question, for asking it in other words. */
  get lastQuestion(): Pick<Question, "text" | "chips"> | undefined {
    return turnsOf(this.current).at(-1);
  }

  /** Whether a request waits for a retry, and which model could answer instead. */
  get retrying(): { next?: string } | undefined {
    return this.waits.isWaiting ? this.current.open?.retrying : undefined;
  }

  get approvals(): Pick<PendingApprovals, "settle" | "changeOf" | "chatRules" | "revoke"> {
    return this.pending;
  }

  /**
   * Runs a part of the running turn's work. Parts run side by side, but one after the other if they may change something
   * or if the model runs on the user's machine, which answers one request at a time.
   */
  async subTask(task: SubTask, running: Running): ReturnType<SubTasks["run"]> {
    const mode = this.current.open?.mode ?? "agent";
    const work = () => runSubTask(this.surroundings(mode, new PendingWaits()), task, running);
    const { model } = await this.ports.profile(mode, running.signal);
    return task.mayChange || model.info.local === true ? this.alone.run(work, running.signal) : work();
  }

  /** Passes the user's answer to the tool that asked. */
  answer(nonce: string, text: string): void {
    this.questions.settle(nonce, text);
  }

  async dispose(): Promise<void> {
    await this.stop();
  }

  private async begin(mode: Mode, opening: () => TurnInput["opening"], said: readonly Steering[] = []): Promise<void> {
    const before = this.running;
    before?.stop.abort();
    const stop = new AbortController();
    const ended = Promise.resolve(before?.ended).then(() => {
      this.steering = [...said];
      return this.run(mode, opening(), stop.signal);
    });
    const running = (this.running = { stop, ended });
    this.changed();
    try {
      await ended;
    } finally {
      if (this.running === running) this.running = undefined;
      this.changed();
    }
  }

  private async run(mode: Mode, opening: TurnInput["opening"], signal: AbortSignal): Promise<void> {
    const turn = runTurn(
      {
        ...this.surroundings(mode, this.waits),
        opening,
        transcript: this.current,
        steering: () => this.steering.splice(0),
      },
      signal,
    );
    try {
      for await (const event of turn) this.emit(event);
    } catch (error) {
      // The turn itself never throws, so the conversation can't be read further. It must not seem to go on.
      const { fault, message } = toModelError(error, signal);
      this.emit({ type: "turn-ended", at: Date.now(), outcome: { type: "failed", fault, message }, model: "" });
    }
    this.panel.flush();
    this.store.flush();
  }

  /** What every turn here has, also that of a part of the work. */
  private surroundings(mode: Mode, waits: PendingWaits): SubTaskInput {
    return {
      profile: (stopped) => this.ports.profile(mode, stopped),
      policy: {
        ...this.ports.policy(mode),
        wait: (ms, stopped) => waits.wait(ms, stopped),
        random: Math.random,
      },
      approvals: approvalsIn(mode, this.pending),
      questions: this.questions,
      ...(this.ports.instructions && { instructions: this.ports.instructions }),
      effects: { ...this.effects, recorded: () => this.recorded() },
      maxSteps: this.ports.maxSteps(),
      now: Date.now,
    };
  }

  private get effects(): Pick<Effects, "before" | "after"> {
    const { effects = unkept } = this.ports;
    return {
      before: (ask, signal) => effects.before(ask, signal),
      after: (ask) => effects.after(ask),
    };
  }

  /** Resolves once all events so far are on the disk, or could not be saved. */
  private async recorded(): Promise<void> {
    this.store.flush();
    await this.appended;
    await this.ports.synced?.().catch(this.ports.storeFailed);
  }

  private emit(event: TurnEvent): void {
    this.current = record(this.current, event);
    this.panel.push(event);
    for (const each of this.storedOutput.take(event)) this.store.push(each);
  }

  private changed(): void {
    this.ports.changed({
      running: this.running !== undefined,
      approvals: this.waitingApprovals + this.waitingQuestions,
    });
  }
}
