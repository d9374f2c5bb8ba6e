import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { gapFigures } from '#core/funding/gap-figures.ts';
import { viabilityGap } from '#core/funding/viability-gap.ts';
import example from '#data/funding/example-application.json' with { type: 'json' };
import de from '../i18n/de/funding.json' with { type: 'json' };
import { formulaText, termText } from './formula-text.ts';

describe('formulas in words', () => {
  beforeAll(() => i18next.init({ lng: 'de', resources: { de: { translation: { funding: de } } } }));

  it('name what is added and multiplied, and leave functions and signs', () => {
    expect(formulaText('max(0, capexCents − revenuePvCents / (1 + discount)^t)', i18next.t)).toBe(
      'max(0, Investition − Barwert der Einnahmen / (1 + Kalkulationszins)^t)',
    );
    expect(termText('averageLines_t', i18next.t)).toBe('Anschlüsse im Mittel (t)');
  });

  it('have a word for every name of the viability gap', () => {
    const inputs = example.inputs.gap;
    for (const { formula, inputs: names } of Object.values(gapFigures(inputs, viabilityGap(inputs)))) {
      const said = [
        formulaText(formula, i18next.t),
        ...Object.keys(names).map((name) => termText(name, i18next.t)),
      ];
      expect(said.join(' ')).not.toMatch(/[a-z]{2}[A-Z]|Cents/);
    }
  });
});
