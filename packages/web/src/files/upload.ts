/** Resumable sending by the tus protocol. Loaded only when there is a file to send. */
import type { ErrorAnswer } from '@anshao/core/base/errors.ts';
import { DetailedError, Upload } from 'tus-js-client';
import { ApiProblem } from '../base/api.ts';
import type { OutgoingFile } from './outgoing.ts';

const endpoint = '/api/uploads';

/**
 * Sends one file; resolves when all of it has arrived.
 * @param onProgress share that has arrived, 0 … 1
 * @throws ApiProblem `refused` with the server's reason, or `offline`
 */
export function uploadFile(file: OutgoingFile, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file.blob, {
      endpoint,
      // The address follows from the id. Asking it first finds what an earlier try left there; where there is
      // nothing, the upload is created under the same id.
      uploadUrl: file.begun ? `${endpoint}/${file.id}` : null,
      metadata: {
        id: file.id,
        name: file.name,
        type: file.type,
        source: file.source,
      },
      headers: file.ticket ? { 'x-upload-ticket': file.ticket } : {},
      retryDelays: [500, 1500, 4000],
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => onProgress(total > 0 ? sent / total : 1),
      onSuccess: () => resolve(),
      onError: (error) => reject(problemOf(error)),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return navigator.onLine && (status === 0 || status === 409 || status === 423 || status >= 500);
      },
    });
    upload.start();
  });
}

function problemOf(error: Error): ApiProblem {
  const response = error instanceof DetailedError ? error.originalResponse : undefined;
  const status = response?.getStatus() ?? 0;
  if (!response || status === 0) return new ApiProblem('offline', 0, { code: 'web.offline', message: '', trace: '' });
  return new ApiProblem('refused', status, readAnswer(response.getBody()));
}

function readAnswer(body: string): ErrorAnswer {
  try {
    const answer = JSON.parse(body) as ErrorAnswer;
    if (typeof answer.code === 'string') return answer;
  } catch {
    // The tus server itself answers in plain text.
  }
  return { code: 'web.unexpected', message: body.slice(0, 200), trace: '' };
}
