/** Files to the server by the resumable protocol: a broken line goes on where it stopped. */
import { Upload } from 'tus-js-client';
import { newId } from '../../base/ids.ts';
import { sentenceOf } from '../../base/sentences.ts';
import { t } from '../text.ts';

/** One upload; resolves with the file's id. `onProgress` takes 0 … 100. `purpose` narrows what is taken to sheets. */
export function uploadFile(
  file: File,
  {
    onProgress,
    signal,
    purpose,
  }: { onProgress?: (percent: number) => void; signal?: AbortSignal; purpose?: 'import' } = {},
): Promise<string> {
  const id = newId();
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: '/api/uploads',
      metadata: {
        id,
        name: file.name,
        type: file.type || 'application/octet-stream',
        ...(purpose && { purpose }),
      },
      retryDelays: [0, 1000, 3000, 5000],
      chunkSize: 5 * 1024 * 1024,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => onProgress?.(all > 0 ? Math.round((sent / all) * 100) : 0),
      onError: (error) => reject(new Error(sayUpload(error))),
      onSuccess: () => resolve(lastSegment(upload.url) ?? id),
    });
    signal?.addEventListener('abort', () => void upload.abort(true));
    upload.start();
  });
}

function lastSegment(address: string | null): string | undefined {
  return address?.split('?')[0]?.split('/').at(-1);
}

/** The server refuses in its usual words, inside the protocol's answer. */
function sayUpload(error: unknown): string {
  const response = (error as { originalResponse?: { getBody(): string } | null }).originalResponse;
  try {
    const answer = JSON.parse(response?.getBody() ?? '') as {
      code?: string;
      message?: string;
      details?: Record<string, unknown>;
    };
    if (answer.code) return sentenceOf(answer.code, answer.details, answer.message);
  } catch {
    // Not in our words: a proxy, or no answer at all.
  }
  return t('uploadFailed');
}
