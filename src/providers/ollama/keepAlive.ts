/**
 * Converts a setting to Ollama's `keep_alive`: seconds as a number ("0": unload at once, "-1": never), or a duration
 * with unit ("30m"). Undefined if it is empty, which leaves it to the server, or invalid.
 */
export function keepAliveOf(setting: string): number | string | undefined {
  const text = setting.trim();
  if (/^-?\d+$/.test(text)) return Number(text);
  return /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text) ? text : undefined;
}
