import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../state/may.ts';

/** What changes applications and market surveys: shown to those who may, nothing to those who only read. */
export function Editing({ children }: { readonly children: ReactNode }) {
  return useMay('edit-funding') ? children : null;
}

/** Says once, above everything, why there is nothing to change here. */
export function ReadOnlyNote() {
  const { t } = useTranslation();
  const mayEdit = useMay('edit-funding');
  const mayRelease = useMay('release');
  if (mayEdit) return null;
  return <p className="message small">{t(mayRelease ? 'funding.readOnlyReleaser' : 'funding.readOnly')}</p>;
}
