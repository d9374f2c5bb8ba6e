import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { accountTables } from '../../trust/accounts/tables.ts';
import { addUser, listUsers, makeLink } from '../../trust/accounts/users.ts';
import { ACCOUNT_ROLES, isAccountRole } from '../../trust/roles.ts';
import { badArgument, type Command, type CommandContext, JSON_OPTION, textOption } from '../command.ts';

/** The way back in when no administrator can sign in any more, and accounts for scripts that set a server up. */
export const accountCommand: Command = {
  name: 'account',
  summary: {
    de: 'Konten zeigen (list), anlegen (add) oder einen einmaligen Link ausgeben (link)',
    en: 'List accounts (list), add one (add), or print a one-time link (link)',
  },
  usage:
    'account <list|add|link> [--email <address>] [--name <name>] [--role <role>] [--operator <name>] [--json]',
  positionals: ['list|add|link'],
  options: {
    email: option('<address>', 'E-Mail-Adresse des Kontos', 'E-mail address of the account'),
    name: option('<name>', 'Name der Person (add)', 'Name of the person (add)'),
    role: option(
      '<role>',
      `Rolle (add): ${ACCOUNT_ROLES.join(', ')}`,
      `Role (add): ${ACCOUNT_ROLES.join(', ')}`,
    ),
    operator: option(
      '<name>',
      'Netzbetreiber, für die Rolle operator',
      'Network operator, for the role operator',
    ),
    json: JSON_OPTION,
  },
  async run(context) {
    const [what] = context.positionals;
    if (what === 'list') return list(context);
    if (what !== 'add' && what !== 'link') throw badArgument('list|add|link', what ?? '', 'list, add, link');
    const email = (textOption(context, 'email') ?? '').trim().toLowerCase();
    if (!z.email().safeParse(email).success) throw badArgument('--email', email, 'name@example.org');
    const role = textOption(context, 'role') ?? 'planner';
    if (!isAccountRole(role)) throw badArgument('--role', role, ACCOUNT_ROLES.join(', '));
    const operator = textOption(context, 'operator') ?? null;
    if (what === 'add' && role === 'operator' && !operator)
      throw badArgument('--operator', '', 'the name as it stands in the claims');
    const { db } = await context.open();
    const tables = accountTables(db);
    if (what === 'add')
      await addUser(tables, { name: textOption(context, 'name') ?? email, email, role, operator });
    const user = (await listUsers(tables)).find((each) => each.email === email);
    if (!user)
      throw new IssueError({ code: 'not-found', severity: 'error', where: 'email', params: { path: email } });
    const path = `/account/link?token=${await makeLink(tables, user.id)}`;
    const { language } = context;
    const says =
      language === 'de'
        ? `Einmaliger Link für ${email}, 48 Stunden gültig; davor steht die Adresse von Lückenlos:`
        : `One-time link for ${email}, good for 48 hours; the address of Lückenlos goes in front:`;
    return { exitCode: 0, json: { email, path }, lines: [says, path] };
  },
};

async function list(context: CommandContext) {
  const { db } = await context.open();
  const users = await listUsers(accountTables(db));
  const lines = users.map(({ email, name, role, operator, disabled }) =>
    [email, name, role, operator, disabled ? (context.language === 'de' ? 'gesperrt' : 'disabled') : null]
      .filter((each) => each !== null)
      .join('  '),
  );
  const none = context.language === 'de' ? 'Noch kein Konto.' : 'No account yet.';
  return { exitCode: 0, json: users, lines: lines.length > 0 ? lines : [none] };
}

function option(placeholder: string, de: string, en: string) {
  return { type: 'string' as const, placeholder, help: { de, en } };
}
