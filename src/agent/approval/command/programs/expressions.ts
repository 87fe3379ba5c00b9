import { type Call, hasLong, hasShort } from "./call.ts";
import { both, fits, long, runs } from "./optionRow.ts";

/** Programs of awk may run others, also from what they read. */
export const awk = both(
  long(["file", "exec", "load", "include", "source", "inplace", "debug", "profile", "dump-variables"], "fEliDdop"),
  fits(/system|getline|@|close|fflush|ENVIRON|PROCINFO|print[^]*(>|(?<!\|)\|(?!\|))/),
);
/** `e`, `w`, `r`, `W`, `R` and `F` as commands, and their flags behind `s///`. */
export const sed = both(long(["file", "expression-file"], "f"), (call) => {
  const given = call.texts.filter(
    (text) => !text.startsWith("-") || /^-[A-Za-z]*e./.test(text) || text.startsWith("--exp"),
  );
  const isScript = (text: string, at: number): boolean =>
    at === 0 || hasShort(call, "e") || hasLong(call, ["expression"], 3) || text.startsWith("-");
  return given.filter(isScript).every(isPlainSed) &&
    !call.args.some(({ kind }, at) => kind === "dynamic" && at <= firstOperand(call))
    ? undefined
    : runs;
});
const firstOperand = ({ texts }: Call): number => texts.findIndex((text) => !text.startsWith("-"));

/** Whether a script of sed only prints, deletes lines or replaces text. A script that isn't read exactly isn't plain. */
export function isPlainSed(script: string): boolean {
  const address = String.raw`(?:(?:\d+|\$|\/(?:[^\/\\\n]|\\.)*\/I?)(?:,(?:[+~]?\d+|\$|\/(?:[^\/\\\n]|\\.)*\/I?))?!?)?`;
  const body = ["/", "|", "#", ",", ":", "@", "_", "~", "+"].map((sign) => {
    const s = /[|+]/.test(sign) ? `\\${sign}` : sign;
    return `s${s}(?:[^${s}\\\\\\n]|\\\\.)*${s}(?:[^${s}\\\\\\n]|\\\\.)*${s}[gpIi\\d]*|y${s}(?:[^${s}\\\\\\n]|\\\\.)*${s}(?:[^${s}\\\\\\n]|\\\\.)*${s}`;
  });
  const command = `\\s*${address}\\s*(?:${body.join("|")}|[pdqDPnNgGhHxl=]|q\\d+|[aic]\\\\?[^\\n;}]*)?\\s*`;
  const block = `\\s*${address}\\s*\\{(?:${command})(?:;(?:${command}))*\\}\\s*`;
  const text = script.replace(/^--exp[a-z]*=?/, "").replace(/^-[A-Za-z]*e/, "");
  return text.length < 1000 && new RegExp(`^(?:${block}|${command})(?:[;\\n](?:${block}|${command}))*$`).test(text);
}
