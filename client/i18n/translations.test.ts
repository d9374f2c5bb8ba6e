import { readdirSync, readFileSync } from 'node:fs';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import de from './de/index.ts';
import en from './en/index.ts';
import { startLanguage } from './index.ts';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(path + key, value);
    else for (const [inner, text] of flat(value, `${path}${key}.`)) all.set(inner, text);
  }
  return all;
}

const german = flat(de);
const english = flat(en);
const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();

describe('translations', () => {
  it('have the same keys in German and English', () => {
    expect([...english.keys()]).toEqual([...german.keys()]);
  });

  it('have the same places for values, and no empty text', () => {
    for (const [key, text] of german) {
      expect(places(english.get(key)!), key).toBe(places(text));
      expect(text.trim(), key).not.toBe('');
      expect(english.get(key)!.trim(), key).not.toBe('');
    }
  });

  it('name one of a thing as one, and more of it as more', async () => {
    globalThis.document ??= { documentElement: {} } as Document;
    await startLanguage('de');
    const said = (formatted: string) => i18next.t('funding.addressCount', { formatted });
    expect(['1', '2', '1.210', '0'].map(said)).toEqual([
      '1 Adresse',
      '2 Adressen',
      '1.210 Adressen',
      '0 Adressen',
    ]);
  });

  it('hold every key the code names', () => {
    const root = new URL('..', import.meta.url);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) =>
      /(?<!test)\.tsx?$/.test(f),
    );
    const missing: string[] = [];
    for (const file of files) {
      const code = readFileSync(new URL(file, root), 'utf8');
      for (const [, key] of code.matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
        if (!german.has(key!) && !german.has(`${key}_other`)) missing.push(`${file}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
