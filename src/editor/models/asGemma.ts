import type { Model } from "../../model/model.ts";

export const asGemma = (model: Model): Model => model;
