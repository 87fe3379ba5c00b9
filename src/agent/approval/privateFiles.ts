export { isPrivate } from "./files/privateFiles.ts";
