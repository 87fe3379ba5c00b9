import fc from "fast-check";

/**
 * The property tests meet the same cases in every run of `npm test`, so that a failure is always of the change at hand;
 * `npm run fuzz` goes on to ever new ones.
 */
fc.configureGlobal({ seed: 20_261_128 });
