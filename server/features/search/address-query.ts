/** What a person means by the text in the search box, as far as it is an address. */
export interface AddressQuery {
  readonly street: string;
  /** Lower case, without spaces (`12a`); empty when none was typed. */
  readonly houseNumber: string;
  readonly postcode: string;
}

/** Reads `Lange Str. 12 b, 30159 Hannover`, `30159 Lange Straße`, `Straße des 17. Juni 5`. */
export function parseAddressQuery(text: string): AddressQuery {
  let rest = text.trim();
  let postcode = '';
  const leading = /^(\d{5})[\s,]+(.+)$/.exec(rest);
  const later = /^(.+?)[\s,]+(\d{5})(?:[\s,].*)?$/.exec(rest);
  if (leading) [, postcode, rest] = leading as unknown as [string, string, string];
  else if (later) [, rest, postcode] = later as unknown as [string, string, string];
  rest = rest.split(',')[0]!.trim();
  const numbered = /^(.*[^\d\s].*?)\s+(\d+(?:\s*[a-z])?)$/i.exec(rest);
  return {
    street: (numbered?.[1] ?? rest).trim(),
    houseNumber: (numbered?.[2] ?? '').replace(/\s+/g, '').toLowerCase(),
    postcode,
  };
}
