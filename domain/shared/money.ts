/** An amount in the currency's minor unit: 5000 with USD is fifty dollars. Never a fraction. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

export function money(amountMinor: number, currency: string): Money {
  return { amountMinor, currency };
}

export function isSameMoney(a: Money | null, b: Money | null): boolean {
  return a?.amountMinor === b?.amountMinor && a?.currency === b?.currency;
}
