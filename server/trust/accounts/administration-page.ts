import { escapeHtml as e } from '#core/wlan/page/list.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';
import { ACCOUNT_ROLES, type AccountRole } from '../roles.ts';
import { field, form, hidden } from './markup.ts';
import { ACCOUNT_TEXTS, type AccountTexts } from './texts.ts';
import type { User } from './users.ts';

/** Every account with what an administrator may do to it, and the form for a new one. */
export function administrationContent(
  language: PageLanguage,
  users: readonly User[],
  link: string | null,
): string {
  const t = ACCOUNT_TEXTS[language];
  const fields =
    hidden('action', 'add') +
    field(t.name, 'name', 'type="text" required maxlength="100" autocomplete="off"') +
    field(t.email, 'email', 'type="email" required maxlength="200" autocomplete="off"') +
    roleChoice(t, 'planner') +
    operatorField(t, null);
  const items = users.map((user) => account(language, t, user)).join('');
  return `<p><a class="link" href="/">${e(t.toApp)}</a> <a class="link" href="/account?lang=${language}">${e(t.account)}</a></p>
${link ? `<div class="notice" role="status"><p>${e(t.linkIs)}</p><p><code>${e(link)}</code></p></div>` : ''}
<h2>${e(t.users)} (${users.length})</h2>
${users.length > 0 ? `<ul class="accounts">${items}</ul>` : `<p>${e(t.noUsers)}</p>`}
<h2>${e(t.addUser)}</h2>${form('/administration/users', language, fields, t.addUser)}`;
}

function account(language: PageLanguage, t: AccountTexts, user: User): string {
  const act = (action: string, label: string, body = '') =>
    form(
      '/administration/users',
      language,
      hidden('action', action) + hidden('id', user.id) + body,
      label,
      `${label}: ${user.email}`,
    );
  const facts = [
    t.roles[user.role],
    user.operator,
    user.disabled ? t.disabled : t.active,
    user.two_factor_enabled ? t.withFactor : null,
    user.passkeys > 0 ? t.withPasskeys.replace('{count}', String(user.passkeys)) : null,
    user.provided ? t.fromProvider : null,
  ].filter((fact) => fact !== null);
  return `<li><details><summary><strong>${e(user.name)}</strong> <span>${e(user.email)}</span><small>${e(facts.join(' · '))}</small></summary>
${act('role', t.change, roleChoice(t, user.role) + operatorField(t, user.operator))}
<div class="side-by-side">${act(user.disabled ? 'enable' : 'disable', user.disabled ? t.enable : t.disable)}${act('link', t.newLink)}</div></details></li>`;
}

function roleChoice(t: AccountTexts, chosen: AccountRole): string {
  const options = ACCOUNT_ROLES.map(
    (role) => `<option value="${role}"${role === chosen ? ' selected' : ''}>${e(t.roles[role])}</option>`,
  );
  return `<label class="field">${e(t.role)}<select name="role">${options.join('')}</select></label>`;
}

function operatorField(t: AccountTexts, operator: string | null): string {
  return field(
    t.operatorName,
    'operator',
    `type="text" maxlength="200" autocomplete="off" value="${e(operator ?? '')}"`,
  );
}
