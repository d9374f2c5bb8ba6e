import { createHash } from 'node:crypto';

/** A row of the audit trail as it is stored and exported. */
export interface ChainedEntry {
  readonly seq: number | null;
  readonly content: string;
  readonly prevHash: string | null;
  readonly hash: string | null;
}

export interface AuditVerdict {
  readonly ok: boolean;
  readonly entries: number;
  /** Hash of the last entry. Noted elsewhere, it also proves later that the end was not cut off. */
  readonly head: string | null;
  readonly faults: readonly {
    seq: number | null;
    fault: 'changed' | 'missing' | 'not-chained' | 'head-missing';
  }[];
}

/**
 * Recomputes the chain. `changed`: the content does not have its hash. `missing`: one or more entries before
 * this one are gone. `not-chained`: an entry that never got a place. `head-missing`: the hash noted elsewhere
 * is not there (any more).
 */
export function verifyAudit(rows: readonly ChainedEntry[], expectedHead: string | null = null): AuditVerdict {
  const faults: AuditVerdict['faults'][number][] = [];
  let last = { seq: 0, hash: '' };
  let seen = expectedHead === null;
  const chained = rows.filter((row) => row.seq !== null).sort((a, b) => a.seq! - b.seq!);
  for (const row of rows) if (row.seq === null) faults.push({ seq: null, fault: 'not-chained' });
  for (const { seq, content, prevHash, hash } of chained) {
    if (seq !== last.seq + 1) faults.push({ seq, fault: 'missing' });
    const own = createHash('sha256').update(`${prevHash}\n${content}`).digest('hex');
    if (own !== hash) faults.push({ seq, fault: 'changed' });
    else if (seq === last.seq + 1 && prevHash !== last.hash) faults.push({ seq, fault: 'changed' });
    if (hash === expectedHead) seen = true;
    last = { seq: seq!, hash: hash ?? '' };
  }
  if (!seen) faults.push({ seq: null, fault: 'head-missing' });
  return {
    ok: faults.length === 0,
    entries: rows.length,
    head: chained.length > 0 ? last.hash : null,
    faults,
  };
}
