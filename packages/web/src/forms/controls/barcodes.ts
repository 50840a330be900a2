/**
 * Reads QR and bar codes from the camera's picture. What the browser itself can do comes first; elsewhere a reader of
 * about 1 MB is loaded from our own server, once somebody scans.
 */
export interface CodeReader {
  detect(source: HTMLVideoElement | ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}

type ReaderMaker = new (options: { formats: string[] }) => CodeReader;

const formats = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'data_matrix', 'itf', 'upc_a', 'pdf417'] as const;

export async function openReader(): Promise<CodeReader> {
  const own = (globalThis as { BarcodeDetector?: ReaderMaker & { getSupportedFormats(): Promise<string[]> } })
    .BarcodeDetector;
  if (own) {
    try {
      const supported = await own.getSupportedFormats();
      const wanted = formats.filter((format) => supported.includes(format));
      if (wanted.includes('qr_code')) return new own({ formats: wanted });
    } catch {
      // Announced but not working, as on some phones without Google's services.
    }
  }
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new BarcodeDetector({ formats: [...formats] });
}

interface WeChat {
  scanQRCode?(options: {
    needResult: 1;
    scanType: readonly string[];
    success: (answer: { resultStr: string }) => void;
    fail: () => void;
  }): void;
}

/** WeChat's own scanner, where its script was set up for this page; its web view often gives no camera otherwise. */
export function scanInWeChat(): Promise<string | undefined> | undefined {
  const { wx } = globalThis as { wx?: WeChat };
  if (!wx?.scanQRCode) return undefined;
  return new Promise((resolve) => {
    wx.scanQRCode?.({
      needResult: 1,
      scanType: ['qrCode', 'barCode'],
      // Bar codes come as “CODE_128,12345”.
      success: ({ resultStr }) => resolve(resultStr.replace(/^[A-Z0-9_]+,/, '')),
      fail: () => resolve(undefined),
    });
  });
}
