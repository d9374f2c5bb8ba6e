import { create } from 'zustand';
import type { BucketContent, LedgerBucket } from '../workers/messages.ts';
import { plannerHost, useAnalysis } from './analysis.ts';
import { useMapHandle } from './map-handle.ts';

interface Shown {
  /** The bucket that map and list show; null for all addresses. */
  readonly bucket: LedgerBucket | null;
  readonly content: BucketContent | null;
  readonly failure: unknown;
}

/** One bucket of the ledger, opened as list and map. */
export const useLedgerBucket = create<Shown>(() => ({ bucket: null, content: null, failure: null }));

/** Opens a bucket, or with null shows all addresses again. The map goes there when `move` is true. */
export async function showBucket(bucket: LedgerBucket | null, move = true): Promise<void> {
  useLedgerBucket.setState({ bucket, content: null, failure: null });
  try {
    const content = await plannerHost().ask('showBucket', { bucket });
    if (useLedgerBucket.getState().bucket !== bucket) return;
    useLedgerBucket.setState({ content: bucket === null ? null : content });
    const { map } = useMapHandle.getState();
    map?.setAddressRevision(content.revision);
    if (move && bucket !== null && content.bbox) map?.fit(content.bbox);
  } catch (failure) {
    if (useLedgerBucket.getState().bucket === bucket) useLedgerBucket.setState({ failure });
  }
}

// What is in a bucket follows rules, day and areas: whenever the ledger is new, the open one is asked for again.
useAnalysis.subscribe((now, before) => {
  const { bucket } = useLedgerBucket.getState();
  if (now.ledger !== before.ledger && bucket !== null) void showBucket(bucket, false);
});
