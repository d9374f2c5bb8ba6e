import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Session } from '../api.ts';
import { useView } from '../state/view-store.ts';
import { Icon } from '../ui/icon.tsx';
import { failureSentence } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { signOut } from './sign-out.ts';

/** Who is signed in, with the ways to their account and out again; for everybody else the way in. */
export function AccountMenu({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const { account, fromTerminal, may } = session;
  if (!account && !fromTerminal) {
    return (
      <a className="button sign-in" href={`/account?lang=${language}`}>
        <Icon name="person" />
        <span className="account-name">{t('account.signIn')}</span>
      </a>
    );
  }
  const name = account?.name ?? t('account.terminal');
  const role = t(`account.role.${account?.role ?? 'administrator'}`);
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      toast(failureSentence(error, t), 'error');
    }
  };
  return (
    <MenuTrigger>
      <Button className="button account" aria-label={t('account.menu', { name, role })}>
        <Icon name="person" />
        <span className="account-name">{name}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="list-box" onAction={(key) => key === 'sign-out' && void leave()}>
          <MenuSection>
            <Header className="account-who">
              <strong>{name}</strong>
              <span className="muted small">{account?.operator ? `${role}, ${account.operator}` : role}</span>
            </Header>
            <MenuItem id="account" className="option" href={`/account?lang=${language}`}>
              {t(fromTerminal ? 'account.makeAccount' : 'account.account')}
            </MenuItem>
            {may.includes('administer') ? (
              <MenuItem id="administration" className="option" href={`/administration?lang=${language}`}>
                {t('account.administration')}
              </MenuItem>
            ) : null}
            {may.includes('wlan') ? (
              <MenuItem id="wlan" className="option" href={`/wlan/desk?lang=${language}`}>
                {t('account.wlanDesk')}
              </MenuItem>
            ) : null}
            <MenuItem id="sign-out" className="option">
              {t('account.signOut')}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
