import { type Answerer, runTurn } from "../agent/runTurn.ts";
import { record, type Transcript, turnsOf } from "../agent/transcript.ts";
import type { Chip, Mode, TurnEvent } from "../agent/turnEvent.ts";
import { ApprovalDesk, type StandingConsent } from "./approvalDesk.ts";
import { EventQueue } from "./coalesce.ts";

/** Words at twenty a second read as a stream; at sixty they cost the panel and the host half as much again. */
const PANEL_MS = 50;
/** How much of an answer a crash of the window may cost. */
const STORE_MS = 250;

export type Question = { text: string; prompt: string; chips: readonly Chip[]; mode: Mode };

export type SessionPorts = {
  /** Who answers now, and with which tools; a ModelError thrown here becomes the turn's failure. */
  answerer(mode: Mode, signal: AbortSignal): Promise<Answerer>;
  maxSteps(): number;
  consent: StandingConsent;
  /** To the panel: events of this chat, in order, coalesced. */
  post(events: readonly TurnEvent[]): void;
  /** To the store; resolves when written. */
  append(events: readonly TurnEvent[]): Promise<void>;
  /** A write of the store failed; the conversation goes on in memory. */
  storeFailed(error: unknown): void;
  /** Heard whenever the session starts or stops working or an approval waits. */
  changed(state: { running: boolean; approvals: number }): void;
};

/** One conversation. It knows no editor: everything it needs comes through its ports. */
export class ChatSession {
  readonly id: string;
  private readonly ports: SessionPorts;
  private readonly desk: ApprovalDesk;
  private readonly panel: EventQueue;
  private readonly store: EventQueue;
  private current: Transcript;
  private running: { stop: AbortController; ended: Promise<void> } | undefined;
  private waitingApprovals = 0;

  constructor(id: string, transcript: Transcript, ports: SessionPorts) {
    this.id = id;
    this.current = transcript;
    this.ports = ports;
    this.desk = new ApprovalDesk(ports.consent, (waiting) => {
      this.waitingApprovals = waiting;
      this.changed();
    });
    this.panel = new EventQueue((events) => ports.post(events), PANEL_MS);
    this.store = new EventQueue((events) => void ports.append(events).catch(ports.storeFailed), STORE_MS);
  }

  get transcript(): Transcript {
    return this.current;
  }
  get isEmpty(): boolean {
    return turnsOf(this.current).length === 0;
  }

  /** What waits for the next frame leaves now, so that a panel restored from `transcript` gets no event twice. */
  flushPanel(): void {
    this.panel.flush();
  }

  /** Asks, after the turn under way has been stopped and has ended. Resolves when the answer ended. */
  async ask(question: Question): Promise<void> {
    const before = this.running;
    before?.stop.abort();
    const stop = new AbortController();
    const ended = Promise.resolve(before?.ended).then(() => this.run(question, stop.signal));
    const running = (this.running = { stop, ended });
    this.changed();
    try {
      await ended;
    } finally {
      if (this.running === running) this.running = undefined;
      this.changed();
    }
  }

  /** Stops the turn under way; resolves when it has ended and all its events are out. */
  async stop(): Promise<void> {
    this.running?.stop.abort();
    await this.running?.ended;
  }

  /** Takes back the last turn and asks its question again. */
  async retry(): Promise<void> {
    await this.stop();
    const last = turnsOf(this.current).at(-1);
    if (!last) return;
    this.emit({ type: "rewound", to: last.id });
    await this.ask(last);
  }

  /** Lets the model go on with an answer that its token limit, a stop or a fault cut. */
  async resume(): Promise<void> {
    const last = turnsOf(this.current).at(-1);
    if (!last) return;
    const prompt = "Continue exactly where you stopped. Do not repeat anything.";
    await this.ask({ text: "Continue", prompt, chips: [], mode: last.mode });
  }

  get approvals(): Pick<ApprovalDesk, "settle" | "changeOf"> {
    return this.desk;
  }

  async dispose(): Promise<void> {
    await this.stop();
  }

  private async run(question: Question, signal: AbortSignal): Promise<void> {
    const { text, prompt, chips, mode } = question;
    const asked = { type: "asked", id: crypto.randomUUID(), at: Date.now(), text, prompt, chips, mode } as const;
    const turn = runTurn(
      {
        asked,
        transcript: this.current,
        answerer: (stopped) => this.ports.answerer(mode, stopped),
        approvals: this.desk,
        maxSteps: this.ports.maxSteps(),
        now: Date.now,
      },
      signal,
    );
    for await (const event of turn) this.emit(event);
    this.panel.flush();
    this.store.flush();
  }

  private emit(event: TurnEvent): void {
    this.current = record(this.current, event);
    this.panel.push(event);
    this.store.push(event);
  }

  private changed(): void {
    this.ports.changed({ running: this.running !== undefined, approvals: this.waitingApprovals });
  }
}
