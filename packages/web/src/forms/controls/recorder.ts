/** Sound from the microphone. Formats in the order in which most others can play them. */
const formats = [
  { type: 'audio/mp4', extension: 'm4a' },
  { type: 'audio/ogg;codecs=opus', extension: 'ogg' },
  { type: 'audio/webm;codecs=opus', extension: 'webm' },
] as const;

export interface Sound {
  readonly blob: Blob;
  readonly extension: string;
}

export interface Recording {
  readonly stop: () => void;
  /** Stops without a result. */
  readonly drop: () => void;
  readonly finished: Promise<Sound | undefined>;
}

export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined;
}

/** @throws when there is no microphone or it may not be used */
export async function recordSound(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true },
  });
  const format = formats.find(({ type }) => MediaRecorder.isTypeSupported(type)) ?? formats[2];
  const recorder = new MediaRecorder(stream, { mimeType: format.type, audioBitsPerSecond: 32_000 });
  const pieces: Blob[] = [];
  let isDropped = false;
  const finished = new Promise<Sound | undefined>((resolve) => {
    recorder.ondataavailable = ({ data }) => data.size > 0 && pieces.push(data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      const type = format.type.split(';')[0] ?? format.type;
      resolve(
        isDropped || pieces.length === 0
          ? undefined
          : { blob: new Blob(pieces, { type }), extension: format.extension },
      );
    };
  });
  recorder.start(1000);
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  return {
    stop,
    drop: () => {
      if (recorder.state === 'inactive') return;
      isDropped = true;
      recorder.stop();
    },
    finished,
  };
}

/** `75` → `1:15` */
export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;
}
