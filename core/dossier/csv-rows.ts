/** Rows of a CSV file with `;`, as this program writes it; fields may be quoted. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const end = text.length;
  let at = 0;
  while (at < end) {
    let field = '';
    if (text[at] === '"') {
      for (at++; at < end && !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        field += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else {
      const from = at;
      while (at < end && text[at] !== ';' && text[at] !== '\r' && text[at] !== '\n') at++;
      field = text.slice(from, at);
    }
    row.push(field);
    if (text[at] === ';') {
      at++;
      if (at < end) continue;
      row.push('');
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    rows.push(row);
    row = [];
  }
  return rows;
}
