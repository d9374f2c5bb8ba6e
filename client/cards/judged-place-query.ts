import type { PlaceKind } from '#core/needs/place-need.ts';
import type { Eligibility, SupplyClass, Wording } from '#core/rulebook/rule-set.ts';
import { get } from '../api.ts';
import type { Explanation } from '../workers/messages.ts';

/** What `/api/assessment/places/{kind}/{id}` answers. */
export interface JudgedPlace {
  /** Null where the addresses do not agree. */
  readonly class: SupplyClass | null;
  readonly eligible: Eligibility | null;
  readonly addresses: number;
  readonly counts: { readonly eligible: Readonly<Record<Eligibility, number>> };
  readonly supply: { readonly text: Wording };
  readonly deciding: {
    readonly id: number;
    readonly address: { readonly lon: number; readonly lat: number };
    readonly chain: Explanation['steps'];
  } | null;
}

export const loadJudgedPlace = (kind: PlaceKind, id: string, rules: string, date: string) =>
  get<JudgedPlace>(`/api/assessment/places/${kind}/${id}?rules=${encodeURIComponent(rules)}&date=${date}`);
