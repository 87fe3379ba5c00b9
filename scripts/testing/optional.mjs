import { say } from "../lib/run.mjs";

/**
 * Sets up something optional. If that fails, its suites are skipped by name, with the reason in an environment
 * variable. Users can set the variable to skip it themselves.
 * @param {`GEMMA_CODE_NO_${string}`} variable
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Record<string, string>>} additions to the tests' environment
 */
export async function optional(variable, work) {
  if (process.env[variable]) return {};
  try {
    await work();
    return {};
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say(message);
    return { [variable]: message.split("\n")[0]?.replace(/:$/, "") || "no reason given" };
  }
}
