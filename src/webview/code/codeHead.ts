import type { CodeAction } from "../../chat/codeBlocks.ts";
import { languageName } from "./language.ts";

type Button = { action: CodeAction | "copy"; icon: string; label: string };

const apply: Button = { action: "apply", icon: "git-pull-request-go-to-changes", label: "Apply to file" };
const run: Button = { action: "run", icon: "terminal", label: "Put into the terminal" };
const always: readonly Button[] = [
  { action: "insert", icon: "insert", label: "Insert at cursor" },
  { action: "new-file", icon: "new-file", label: "Put into a new file" },
  { action: "copy", icon: "copy", label: "Copy" },
];
const all: readonly Button[] = [apply, run, ...always];

/** The action of a button; undefined while it is inactive. */
export function actionOf(button: Element): Button["action"] | undefined {
  if (button.ariaDisabled === "true") return undefined;
  return all.find(({ action }) => action === button.getAttribute("data-code-action"))?.action;
}

/** Whether the workspace is restricted: then Apply and the terminal are off. */
let isRestricted = false;

/** Updates all existing headers and those created later. */
export function restrict(restricted: boolean): void {
  if (restricted === isRestricted) return;
  isRestricted = restricted;
  for (const element of document.querySelectorAll(".code-head")) heads.get(element)?.show();
}

const heads = new WeakMap<Element, CodeHead>();

/**
 * The bar above a code block. Optional buttons are added before the fixed ones, so those keep their place. While the
 * block grows, the bar takes focus but no presses.
 */
export class CodeHead {
  readonly element = document.createElement("div");
  readonly #name = document.createElement("span");
  readonly #offered = new Map<Button, HTMLElement>();
  #ended = false;

  constructor(language: string, file: string | undefined) {
    this.element.className = "code-head";
    this.#name.className = "code-name";
    this.#name.textContent = file ?? languageName(language);
    if (file !== undefined) this.#name.title = file;
    this.element.append(this.#name, ...always.map(newButton));
    heads.set(this.element, this);
  }

  /** Adds the buttons that fit the block so far. */
  offer(offers: { apply: boolean; run: boolean }): void {
    this.#has(apply, offers.apply);
    this.#has(run, offers.run);
  }

  /** The block is complete: the buttons work. */
  end(): void {
    this.#ended = true;
    this.show();
  }

  show(): void {
    for (const [{ label }, element] of this.#offered) {
      const words = isRestricted ? `${label} (not in a restricted workspace)` : label;
      const hint = this.#ended || isRestricted ? words : `${label} (once it is whole)`;
      const isOff = isRestricted || !this.#ended;
      if (isOff) element.ariaDisabled = "true";
      else element.removeAttribute("aria-disabled");
      element.title = hint;
    }
  }

  #has(button: Button, wanted: boolean): void {
    const element = this.#offered.get(button);
    if (wanted === (element !== undefined)) return;
    element?.remove();
    if (!wanted) return void this.#offered.delete(button);
    const made = newButton(button);
    this.#offered.set(button, made);
    this.#name.after(made);
    this.show();
  }
}

function newButton({ action, icon, label }: Button): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `icon-button codicon codicon-${icon}`;
  button.title = label;
  button.ariaLabel = label;
  button.dataset["codeAction"] = action;
  return button;
}
