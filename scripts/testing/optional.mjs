import { say } from "../lib/run.mjs";

/**
 * Something that tests can do without: where it cannot be had, its suites are skipped by name with the reason, which they
 * find in a variable. A user who does not want it sets that variable.
 * @param {`GEMMA_CODE_NO_${string}`} variable
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Record<string, string>>} what to add to the tests' environment
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
