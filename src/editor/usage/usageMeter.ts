import * as v from "valibot";
import * as vscode from "vscode";
import { UsageLedger } from "../../chat/store/usageLedger.ts";
import type { BudgetQuestion, BudgetScope, Spending } from "../../chat/usage/budget.ts";
import { questionWords, withinBudget } from "../../chat/usage/budgetedModel.ts";
import { priced } from "../../chat/usage/cost.ts";
import { dayOf, type LedgerLine, lineOf } from "../../chat/usage/ledgerLine.ts";
import { metered } from "../../chat/usage/meteredModel.ts";
import { costOf, usageReport } from "../../chat/usage/usageReport.ts";
import { promptCharacters, TokenEstimators } from "../../gemma/index.ts";
import { mediaTokens } from "../../model/mediaTokens.ts";
import type { Model, ModelInfo, ModelRequest } from "../../model/model.ts";
import { virtualTexts } from "../core/virtualTexts.ts";
import { readSettings } from "../core/settings/settings.ts";
import { askModal } from "../show/notices.ts";

export type MeterOptions = {
  /** The folder for all windows' usage. */
  folder: string;
  /** Keeps what was learnt about each model's tokens across restarts. */
  memory: vscode.Memento;
  log: vscode.LogOutputChannel;
};

/** The conversation on screen, for its own budget: an identifying name, and US dollars. */
export type ChatSpending = { name: string; spent: number };

const RATIOS = "gemma.tokenRatios";
const ratiosSchema = v.record(v.string(), v.object({ characters: v.number(), tokens: v.number() }));
/** Expected tokens of an answer without a limit; most answers about code are shorter. */
const typicalAnswer = 1000;
/** Days in the report. */
const reportDays = 31;
const openSettings = "Open Settings";

/** Records the cost of every request, and asks before one would exceed the budget. */
export class UsageMeter {
  /** The conversation whose budget counts. */
  chat: () => ChatSpending = () => ({ name: "", spent: 0 });
  /** Called after each request with today's spending in US dollars. */
  spent: (today: number) => void = () => undefined;
  private readonly ledger: UsageLedger;
  private readonly estimators: TokenEstimators;
  private readonly options: MeterOptions;
  /** US dollars allowed beyond a limit, by day and by chat; dropped with the window. */
  private readonly allowed = new Map<string, number>();

  constructor(options: MeterOptions) {
    this.options = options;
    this.ledger = new UsageLedger(options.folder);
    const stored = v.safeParse(ratiosSchema, options.memory.get(RATIOS));
    this.estimators = new TokenEstimators(stored.success ? stored.output : {});
  }

  /** Adds metering and budgets to a model; `use` "editor" counts only for the day. */
  wrap(model: Model, use: "chat" | "editor"): Model {
    const counted = metered(model, {
      record: (info, usage, isEstimate) => {
        const line = lineOf({ provider: info.provider, model: info.id }, usage, Date.now(), isEstimate);
        void this.writeDown(line);
      },
      learn: (info, request, tokens) => this.learn(info, request, tokens),
      estimate: (info, request, characters) => ({
        inputTokens: this.promptTokens(info, request),
        outputTokens: this.estimators.of(nameOf(info)).estimate(characters),
      }),
    });
    return withinBudget(counted, {
      budget: () => {
        const { perDay, perChat } = readSettings().budget;
        return { ...(perDay !== undefined && { perDay }), ...(use === "chat" && perChat !== undefined && { perChat }) };
      },
      spending: () => this.spending(),
      expected: (request) => this.expected(model.info, request),
      ask: (question, signal) => this.ask(question, model.info, signal),
    });
  }

  /** Tokens of a prompt, estimated from this model's earlier answers. */
  promptTokens(info: ModelInfo, { messages, tools }: Pick<ModelRequest, "messages" | "tools">): number {
    const text = this.estimators.of(nameOf(info)).estimate(promptCharacters(messages, tools));
    return text + mediaTokens(messages);
  }

  /** Characters per token of the model, learnt from its earlier answers. */
  charactersPerToken(info: ModelInfo): number {
    return this.estimators.of(nameOf(info)).ratio;
  }

  /** Opens a table of last month's usage. */
  async show(): Promise<void> {
    const uri = virtualTexts.put("Gemma usage.md", usageReport(await this.ledger.days(reportDays)));
    try {
      await vscode.commands.executeCommand("markdown.showPreview", uri);
    } catch {
      // With the editor's Markdown preview disabled, the table is shown as text.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }

  private async writeDown(line: LedgerLine): Promise<void> {
    try {
      await this.ledger.append(line);
      if (line.cost !== 0) this.spent(costOf((await this.ledger.read(dayOf(line.at))).lines));
    } catch (error) {
      this.options.log.error(`The usage could not be written down: ${error instanceof Error ? error.message : ""}`);
    }
  }

  private learn(info: ModelInfo, request: ModelRequest, tokens: number): void {
    // An attachment's tokens depend on model and size, so such a prompt says nothing about text.
    if (mediaTokens(request.messages) > 0) return;
    const characters = promptCharacters(request.messages, request.tools);
    this.estimators.of(nameOf(info)).calibrate({ characters, tokens });
    void this.options.memory.update(RATIOS, this.estimators.memories);
  }

  private expected(info: ModelInfo, request: ModelRequest): number | undefined {
    if (info.local === true) return 0;
    if (info.price === undefined) return undefined;
    const outputTokens = Math.min(request.sampling?.maxTokens ?? typicalAnswer, typicalAnswer);
    return priced({ inputTokens: this.promptTokens(info, request), outputTokens }, info.price);
  }

  private async spending(): Promise<Spending> {
    const today = dayOf(Date.now());
    const { lines } = await this.ledger.read(today);
    const { name, spent } = this.chat();
    return {
      day: { spent: costOf(lines), allowed: this.allowed.get(`day ${today}`) ?? 0 },
      chat: { spent, allowed: this.allowed.get(`chat ${name}`) ?? 0 },
    };
  }

  private async ask(question: BudgetQuestion, info: ModelInfo, signal: AbortSignal): Promise<boolean> {
    const { headline, detail, allow } = questionWords(question, info.label);
    const asked = askModal({ headline, detail }, allow, openSettings);
    const answered = new AbortController();
    const stopped = new Promise<undefined>((resolve) => {
      signal.addEventListener("abort", () => resolve(undefined), { once: true, signal: answered.signal });
    });
    const answer = await Promise.race([asked, stopped]);
    answered.abort();
    if (answer === openSettings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "gemma.budget");
    }
    if (answer !== allow) return false;
    const key = this.keyOf(question.scope);
    this.allowed.set(key, (this.allowed.get(key) ?? 0) + question.step);
    return true;
  }

  private keyOf(scope: BudgetScope): string {
    return scope === "day" ? `day ${dayOf(Date.now())}` : `chat ${this.chat().name}`;
  }
}

const nameOf = ({ provider, id }: ModelInfo): string => `${provider} ${id}`;
