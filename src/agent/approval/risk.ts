export { namesOfRoot, riskOf } from "./files/risk.ts";
