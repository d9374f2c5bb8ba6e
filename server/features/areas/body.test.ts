import { expect, it } from 'vitest';
import type { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { areasBody, readBody } from './body.ts';

it('refuses a body nested too deep, in the language of who sent it', async () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const sentences = async (levels: number) => {
    const sent = new Request('http://localhost/', { method: 'POST', body: nested(levels) });
    const error = await readBody(sent, areasBody).catch((reason: unknown) => reason);
    const issue = (error as IssueError).issues[0]!;
    return [issueSentence(issue, 'de'), issueSentence(issue, 'en')];
  };
  expect(await sentences(5000)).toEqual([
    'Das Feld body hat den Wert „> 100“, der nicht geht: höchstens 100 Ebenen ineinander.',
    'The field body has the value "> 100", which does not work: at most 100 levels of nesting.',
  ]);
  expect((await sentences(100)).join()).not.toContain('100');
});
