/**
 * A setting as Ollama takes it for `keep_alive`: seconds as a number ("0": unload at once, "-1": never), or a duration
 * with its unit ("30m"). Undefined for an empty one, which leaves it to the server, and for what is neither.
 */
export function keepAliveOf(setting: string): number | string | undefined {
  const text = setting.trim();
  if (/^-?\d+$/.test(text)) return Number(text);
  return /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text) ? text : undefined;
}
