import { describe, expect, it } from 'vitest';
import { currentState, isDeviceAddress, knownAtMs, publicClients, STALE_AFTER_MS } from './live-state.ts';
import { readFeed } from './read-feed.ts';

const read = (value: unknown) => {
  const feed = readFeed(typeof value === 'string' ? value : JSON.stringify(value));
  return 'fault' in feed
    ? feed.fault
    : {
        ...feed,
        entries: [...feed.entries.values()].map(({ key, state, clients }) => [key, state, clients]),
      };
};

describe('a live feed', () => {
  it('is read as nodes.json of both versions and as meshviewer.json', () => {
    const node = { flags: { online: true }, statistics: { clients: 7 }, nodeinfo: { node_id: 'a' } };
    const timestamp = '2017-07-28T22:54:13+0200';
    expect(read({ version: 2, timestamp, nodes: [node] })).toMatchObject({
      form: 'freifunk',
      entries: [['a', 'works', 7]],
      madeAtMs: Date.UTC(2017, 6, 28, 20, 54, 13),
    });
    expect(read({ nodes: { a: node } })).toMatchObject({ entries: [['a', 'works', 7]], madeAtMs: null });
    const flat = [{ node_id: 'b', is_online: false, clients: 0 }, { is_online: true }, { node_id: 'b' }];
    expect(read({ nodes: flat })).toMatchObject({
      entries: [['b', 'down', 0]],
      skipped: { noKey: 1, repeated: 1 },
    });
  });

  it('is read as a list, as states and as CSV', () => {
    expect(
      read([
        { id: 1, state: 'online' },
        { id: '2', status: 'gestört', clients: -1 },
      ]),
    ).toMatchObject({
      entries: [
        ['1', 'works', null],
        ['2', 'down', null],
      ],
    });
    expect(read({ updatedAt: '2026-01-01T00:00:00Z', states: { r: 'ok', s: 'seltsam' } })).toMatchObject({
      form: 'states',
      entries: [
        ['r', 'works', null],
        ['s', 'unknown', null],
      ],
    });
    expect(read('\uFEFFid;state;clients\r\n"a;""b";online;12\nc;0;\n')).toMatchObject({
      form: 'csv',
      entries: [
        ['a;"b', 'works', 12],
        ['c', 'down', null],
      ],
    });
  });

  it.each([
    ['', 'empty'],
    ['<!doctype html><p>Wartung', 'html'],
    ['{"nodes": [', 'not-json'],
    ['{}', 'no-entries'],
    ['[]', 'no-entries'],
    ['{"nodes": null}', 'no-entries'],
    ['[1, null, "x"]', 'no-entries'],
    ['Wartungsarbeiten bis morgen', 'no-entries'],
  ])('is refused: %j', (text, fault) => {
    expect(read(text)).toBe(fault);
  });
});

describe('what is made of it', () => {
  it('is unknown when stale, and no newer than the feed says of itself', () => {
    expect(currentState('works', 0, STALE_AFTER_MS)).toBe('works');
    expect(currentState('works', 0, STALE_AFTER_MS + 1)).toBe('unknown');
    expect([knownAtMs(100, null), knownAtMs(100, 40), knownAtMs(100, 400)]).toEqual([100, 40, 100]);
  });

  it('tells of no few devices and of no addresses', () => {
    expect([null, 0, 4, 5, 14, 15].map((n) => publicClients(n, 5))).toEqual([null, null, null, 5, 10, 15]);
    const addresses = ['62:e3:27:c4:b7:30', '14cc205a6ea0', '10.2.0.1', 'fe80::1:2:3', 'AA-BB-CC-DD-EE-FF'];
    expect(addresses.map(isDeviceAddress)).toEqual([true, true, true, true, true]);
    expect(['Rathaus', 'Café 24', '24:7', 'ff2.example.org'].some(isDeviceAddress)).toBe(false);
  });
});
