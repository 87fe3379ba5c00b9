import { fileURLToPath } from "node:url";

/** Where the golden file of the dialect lies. */
export const goldenFile = fileURLToPath(new URL("../../fixtures/dialect/events.txt", import.meta.url));
