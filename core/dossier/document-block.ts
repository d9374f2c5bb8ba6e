/** What a text document consists of; DOCX and PDF are made from the same blocks, so they say the same. */
export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly note?: boolean }
  | {
      readonly kind: 'table';
      /** Read aloud before the table. */
      readonly summary: string;
      /** `share` of the width; all together 1. */
      readonly columns: readonly {
        readonly title: string;
        readonly share: number;
        readonly align?: 'right';
      }[];
      readonly rows: readonly (readonly string[])[];
    };

/** Whole cents as German text, `1.234.567,89 €`; not from the machine's own tables, so that bytes are the same everywhere. */
export function euroText(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${cents < 0 ? '−' : ''}${whole},${digits.slice(-2)} €`;
}

/** A number in German, with so many places. */
export function numberText(value: number, places = 0): string {
  const [whole, part] = Math.abs(value).toFixed(places).split('.') as [string, string?];
  return `${value < 0 ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '.')}${part ? `,${part}` : ''}`;
}
