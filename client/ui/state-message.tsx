import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';

/** Loading, empty and failed states: each with a sentence that says what to do next. */
export function Loading({ text, share }: { readonly text: string; readonly share?: number | null }) {
  return (
    <div className="message" role="status">
      <p>{text}</p>
      <div className={`progress${share == null ? ' indeterminate' : ''}`}>
        <div style={share == null ? undefined : { width: `${Math.round(share * 100)}%` }} />
      </div>
    </div>
  );
}

export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="message muted">{children}</div>;
}

export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="message error" role="alert">
      <p>{failureSentence(error, t)}</p>
      {onRetry ? (
        <Button className="button small" onPress={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
    </div>
  );
}

/** The server's own sentence where there is one, ours for a dead network. */
export function failureSentence(error: unknown, t: (key: string) => string): string {
  if (error instanceof ApiProblem && error.status === 0) return t('error.network');
  if (error instanceof ApiProblem && error.status >= 500) return `${t('error.server')} ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
