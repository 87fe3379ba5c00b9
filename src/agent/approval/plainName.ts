export { plainName } from "./files/plainName.ts";
