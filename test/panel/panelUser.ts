import type { Frame, Locator } from "playwright-core";
import type { EditorHost } from "../support/editor/editorHost.ts";

/** What a user does in the panel and sees there. All waits are bounded by the page's default timeout. */
export class PanelUser {
  private readonly host: EditorHost;
  private shown: Frame | undefined;

  constructor(host: EditorHost) {
    this.host = host;
  }

  /** Opens the panel by its command and waits for its composer. */
  async open(): Promise<void> {
    await this.host.palette("Gemma: Open Chat");
    await this.find();
  }

  /** Looks for the panel anew: after a reload its page is another one. */
  async find(): Promise<void> {
    this.shown = await this.host.webview("textarea");
  }

  get frame(): Frame {
    if (!this.shown) throw new Error("The panel is not open yet.");
    return this.shown;
  }

  get composer(): Locator {
    return this.frame.locator("textarea");
  }
  /** All questions with their answers, in order. */
  get turns(): Locator {
    return this.frame.locator(".turn");
  }
  get lastTurn(): Locator {
    return this.turns.last();
  }
  get approval(): Locator {
    return this.frame.locator(".card.approval");
  }
  get errorCard(): Locator {
    return this.lastTurn.locator(".card.error");
  }
  button(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  /** Types a question and sends it by Enter. */
  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Asks and waits until the turn has ended; the answer as it is shown, without the turn's foot. */
  async answerTo(text: string): Promise<string> {
    await this.ask(text);
    await this.ended(text);
    return this.lastTurn.locator(".answer").innerText();
  }

  /** Waits until the turn that asks `text` is the last one and has ended. */
  async ended(text: string): Promise<void> {
    const bubble = this.frame.locator(".bubble").getByText(text, { exact: true });
    await this.frame.locator(".page:last-child > .turn:last-child").filter({ has: bubble }).locator(".foot").waitFor();
  }

  /** Chooses Ask or Agent. */
  async choose(mode: "Ask" | "Agent"): Promise<void> {
    await this.frame.locator(".mode", { hasText: mode }).click();
    await this.frame.locator(".mode.chosen", { hasText: mode }).waitFor();
  }

  /** A new chat by the view's command. */
  async startAfresh(): Promise<void> {
    await this.composer.blur();
    await this.host.inEditor(async (vscode) => {
      await vscode.commands.executeCommand("gemma.newChat");
    });
    await this.frame.locator(".empty").waitFor();
    // The caret comes a moment later, and would take the focus from what the test opens next.
    await this.frame.locator("textarea:focus").waitFor();
  }
}
