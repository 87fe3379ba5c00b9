import type { ErrorBody } from "./errorBody.ts";

const modelNames = new Set([
  "model_not_found",
  "modelnotfound",
  "invalidmodel",
  "invalid_model",
  "model_not_available",
  "model_decommissioned",
  "dedicated_endpoint_not_running",
  "deploymentnotfound",
  "unsupported_model",
]);
const modelWords =
  /not a valid model|model .{0,200}(?:not found|does not exist|doesn['’]t exist|not exist|not supported|is not available|not loaded|decommissioned|no longer (?:available|supported|offered|served))|(?:unknown|no such|invalid) model|\bmodel (?:identifier|id|name)\b[^.\n]{0,60}\b(?:is|was) (?:invalid|unknown|incorrect|wrong|not (?:valid|known|recogni[sz]ed))|no endpoints found|no endpoints? available|\bmodels\/\S+ is not found|^model: \S+$|no models? (?:is )?loaded|non-serverless model|no available channel|无可用渠道|deployment .{0,80}does not exist|模型.{0,40}不存在/i;
/** The model exists but can't do this request: another model helps, trying again doesn't. */
const incapableWords =
  /image input is not supported|does not support (?:images?|image input|vision|chat)\b|is not a (?:chat|multi-?modal|vision) model|not a (?:chat|text) model/i;
const addressWords =
  /unexpected endpoint|unknown (?:api )?(?:endpoint|path|route|url|request url)|invalid url \(|unrecognized request url|cannot (?:post|get|put) \/|no (?:route|handler|static resource)\b|(?:route|path|url|page|endpoint|requested resource|resource) (?:\S+ ){0,2}?(?:was |could )?not (?:be )?found|(?:method|request method) .{0,20}not (?:allowed|supported)|not a valid (?:path|endpoint|url)|unsupported (?:path|endpoint|url)/i;
const bareNotFound =
  /^(?:\(?404\)?:? )?(?:(?:page|file|path|route|url|resource|endpoint|the requested resource was) )?not found\.?$/i;

/** Whether an error says that the server lacks the model, or has it but not for such a request. */
export const isAboutModel = ({ names, message = "" }: ErrorBody): boolean =>
  names.some((name) => modelNames.has(name)) || modelWords.test(message) || incapableWords.test(message);

/** Whether the model exists but can't take this request. */
export const isIncapable = ({ message = "" }: ErrorBody): boolean => incapableWords.test(message);

/** Whether an error says that the path doesn't exist. */
export const isAboutAddress = ({ message = "" }: ErrorBody): boolean =>
  addressWords.test(message) || bareNotFound.test(message.trim());
