/**
 * Fetches a file and reports the share that has arrived, null while its size is not known.
 * @throws Error with the server's own sentence when it refuses
 */
export async function fetchBytes(
  url: string,
  onProgress: (share: number | null) => void,
): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
    throw new Error(problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`);
  }
  // With a content coding the length is that of the packed bytes, and no share can be told.
  const size = response.headers.has('content-encoding')
    ? 0
    : Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    onProgress(size > 0 ? Math.min(1, length / size) : null);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
