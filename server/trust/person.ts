import type { Context } from 'hono';
import type { AppEnv } from '../route.ts';

/**
 * Who does something that is put down to a person (prepares, releases): the account behind the request as
 * `Name (e-mail)`, or, for a session from the terminal, the name that was typed.
 */
export function personOf(c: Context<AppEnv>, typed: string): string {
  const account = c.get('account');
  return account ? `${account.name} (${account.email})` : typed;
}

/** Whether two such texts name one person. An address is one account's alone, whatever the name is by now. */
export function isSamePerson(a: string, b: string): boolean {
  const key = (text: string) =>
    (/\(([^()\s]+@[^()\s]+)\)$/.exec(text)?.[1] ?? text).trim().toLocaleLowerCase('de');
  return key(a) === key(b);
}
