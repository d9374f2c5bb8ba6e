import { escapeHtml } from '#core/wlan/page/list.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';
import { ACCOUNT_ROLES } from '../roles.ts';
import { PASSWORD_LENGTH } from './password.ts';
import type { SignedIn } from './signed-in.ts';
import { ACCOUNT_TEXTS } from './texts.ts';
import type { User } from './users.ts';

export interface Session {
  readonly id: string;
  readonly user_agent: string | null;
  readonly created_at: Date;
}

const e = escapeHtml;

function field(label: string, name: string, attributes: string): string {
  return `<label class="field">${e(label)}<input name="${name}" ${attributes}></label>`;
}

function form(path: string, language: PageLanguage, body: string, button: string): string {
  return `<form method="post" action="${path}?lang=${language}">${body}<p class="buttons"><button type="submit">${e(button)}</button></p></form>`;
}

const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${e(value)}">`;
const PASSWORD = (autocomplete: string) =>
  `type="password" required maxlength="${PASSWORD_LENGTH.max}" autocomplete="${autocomplete}"`;
const CODE = 'type="text" inputmode="numeric" maxlength="12" autocomplete="one-time-code"';

/** The form to sign in; `provider` is the name of an identity provider where one is configured. */
export function signInContent(language: PageLanguage, provider: string | null): string {
  const t = ACCOUNT_TEXTS[language];
  const elsewhere = provider
    ? `<p class="buttons"><a class="link button" href="/account/oidc">${e(t.signInWith.replace('{name}', provider))}</a></p>`
    : '';
  const fields =
    field(t.email, 'email', 'type="email" required maxlength="200" autocomplete="username"') +
    field(t.password, 'password', PASSWORD('current-password')) +
    field(t.code, 'code', CODE);
  return `${elsewhere}${form('/account/sign-in', language, fields, t.signIn)}<p>${e(t.noAccount)}</p>`;
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

export function accountContent(language: PageLanguage, me: SignedIn, sessions: readonly Session[]): string {
  const t = ACCOUNT_TEXTS[language];
  const rows = sessions.map(
    (each) =>
      `<tr><td>${e(each.user_agent?.slice(0, 80) ?? '–')}</td><td><time datetime="${each.created_at.toISOString()}">${each.created_at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></td><td>${
        each.id === me.sessionId
          ? e(t.thisSession)
          : form('/account/sessions', language, hidden('id', each.id), t.end)
      }</td></tr>`,
  );
  const factor = field(t.password, 'password', PASSWORD('current-password'));
  return `<p>${e(t.signedInAs)} <strong>${e(me.name)}</strong> (${e(me.email)}), ${e(t.role)}: ${e(t.roles[me.role])}</p>
<p><a class="link" href="/">${e(t.toApp)}</a>${me.role === 'administrator' ? ` <a class="link" href="/administration?lang=${language}">${e(t.administration)}</a>` : ''}</p>
${form('/account/sign-out', language, '', t.signOut)}
<h2>${e(t.sessions)}</h2><table><thead><tr><th scope="col">${e(t.device)}</th><th scope="col">${e(t.since)}</th><th scope="col">${e(t.state)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>
${form('/account/sessions', language, hidden('id', 'others'), t.endOthers)}
<h2>${e(t.secondFactor)}</h2><p>${e(me.hasSecondFactor ? t.hasFactor : t.noFactor)}</p>
${form('/account/second-factor', language, hidden('action', me.hasSecondFactor ? 'remove' : 'set-up') + factor, me.hasSecondFactor ? t.remove : t.setUp)}`;
}

export function factorContent(
  language: PageLanguage,
  secret: string,
  backupCodes: readonly string[],
): string {
  const t = ACCOUNT_TEXTS[language];
  const code = field(t.confirmCode, 'code', `required ${CODE}`);
  return `<p>${e(t.secret)}</p><p><code>${e(secret)}</code></p>
${form('/account/second-factor', language, hidden('action', 'confirm') + code, t.confirm)}
<p>${e(t.backup)}</p><ul>${backupCodes.map((each) => `<li><code>${e(each)}</code></li>`).join('')}</ul>`;
}

export function administrationContent(
  language: PageLanguage,
  users: readonly User[],
  link: string | null,
): string {
  const t = ACCOUNT_TEXTS[language];
  const choice = (chosen: string, label: string) =>
    `<label class="field">${e(label)}<select name="role">${ACCOUNT_ROLES.map((role) => `<option value="${role}"${role === chosen ? ' selected' : ''}>${e(t.roles[role])}</option>`).join('')}</select></label>`;
  const rows = users.map((user) => {
    const act = (action: string, label: string, body = '') =>
      form('/administration/users', language, hidden('action', action) + hidden('id', user.id) + body, label);
    return `<tr><th scope="row">${e(user.name)}<br>${e(user.email)}</th><td>${act('role', t.change, choice(user.role, `${t.role}: ${user.email}`))}</td><td>${e(user.disabled ? t.disabled : t.active)}${act(user.disabled ? 'enable' : 'disable', user.disabled ? t.enable : t.disable)}</td><td>${act('link', t.newLink)}</td></tr>`;
  });
  const fields =
    hidden('action', 'add') +
    field(t.name, 'name', 'type="text" required maxlength="100" autocomplete="off"') +
    field(t.email, 'email', 'type="email" required maxlength="200" autocomplete="off"') +
    choice('planner', t.role);
  return `${link ? `<div class="notice" role="status"><p>${e(t.linkIs)}</p><p><code>${e(link)}</code></p></div>` : ''}
<h2>${e(t.users)}</h2><table><thead><tr><th scope="col">${e(t.name)}</th><th scope="col">${e(t.role)}</th><th scope="col">${e(t.state)}</th><th scope="col">${e(t.newLink)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>${e(t.addUser)}</h2>${form('/administration/users', language, fields, t.addUser)}`;
}
