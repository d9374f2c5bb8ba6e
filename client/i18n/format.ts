import i18next from 'i18next';

/** Numbers, lengths, areas and dates in the language of the page. */

const locale = () => (i18next.language === 'en' ? 'en-GB' : 'de-DE');

export function formatNumber(value: number, fractionDigits = 0): string {
  return new Intl.NumberFormat(locale(), {
    maximumFractionDigits: fractionDigits,
    minimumFractionDigits: fractionDigits,
  }).format(value);
}

export function formatPercent(share: number, fractionDigits = 1): string {
  return new Intl.NumberFormat(locale(), {
    style: 'percent',
    maximumFractionDigits: fractionDigits,
    minimumFractionDigits: fractionDigits,
  }).format(share);
}

/** Square metres as hectares, above ten square kilometres as those. */
export function formatArea(areaM2: number): string {
  return areaM2 >= 1e7
    ? `${formatNumber(areaM2 / 1e6, 1)} km²`
    : `${formatNumber(areaM2 / 1e4, areaM2 < 1e5 ? 2 : 1)} ha`;
}

export function formatLength(lengthM: number): string {
  return lengthM >= 1000 ? `${formatNumber(lengthM / 1000, 1)} km` : `${formatNumber(lengthM)} m`;
}

/** Mbit/s; a dash where the operator said nothing. */
export function formatSpeed(mbit: number | null): string {
  return mbit === null || Number.isNaN(mbit) ? '–' : formatNumber(mbit, mbit < 10 && mbit % 1 !== 0 ? 1 : 0);
}

/** An ISO date; returned as it came when it is none. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : new Intl.DateTimeFormat(locale(), {
        day: '2-digit',
        month: '2-digit',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(date);
}

/** Whole cents as whole euro; `signed` shows a plus, too. */
export function formatEuro(cents: number, signed = false): string {
  return new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
    ...(signed ? { signDisplay: 'exceptZero' as const } : {}),
  }).format(cents / 100);
}
