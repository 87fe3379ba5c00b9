import { colourLater, loadLanguages, showCode } from "./highlight.ts";
import { fenceInfo, languageName } from "./language.ts";

/** A stretch of open code is coloured anew with each of its lines; it ends at a blank line or at this many. */
const MAX_STRETCH = 30;

type Action = "copy" | "insert" | "new-file";
const buttons: readonly { action: Action; icon: string; label: string }[] = [
  { action: "insert", icon: "insert", label: "Insert at cursor" },
  { action: "new-file", icon: "new-file", label: "Put into a new file" },
  { action: "copy", icon: "copy", label: "Copy" },
];

/** What the buttons of a code block act on, found from its element. */
const codeOf = new WeakMap<Element, { code: string; language: string }>();

/** The action, code and language behind a click inside some code block's header; undefined for any other click. */
export function codeAction(
  target: Element,
): { action: Action; code: string; language: string; button: Element } | undefined {
  const button = target.closest("[data-code-action]");
  const found = codeOf.get(button?.closest(".code") ?? document.body);
  const action = buttons.find((each) => each.action === button?.getAttribute("data-code-action"))?.action;
  return button && found && action ? { action, button, ...found } : undefined;
}

/**
 * A block of code with its header. While open it grows by its new lines alone: the cost of a line does not depend on how
 * many came before. Colours settle when it is closed, since only then a comment's end, say, is known.
 */
export class CodeBlock {
  readonly element = document.createElement("div");
  readonly #code = document.createElement("code");
  readonly #language: string;
  /** How much of the code stands in finished stretches. */
  #painted = 0;
  #stretch: HTMLElement | undefined;
  #shown = "";

  constructor(info: string) {
    const { language, file } = fenceInfo(info);
    this.#language = language;
    this.element.className = "code";
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.element.append(header(language, file), pre);
    this.#remember("");
    if (language !== "") void loadLanguages();
  }

  /** Shows the code so far; `code` begins with what was given before. */
  grow(code: string): void {
    if (code === this.#shown) return;
    this.#shown = code;
    this.#remember(code);
    let open = code.slice(this.#painted);
    for (let cut = stretchEnd(open); cut !== -1; cut = stretchEnd(open)) {
      this.#paintStretch(open.slice(0, cut));
      this.#painted += cut + 1;
      this.#stretch = undefined;
      open = open.slice(cut + 1);
    }
    this.#paintStretch(open);
  }

  /** The whole code, which is not going to change. */
  close(code: string): void {
    this.#remember(code);
    if (!this.#stretch) this.#code.textContent = code;
    else this.grow(code);
    if (this.#language !== "") colourLater(() => showCode(this.#code, code, this.#language));
  }

  #paintStretch(text: string): void {
    if (!this.#stretch) {
      this.#stretch = document.createElement("span");
      this.#stretch.className = "stretch";
      this.#code.append(this.#stretch);
    }
    showCode(this.#stretch, text, this.#language);
  }

  #remember(code: string): void {
    codeOf.set(this.element, { code, language: this.#language });
  }
}

/** Where the first stretch of open code ends: at the line ending before a blank line, or of its last line; -1 while it lasts. */
function stretchEnd(code: string): number {
  let lines = 0;
  for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) {
    lines++;
    if (lines === MAX_STRETCH || (at > 0 && code[at + 1] === "\n")) return at;
  }
  return -1;
}

function header(language: string, file: string | undefined): HTMLElement {
  const head = document.createElement("div");
  head.className = "code-head";
  const name = document.createElement("span");
  name.className = "code-name";
  name.textContent = file ?? languageName(language);
  head.append(name);
  for (const { action, icon, label } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `icon-button codicon codicon-${icon}`;
    button.title = label;
    button.ariaLabel = label;
    button.dataset["codeAction"] = action;
    head.append(button);
  }
  return head;
}
