/** Cost of shipping in cents; orders above 50.00 ship for free within the union. */
export function shippingFor(country: string, sum: number): number {
  if (country === "DE") {
    if (sum > 5000) {
      return 0;
    } else {
      return 490;
    }
  } else if (country === "FR" || country === "IT" || country === "ES") {
    if (sum > 5000) {
      return 0;
    } else {
      return 890;
    }
  } else {
    return 1990;
  }
}
