/** What can be learnt of a film or a sound without sending it: how long it lasts, and its first picture. */
import { fitWithin } from './picture.ts';

/** Milliseconds; a phone that cannot read the file says nothing at all. */
const patience = 8000;
const posterSide = 480;

/** Seconds; undefined where the file does not tell. */
export async function secondsOf(file: Blob): Promise<number | undefined> {
  return withMedia(file, /^audio\//.test(file.type) ? 'audio' : 'video', async (media) => {
    await once(media, 'loadedmetadata');
    return Number.isFinite(media.duration) ? media.duration : undefined;
  });
}

/** A still picture from near the beginning, as a data address; undefined where the browser cannot read the film. */
export async function posterOf(film: Blob): Promise<string | undefined> {
  return withMedia(film, 'video', async (media) => {
    const video = media as HTMLVideoElement;
    await once(video, 'loadeddata');
    // The very first picture is black in many films.
    video.currentTime = Math.min(0.5, Number.isFinite(video.duration) ? video.duration / 2 : 0);
    await once(video, 'seeked');
    const { width, height } = fitWithin(video.videoWidth, video.videoHeight, posterSide);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.drawImage(video, 0, 0, width, height);
    const poster = canvas.toDataURL('image/jpeg', 0.75);
    // iOS frees canvas memory only when it has no size left.
    canvas.width = 0;
    return poster;
  });
}

async function withMedia<T>(
  file: Blob,
  kind: 'video' | 'audio',
  work: (media: HTMLMediaElement) => Promise<T | undefined>,
): Promise<T | undefined> {
  const address = URL.createObjectURL(file);
  const media = document.createElement(kind);
  try {
    media.muted = true;
    media.preload = 'auto';
    media.setAttribute('playsinline', '');
    media.src = address;
    return await work(media);
  } catch {
    // Unreadable here says nothing about the server, which reads more kinds of film.
    return undefined;
  } finally {
    media.removeAttribute('src');
    URL.revokeObjectURL(address);
  }
}

function once(media: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), patience);
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      settle();
    };
    media.addEventListener(event, end(resolve), { once: true });
    media.addEventListener(
      'error',
      end(() => reject(new Error('unreadable'))),
      { once: true },
    );
  });
}
