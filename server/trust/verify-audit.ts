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
  /** Entries whose content was erased, each announced by a later entry of the chain. */
  readonly erased: number;
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
 * is not there (any more). An entry whose content was erased is sound when a later entry says so, with its number
 * and hash.
 */
export function verifyAudit(rows: readonly ChainedEntry[], expectedHead: string | null = null): AuditVerdict {
  const faults: AuditVerdict['faults'][number][] = [];
  let last = { seq: 0, hash: '' };
  let erased = 0;
  let seen = expectedHead === null;
  const chained = rows.filter((row) => row.seq !== null).sort((a, b) => a.seq! - b.seq!);
  const announced = announcedErasures(chained);
  for (const row of rows) if (row.seq === null) faults.push({ seq: null, fault: 'not-chained' });
  for (const { seq, content, prevHash, hash } of chained) {
    if (seq !== last.seq + 1) faults.push({ seq, fault: 'missing' });
    const own = createHash('sha256').update(`${prevHash}\n${content}`).digest('hex');
    const isErased = own !== hash && isAnnounced(announced.get(`${seq} ${hash}`), seq!, content);
    if (isErased) erased++;
    if (own !== hash && !isErased) faults.push({ seq, fault: 'changed' });
    else if (seq === last.seq + 1 && prevHash !== last.hash) faults.push({ seq, fault: 'changed' });
    if (hash === expectedHead) seen = true;
    last = { seq: seq!, hash: hash ?? '' };
  }
  if (!seen) faults.push({ seq: null, fault: 'head-missing' });
  return {
    ok: faults.length === 0,
    entries: rows.length,
    erased,
    head: chained.length > 0 ? last.hash : null,
    faults,
  };
}

/** What an entry of the chain says of one that was erased. */
interface Announcement {
  /** Number of the entry that says so. */
  readonly by: number;
  /** SHA-256 of what stays of the erased one; announcements of earlier versions have none. */
  readonly left: string | undefined;
}

/** What was announced of the entries that were erased, by their number and hash. */
function announcedErasures(rows: readonly ChainedEntry[]): Map<string, Announcement> {
  const announced = new Map<string, Announcement>();
  let bindsWhatIsLeft = false;
  for (const { seq, content, prevHash, hash } of rows) {
    if (!content.includes('"erase"')) continue;
    if (createHash('sha256').update(`${prevHash}\n${content}`).digest('hex') !== hash) continue;
    const entry = parsed(content);
    if (entry?.action !== 'erase' || !Array.isArray(entry.erased)) continue;
    const all = entry.erased as { seq: number; hash: string; left?: string }[];
    // Since the program says what stays, it always does: an announcement without it is nobody's.
    if (bindsWhatIsLeft && all.some(({ left }) => left === undefined)) continue;
    bindsWhatIsLeft ||= all.some(({ left }) => left !== undefined);
    for (const each of all) {
      const place = `${each.seq} ${each.hash}`;
      if (!announced.has(place)) announced.set(place, { by: seq!, left: each.left });
    }
  }
  return announced;
}

/** Whether a later entry announced that this one is what stays: who, when, what and why, and nothing of the record. */
function isAnnounced(announcement: Announcement | undefined, seq: number, content: string): boolean {
  if (!announcement || announcement.by <= seq) return false;
  const entry = parsed(content);
  if (entry?.erased !== true || 'before' in entry || 'after' in entry) return false;
  const { left } = announcement;
  return left === undefined || createHash('sha256').update(content).digest('hex') === left;
}

function parsed(content: string): Record<string, unknown> | null {
  try {
    return JSON.parse(content) as Record<string, unknown>;
  } catch {
    return null;
  }
}
