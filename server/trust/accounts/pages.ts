import { escapeHtml as e } from '#core/wlan/page/list.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';
import { field, form, hidden } from './markup.ts';
import type { PasskeyRow } from './passkeys.ts';
import { PASSWORD_LENGTH } from './password.ts';
import { qrSvg } from './qr-svg.ts';
import type { SignedIn } from './signed-in.ts';
import { ACCOUNT_TEXTS, type AccountTexts } from './texts.ts';

export interface Session {
  readonly id: string;
  readonly user_agent: string | null;
  readonly created_at: Date;
}

export interface AccountState {
  readonly sessions: readonly Session[];
  readonly passkeys: readonly PasskeyRow[];
  /** Whether the account can sign in with a password; one of an identity provider cannot. */
  readonly hasPassword: boolean;
}

const PASSWORD = (autocomplete: string) =>
  `type="password" required maxlength="${PASSWORD_LENGTH.max}" autocomplete="${autocomplete}"`;
const CODE = 'type="text" inputmode="numeric" maxlength="12" autocomplete="one-time-code"';

/** The form to sign in; `provider` is the name of an identity provider where one is configured. */
export function signInContent(language: PageLanguage, provider: string | null): string {
  const t = ACCOUNT_TEXTS[language];
  const elsewhere = provider
    ? `<p class="buttons"><a class="button" href="/account/oidc">${e(t.signInWith.replace('{name}', provider))}</a></p>`
    : '';
  const passkey = `<p class="buttons" data-passkey="sign-in" hidden><button type="button">${e(t.signInPasskey)}</button></p>${passkeyProblem(t)}`;
  const fields =
    field(t.email, 'email', 'type="email" required maxlength="200" autocomplete="username"') +
    field(t.password, 'password', PASSWORD('current-password')) +
    field(t.code, 'code', CODE);
  return `${elsewhere}${passkey}${form('/account/sign-in', language, fields, t.signIn)}<p>${e(t.noAccount)}</p>`;
}

export function linkContent(language: PageLanguage, token: string): string {
  const t = ACCOUNT_TEXTS[language];
  const password = field(
    t.newPassword,
    'password',
    `${PASSWORD('new-password')} minlength="${PASSWORD_LENGTH.min}"`,
  );
  return form('/account/link', language, hidden('token', token) + password, t.setPassword);
}

/** What somebody sees who came with the link from the terminal; `first` when no administrator has an account yet. */
export function terminalContent(language: PageLanguage, first: boolean): string {
  const t = ACCOUNT_TEXTS[language];
  const ways = `<p><a class="link" href="/">${e(t.toApp)}</a>${first ? '' : ` <a class="link" href="/administration?lang=${language}">${e(t.administration)}</a>`}</p>`;
  const fields =
    field(t.name, 'name', 'type="text" required maxlength="100" autocomplete="name"') +
    field(t.email, 'email', 'type="email" required maxlength="200" autocomplete="username"') +
    field(t.newPassword, 'password', `${PASSWORD('new-password')} minlength="${PASSWORD_LENGTH.min}"`);
  const make = `<h2>${e(t.firstTitle)}</h2><p>${e(t.firstWhy)}</p>${form('/account/administrator', language, fields, t.firstMake)}`;
  return `<p>${e(t.fromTerminal)}</p>${ways}${first ? make : ''}${form('/account/sign-out', language, '', t.signOut)}`;
}

export function accountContent(
  language: PageLanguage,
  me: SignedIn,
  { sessions, passkeys, hasPassword }: AccountState,
): string {
  const t = ACCOUNT_TEXTS[language];
  const rows = sessions.map(
    (each) =>
      `<li><span>${e(deviceOf(each.user_agent))}<br><small>${e(t.since)} ${moment(language, each.created_at)}</small></span>${
        each.id === me.sessionId
          ? `<em>${e(t.thisSession)}</em>`
          : form(
              '/account/sessions',
              language,
              hidden('id', each.id),
              t.end,
              `${t.end}: ${deviceOf(each.user_agent)}`,
            )
      }</li>`,
  );
  const speaksFor = me.operator ? `, ${e(t.operatorName)}: ${e(me.operator)}` : '';
  return `<p>${e(t.signedInAs)} <strong>${e(me.name)}</strong> (${e(me.email)}), ${e(t.role)}: ${e(t.roles[me.role])}${speaksFor}</p>
<p><a class="link" href="/">${e(t.toApp)}</a>${me.role === 'administrator' ? ` <a class="link" href="/administration?lang=${language}">${e(t.administration)}</a>` : ''}</p>
${form('/account/sign-out', language, '', t.signOut)}
${passkeySection(language, passkeys)}
${hasPassword ? factorSection(language, me) : ''}
<h2>${e(t.sessions)}</h2><ul class="rows">${rows.join('')}</ul>
${sessions.length > 1 ? form('/account/sessions', language, hidden('id', 'others'), t.endOthers) : ''}`;
}

function factorSection(language: PageLanguage, me: SignedIn): string {
  const t = ACCOUNT_TEXTS[language];
  const password = field(t.password, 'password', PASSWORD('current-password'));
  const [action, button] = me.hasSecondFactor ? ['remove', t.remove] : ['set-up', t.setUp];
  return `<h2>${e(t.secondFactor)}</h2><p>${e(me.hasSecondFactor ? t.hasFactor : t.noFactor)}</p>
${form('/account/second-factor', language, hidden('action', action!) + password, button!, `${t.secondFactor}: ${button}`)}`;
}

function passkeySection(language: PageLanguage, passkeys: readonly PasskeyRow[]): string {
  const t = ACCOUNT_TEXTS[language];
  const rows = passkeys.map(
    ({ id, name, created_at }) =>
      `<li><span>${e(name ?? 'Passkey')}${created_at ? `<br><small>${e(t.since)} ${moment(language, created_at)}</small>` : ''}</span>${form('/account/passkeys/remove', language, hidden('id', id), t.remove, `${t.remove}: ${name}`)}</li>`,
  );
  return `<h2>${e(t.passkeys)}</h2><p>${e(t.aboutPasskeys)}</p>${rows.length > 0 ? `<ul class="rows">${rows.join('')}</ul>` : ''}
<div data-passkey="add" hidden>${field(t.passkeyName, 'passkey-name', `type="text" maxlength="100" autocomplete="off" value="${e(t.thisDevice)}"`)}<p class="buttons"><button type="button">${e(t.addPasskey)}</button></p></div>
<p data-passkey="unsupported">${e(t.noPasskeys)}</p>${passkeyProblem(t)}`;
}

function passkeyProblem(t: AccountTexts): string {
  return `<p class="notice warn" role="alert" data-passkey="problem" data-cancelled="${e(t.passkeyCancelled)}" hidden></p>`;
}

/** The address behind an authenticator app (Key URI Format), its key as text, and the codes for a lost device. */
export function factorContent(language: PageLanguage, uri: string, backupCodes: readonly string[]): string {
  const t = ACCOUNT_TEXTS[language];
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const code = field(t.confirmCode, 'code', `required ${CODE}`);
  return `<p>${e(t.secret)}</p>${qrSvg(uri, t.qr)}<p><code>${e(secret)}</code></p><p><a class="link" href="${e(uri)}">${e(t.openApp)}</a></p>
${form('/account/second-factor', language, hidden('action', 'confirm') + code, t.confirm)}
<p>${e(t.backup)}</p><ul>${backupCodes.map((each) => `<li><code>${e(each)}</code></li>`).join('')}</ul>`;
}

function moment(language: PageLanguage, at: Date): string {
  const text = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  }).format(at);
  return `<time datetime="${at.toISOString()}">${text}</time>`;
}

/** Browser and system of a session, as far as its browser names them. */
function deviceOf(userAgent: string | null): string {
  const agent = userAgent ?? '';
  const find = (names: readonly (readonly [RegExp, string])[]) =>
    names.find(([mark]) => mark.test(agent))?.[1];
  const browser = find([
    [/Edg/, 'Edge'],
    [/Firefox/, 'Firefox'],
    [/Chrom/, 'Chrome'],
    [/Safari/, 'Safari'],
  ]);
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(', ') || agent.slice(0, 60) || '–';
}
