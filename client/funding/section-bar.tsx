import { type ReactNode, Suspense } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Boundary } from '../app/boundary.tsx';
import { useView } from '../state/view-store.ts';
import { Loading } from '../ui/state-message.tsx';

interface Props {
  readonly ids: readonly string[];
  readonly shown: string;
}

/** Chooses a section of the funding tab; with a single one there is nothing to choose. */
export function SectionBar({ ids, shown }: Props) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  if (ids.length < 2) return null;
  return (
    <ToggleButtonGroup
      className="section-bar"
      aria-label={t('funding.section')}
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={(keys) => set({ section: String([...keys][0]) })}
    >
      {ids.map((id) => (
        <ToggleButton key={id} id={id} className="section-button">
          {t(`funding.sections.${id}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** A section that fails to load or to draw leaves the rest of the panel as it is. */
export function SectionBody({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Boundary>
      <Suspense fallback={<Loading text={t('loading')} />}>{children}</Suspense>
    </Boundary>
  );
}
