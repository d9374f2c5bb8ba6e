/** The fields of one line of RFC 4180; a quoted field keeps separators and doubled quotes. */
export function parseCsvLine(line: string, separator: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i]!;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (line[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (sign === '"' && field === '') quoted = true;
    else if (sign === separator) {
      fields.push(field);
      field = '';
    } else field += sign;
  }
  return [...fields, field];
}
