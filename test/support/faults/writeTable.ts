/** Simulates every fault and writes docs/faults.md: `node scripts/faultTable.mjs`. */
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { faultDocument } from "./faultTable.ts";

const file = new URL("../../../docs/faults.md", import.meta.url);
writeFileSync(file, await format(await faultDocument(), { parser: "markdown", printWidth: 120 }));
