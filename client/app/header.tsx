import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Session } from '../api.ts';
import { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-store.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { AccountMenu } from './account-menu.tsx';
import { modifierKey } from './shortcuts.ts';

interface Props {
  readonly session: Session | undefined;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

export function Header({ session, onSearch, onHelp }: Props) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const set = useView((view) => view.set);
  const { theme, choose } = useTheme();
  const other = language === 'de' ? 'en' : 'de';
  return (
    <header className="header">
      <h1 className="brand">
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span>Lückenlos</span>
      </h1>
      {session ? <Place session={session} /> : null}
      <div className="spacer" />
      <Button className="button search" onPress={onSearch}>
        <Icon name="search" />
        <span className="search-text">{t('search.open')}</span>
        <kbd>{modifierKey(t)} K</kbd>
      </Button>
      <div className="tools">
        <Button
          className="button plain"
          onPress={() => set({ language: other })}
          aria-label={`${other.toUpperCase()} – ${t('language.switch')}`}
          lang={other}
        >
          {other.toUpperCase()}
        </Button>
        <IconButton
          icon={theme === 'dark' ? 'sun' : 'moon'}
          label={theme === 'dark' ? t('theme.light') : t('theme.dark')}
          onPress={() => choose(theme === 'dark' ? 'light' : 'dark')}
        />
        <IconButton icon="print" label={t('print')} className="only-wide" onPress={() => window.print()} />
        <IconButton icon="help" label={t('help.open')} keys="?" className="only-wide" onPress={onHelp} />
        {session ? <AccountMenu session={session} /> : null}
      </div>
    </header>
  );
}

/** The name of the place; the demo city is called that on every screen. */
function Place({ session }: { readonly session: Session }) {
  const mark = /\s*\((Demodaten)\)$/;
  return (
    <div className="place">
      <span className="name">{session.place.replace(mark, '')} </span>
      {session.demo ? <span className="demo">(Demodaten)</span> : null}
    </div>
  );
}
