import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { WORDINGS } from '#core/rulebook/rule-set.ts';
import { saveFile } from '../areas/save-file.ts';
import type { Language } from '../i18n/index.ts';
import { plannerHost } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { toCsv } from '../statistics/csv.ts';
import { Icon } from '../ui/icon.tsx';
import { failureSentence } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import type { ComparisonResult } from '../workers/messages.ts';

/** The comparison as files: the tables, and every changed address (of the chosen cell, where one is chosen). */
export function ChangeDownloads({ result }: { readonly result: ComparisonResult }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const choice = useView((view) => view.comparison);
  const [busy, setBusy] = useState(false);
  const save = (csv: string, what: string) =>
    saveFile(
      new Blob([csv], { type: 'text/csv;charset=utf-8' }),
      `${t('compare.fileName')}-${what}-${result.a.rules}-${result.b.rules}.csv`,
    );
  const districts = () => {
    const kinds = result.kinds.map(({ id }) => t(`compare.kind.${id}`));
    const header = [
      t('statistics.level'),
      t('statistics.name'),
      t('compare.addresses'),
      ...kinds.map((kind) => `${kind} (${t('compare.addresses')})`),
      ...kinds.map((kind) => `${kind} (${t('compare.households')})`),
    ];
    const rows = result.districts.map((row) => [
      t(`level.${row.level}`),
      row.district || t('statistics.outside'),
      row.addresses,
      ...row.kinds,
      ...row.householdsByKind,
    ]);
    save(toCsv(header, rows), t('compare.fileDistricts'));
  };
  const reasons = () => {
    const sides = ['before', 'after'] as const;
    const header = [
      ...sides.flatMap((side) =>
        (['class', 'eligible', 'reason'] as const).map((what) => t(`compare.column.${what}.${side}`)),
      ),
      t('compare.addresses'),
      t('compare.households'),
    ];
    const rows = result.reasons.map(({ from, to, addresses, households }) => [
      ...[from, to].flatMap((side) => [
        WORDINGS.class[side.class][language],
        WORDINGS.eligibility[side.eligible][language],
        side.reason[language],
      ]),
      addresses,
      households,
    ]);
    save(toCsv(header, rows), t('compare.fileReasons'));
  };
  const addresses = async () => {
    setBusy(true);
    try {
      const cell = choice?.cell ? { by: choice.by, ...choice.cell } : null;
      const list = await plannerHost().ask('changedAddresses', { cell });
      const header = [
        'id',
        t('statistics.name'),
        'Easting (EPSG:25832)',
        'Northing (EPSG:25832)',
        t('compare.households'),
        ...(['before', 'after'] as const).flatMap((side) =>
          (['class', 'eligible', 'reason'] as const).map((what) => t(`compare.column.${what}.${side}`)),
        ),
      ];
      const rows = list.map(({ id, district, eastingM, northingM, households, from, to }) => [
        id,
        district,
        eastingM,
        northingM,
        households,
        ...[from, to].flatMap((verdict) => [
          WORDINGS.class[verdict.class][language],
          WORDINGS.eligibility[verdict.eligible][language],
          WORDINGS.reason[verdict.reason][language],
        ]),
      ]);
      save(toCsv(header, rows), t('compare.fileAddresses'));
    } catch (error) {
      toast(failureSentence(error, t), 'error');
    }
    setBusy(false);
  };
  return (
    <section className="stack">
      <h3>{t('compare.download')}</h3>
      <div className="row wrap">
        <Button className="button small" isDisabled={busy} onPress={() => void addresses()}>
          <Icon name="download" /> {t(choice?.cell ? 'compare.csvCell' : 'compare.csvAddresses')}
        </Button>
        <Button className="button small" onPress={districts}>
          <Icon name="download" /> {t('compare.csvDistricts')}
        </Button>
        <Button className="button small" onPress={reasons}>
          <Icon name="download" /> {t('compare.csvReasons')}
        </Button>
      </div>
    </section>
  );
}
