/** Something from outside exceeds a bound. `what`: the bound, as the end of "sent more than …", e.g. "4 MB in one line". */
export class TooMuch extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`More than ${what}.`);
    this.what = what;
  }
}
