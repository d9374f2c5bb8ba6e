import { describe, expect, it } from 'vitest';
import { COMMANDS } from './index.ts';

describe('the list of commands', () => {
  it.each(COMMANDS)(
    '$name is what its file calls itself, and says how it is used',
    async ({ name, load }) => {
      const command = await load();
      expect(command.name).toBe(name);
      expect(command.usage.startsWith(name)).toBe(true);
    },
  );
});
