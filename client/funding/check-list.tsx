import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useView } from '../state/view-store.ts';
import { Icon } from '../ui/icon.tsx';
import type { Application } from './application.ts';
import type { CheckedResult } from './dossier-query.ts';
import { findingPlace } from './finding-place.ts';
import { usePlan } from './plan-query.ts';
import { showArea } from './planned-area-table.tsx';

interface Props {
  readonly application: Application;
  readonly checks: readonly CheckedResult[];
}

/** Every check with its verdict; findings lead to the place where they are put right. */
export function CheckList({ application, checks }: Props) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const plan = usePlan(application);
  const verdict = (passed: boolean | null) => (passed === null ? 'unable' : passed ? 'passed' : 'failed');
  return (
    <ul className="check-list">
      {checks.map(({ id, title, passed, findings }) => (
        <li key={id} className={verdict(passed)}>
          <p className="check-title">
            <span className="check-sign" aria-hidden="true">
              {passed ? <Icon name="check" /> : <Icon name="close" />}
            </span>
            <span>{title}</span>
            <span className="visually-hidden">{t(`funding.dossier.verdict.${verdict(passed)}`)}</span>
          </p>
          {findings.length > 0 ? (
            <ul className="findings small">
              {findings.map((finding) => {
                const { section, area } = findingPlace(id, finding);
                const planned = area === null ? undefined : plan.data?.areas[area - 1];
                return (
                  <li key={`${finding.where} ${finding.message}`}>
                    <span className={`chip ${finding.severity === 'error' ? 'danger' : 'warn'}`}>
                      {t(`funding.dossier.severity.${finding.severity === 'error' ? 'error' : 'warning'}`)}
                    </span>{' '}
                    {finding.message}{' '}
                    {section && section !== 'dossier' ? (
                      <Button
                        className="link"
                        onPress={() => {
                          if (planned) showArea(planned);
                          set({ section });
                        }}
                      >
                        {t('funding.dossier.goTo', { place: t(`funding.sections.${section}`) })}
                      </Button>
                    ) : null}
                  </li>
                );
              })}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
