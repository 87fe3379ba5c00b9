import { type Contexts, holds, situations } from "./whenClause.ts";

export type Key = { key: string; win?: string; mac?: string; command: string; when?: string };

/** Ctrl+Alt with a sign is AltGr on Windows, where it types a character in many layouts. */
export const isAltGr = (key: string): boolean => /^ctrl\+(?:shift\+)?alt\+(?:shift\+)?(?:\S|oem_\w+)$/.test(key);

/** The caret stands in the text of an editor, with all of ours going on that a key of ours could mean. */
export const inText: Contexts = {
  editorTextFocus: true,
  editorFocus: true,
  editorIsOpen: true,
  textInputFocus: true,
  inputFocus: true,
  "gemma.refactorWriting": true,
  "gemma.proposalOpen": true,
  "gemma.proposalHere": true,
};

/** Contexts of a focus that is somewhere else than in an editor's text, or of another kind of editor. */
const isElsewhere = (key: string): boolean =>
  (/(?:Focus|Focused|FocusInAny|HasFocus|LineSelected|ToolbarVisible)$/.test(key) && !(key in inText)) ||
  /^(?:terminal[A-Z]|chatFind[A-Z]|scm[A-Z]|accessibleView)/.test(key) ||
  /^(?:in[A-Z]\w*|focusedView|view|activeEditor|isInOutput)$/.test(key.replace(/^inSnippetMode$/, ""));

/** Default keys that give way to ours on purpose. */
const givenUp: Readonly<Record<string, string>> = {
  "ctrl+alt+backspace editor.action.removeBrackets":
    "at a proposal the key undoes it; elsewhere the command does the same",
  "alt+cmd+backspace editor.action.removeBrackets": "as on the other systems",
  "alt+cmd+r toggleFindRegex": "without the find widget there is nothing to toggle",
  "escape cancelSelection": "a refactor mostly begins with a selection",
  "escape workbench.action.hideComment": "the comment beside the code is the refactor's own thread",
  "escape editor.action.cancelSelectionAnchor": "an anchor set before is no widget",
};

/** The editor's default keys, of the text of its own document of them; without ours. */
export function defaultKeys(text: string): Key[] {
  const rules = /\{\s*"key":\s*"([^"]+)",\s*"command":\s*"([^"]+)"(?:,\s*"when":\s*"([^"]+)")?/g;
  return [...text.matchAll(rules)]
    .map(([, key = "", command = "", when]) => ({ key, command, ...(when !== undefined && { when }) }))
    .filter(({ command }) => !command.startsWith("gemma."));
}

/** A key with its modifiers in one order: the editor's own order is another on each system. */
const ordered = (key: string): string =>
  key
    .split(" ")
    .map((chord) => {
      const parts = chord.split(/(?<=.)\+/);
      return [...parts.slice(0, -1).sort(), parts.at(-1)].join("+");
    })
    .join(" ");

/** The situations in which a key of ours takes a default key's place, in words. */
export function takenKeys(defaults: readonly Key[], ours: readonly Key[]): string[] {
  const taken: string[] = [];
  for (const { key, command, when = "" } of ours) {
    for (const other of defaults.filter((each) => ordered(each.key) === ordered(key))) {
      for (const { contexts, not } of situations(other.when ?? "editorTextFocus")) {
        const given = { ...inText, ...contexts };
        const isPossible = !not.some((each) => given[each] === true) && !Object.keys(contexts).some(isElsewhere);
        const isTaken = isPossible && (when === "" || holds(when, given));
        if (isTaken && !(`${other.key} ${other.command}` in givenUp)) {
          taken.push(`${key}: ${command} instead of ${other.command} when ${other.when ?? "ever"}`);
        }
      }
    }
  }
  return taken;
}
