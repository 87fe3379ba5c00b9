export { refusalOf } from "../../../agent/approval/path/refusal.ts";
