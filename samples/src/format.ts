/** Cents as a price: 1999 becomes "19.99 €". */
export function price(cents: number): string {
  return (cents / 100).toFixed(2) + " €";
}
