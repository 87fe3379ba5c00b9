import { shippingFor } from "./shipping.ts";

export interface Item {
  name: string;
  /** Price of one, in cents. */
  price: number;
  count: number;
}

/** What the customer pays: all items, ten percent off from 100.00 on, and shipping. In cents. */
export function total(items: Item[], country: string): number {
  let sum = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item) {
      sum = sum + item.price * item.count;
    }
  }
  if (sum >= 10000) {
    sum = sum - Math.round(sum / 10);
  }
  return sum + shippingFor(country, sum);
}

/** Puts an item into the cart; one that is there already counts up. */
export function add(items: Item[], name: string, price: number): Item[] {
  const found = items.find((item) => item.name === name);
  if (found) {
    found.count++;
    return items;
  }
  return [...items, { name, price, count: 1 }];
}
