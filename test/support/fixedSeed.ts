import fc from "fast-check";

/**
 * Property tests use the same cases in every `npm test`, so a failure comes from the current change. `npm run fuzz`
 * tries new cases.
 */
fc.configureGlobal({ seed: 20_261_128 });
