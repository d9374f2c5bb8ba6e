import type { TFunction } from 'i18next';

/** A name in a formula (`eligibleCents`, `averageLines_t`) in the language of the page; what has no word stays as it is. */
export function termText(name: string, t: TFunction): string {
  const [, stem = name, index = ''] = /^(.*?)(?:Cents|Bp)?(_t)?$/.exec(name) ?? [];
  const words = [`funding.figure.${stem}`, `funding.term.${stem}`];
  return `${t(words, { defaultValue: stem })}${index ? ' (t)' : ''}`;
}

/** A formula with its names in words; functions, numbers and signs stay. */
export function formulaText(formula: string, t: TFunction): string {
  return formula.replace(/[A-Za-z][A-Za-z0-9]*(?:_t)?(?![A-Za-z0-9_(])/g, (name) =>
    name === 't' ? name : termText(name, t),
  );
}
