import { describe, expect, it } from 'vitest';
import { PRICES } from '#data/network/index.ts';
import { catalogueVersion, changedItems, withPrice } from './own-prices.ts';

describe('prices of a plan', () => {
  it('are a copy whose versions count up and name where they come from', () => {
    const once = withPrice(PRICES, 'drop', 'expected', 60, new Date('2026-05-01T10:00:00Z'));
    const twice = withPrice(once, 'drop', 'high', 95);
    expect([catalogueVersion(PRICES), catalogueVersion(once), catalogueVersion(twice)]).toEqual([0, 1, 2]);
    expect(once).toMatchObject({
      id: `${PRICES.id}+1`,
      basedOn: PRICES.id,
      changedAt: '2026-05-01T10:00:00.000Z',
    });
    expect(twice).toMatchObject({ id: `${PRICES.id}+2`, basedOn: PRICES.id });
    expect(twice.items.find(({ id }) => id === 'drop')).toMatchObject({
      expected: 60,
      high: 95,
      confidence: 'own',
    });
    expect(changedItems(twice, PRICES)).toEqual(['drop']);
    expect(changedItems(PRICES, PRICES)).toEqual([]);
  });
});
