import { expect, it } from 'vitest';
import { hostInAddress } from './terminal.ts';

it.each([
  ['localhost', 'localhost'],
  ['0.0.0.0', 'localhost'],
  ['::', 'localhost'],
  ['::1', '[::1]'],
  ['192.0.2.7', '192.0.2.7'],
])('what listens on %s is opened at %s', (host, address) => expect(hostInAddress(host)).toBe(address));
