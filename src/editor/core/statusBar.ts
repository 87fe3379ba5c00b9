import * as vscode from "vscode";
import { dollars } from "../../chat/usage/cost.ts";
import { inertWords } from "../../words/inert.ts";

/** The current model, and whether Gemma works or waits for the user. A click opens the model picker. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("gemma.status", vscode.StatusBarAlignment.Right, 90);
  private model: string | undefined;
  private activity = { running: false, approvals: 0 };
  private spentToday = 0;

  constructor() {
    this.item.name = "Gemma Code";
    this.paint();
    this.item.show();
  }

  showModel(label: string | undefined): void {
    this.model = label;
    this.paint();
  }

  showActivity(activity: { running: boolean; approvals: number }): void {
    this.activity = activity;
    this.paint();
  }

  /** US dollars; zero is not shown. */
  showSpent(today: number): void {
    this.spentToday = today;
    this.paint();
  }

  dispose(): void {
    this.item.dispose();
  }

  private paint(): void {
    const { running, approvals } = this.activity;
    const icon = approvals > 0 ? "$(bell-dot)" : running ? "$(loading~spin)" : "$(sparkle)";
    this.item.text = `${icon} ${inertWords(this.model ?? "Gemma: set up")}`;
    const state = approvals > 0 ? "waits for your approval" : running ? "is answering" : "is ready";
    const spent = this.spentToday > 0 ? ` Spent today: ${dollars(this.spentToday)}.` : "";
    this.item.tooltip = this.model
      ? inertWords(`${this.model} ${state}.${spent} Click to choose a model.`)
      : "Set up a Gemma model";
    this.item.command = this.model ? "gemma.selectModel" : "gemma.setUp";
  }
}
