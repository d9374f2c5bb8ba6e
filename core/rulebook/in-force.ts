/** Whether a day lies in a span of days; all ISO dates, both ends included, open where `validTo` is null. */
export function isInForce(
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null },
  isoDate: string,
): boolean {
  return validFrom <= isoDate && (validTo === null || isoDate <= validTo);
}
