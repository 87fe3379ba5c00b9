import { fileURLToPath } from "node:url";

/** The path of the dialect's golden file. */
export const goldenFile = fileURLToPath(new URL("../../fixtures/dialect/events.txt", import.meta.url));
