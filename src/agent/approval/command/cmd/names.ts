import { staticWord, type Word } from "../line/script.ts";

/** Variables whose values hold no sign of cmd, unless a line sets them. */
export const plainVariables =
  /^(errorlevel|cd|random|date|time|number_of_processors|os|username|computername|userprofile|temp|tmp|appdata|localappdata|processor_architecture|homedrive|homepath|~dp0)$/i;

/** Commands of cmd that options may follow without a blank: `dir/b`, `cd..`, `echo.`. */
const glued =
  /^(dir|cd|chdir|md|mkdir|rd|rmdir|del|erase|copy|move|ren|rename|type|echo|cls|ver|vol|path|pushd|popd|start|call|set|if|for|title|color|date|time|assoc|ftype|mklink)(?=[.\\/:[\]+(])(.+)$/i;

/** The words of a command, with options that follow its name without a blank as words of their own. */
export function split(words: readonly Word[]): Word[] {
  const [first, ...rest] = words;
  const found = first && first.kind === "static" && !first.isQuoted ? glued.exec(first.text) : null;
  // A slash ends the name of any program: `cmd/c`, `ipconfig/all`.
  const at = first?.kind === "static" && !first.isQuoted && !found ? first.text.indexOf("/") : -1;
  if (first && at > 0) return [staticWord(first.text.slice(0, at)), staticWord(first.text.slice(at)), ...rest];
  if (!found) return [...words];
  return [
    staticWord(found[1]!),
    ...(/^[.:(]$/.test(found[2]!) && /^echo$/i.test(found[1]!) ? [] : [staticWord(found[2]!)]),
    ...rest,
  ];
}
