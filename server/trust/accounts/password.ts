import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { IssueError } from '#core/issue.ts';
import { isGuessable } from './guessable.ts';

/** argon2id with the first parameters OWASP recommends: 19 MiB, 2 passes, one lane. */
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const TAG_BYTES = 32;

export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

/**
 * A new password as a form sends it.
 * @param about name and e-mail address of the account, which are no password
 * @throws IssueError `bad-parameter` when it is too short or too long, `weak-password` when it is easily guessed
 */
export function passwordOf(value: string | null, about: readonly string[] = []): string {
  const { min, max } = PASSWORD_LENGTH;
  if (value === null || value.length < min || value.length > max) {
    const params = { name: 'password', value: '…', expected: `${min}–${max} characters` };
    throw new IssueError({ code: 'bad-parameter', severity: 'error', where: 'password', params });
  }
  if (isGuessable(value, about))
    throw new IssueError({ code: 'weak-password', severity: 'error', where: 'password' });
  return value;
}

/** Hash of a password in the PHC string format, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, MEMORY_KIB, PASSES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(tag)}`;
}

/** Whether `password` is the one `hash` was made of; false for a hash in another form. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(hash);
  if (!parts) return false;
  const tag = Buffer.from(parts[4]!, 'base64');
  const found = await derive(password, Buffer.from(parts[3]!, 'base64'), Number(parts[1]), Number(parts[2]));
  return found.length === tag.length && timingSafeEqual(found, tag);
}

function derive(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  return new Promise((done, fail) => {
    const parameters = {
      message: Buffer.from(password.normalize('NFKC')),
      nonce,
      memory,
      passes,
      parallelism: 1,
      tagLength: TAG_BYTES,
    };
    argon2('argon2id', parameters, (error, tag) => (error ? fail(error) : done(tag)));
  });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
