/**
 * Pictures for the demonstration, drawn as SVG: what an item's trouble looks like (`wrong`) and the same place put right.
 * No text in them, so that they are the same whichever fonts a machine has.
 */

export interface SceneView {
  readonly wrong: boolean;
  /** 0 or 1: the same trouble at another place and hour. */
  readonly variant: number;
}

const width = 1280;
const height = 960;

const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const path = (d: string, more: string) => `<path d="${d}" ${more}/>`;
const line = (d: string, colour: string, thick: number) =>
  path(d, `fill="none" stroke="${colour}" stroke-width="${thick}" stroke-linecap="round" stroke-linejoin="round"`);
const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

const outdoors = (variant: number) =>
  `${rect(0, 0, width, 620, variant ? '#b9c7d2' : '#a9cdea')}${rect(0, 620, width, 340, variant ? '#8b8f8c' : '#9a9c94')}` +
  times(9, (index) => line(`M${index * 160 - 40} 960 L${index * 160 + 60} 620`, '#85877f', 3));
const corridor = (variant: number) =>
  `${rect(0, 0, width, 700, variant ? '#d9d4c6' : '#dfe2df')}${path('M0 700 H1280 V960 H0Z', `fill="${variant ? '#a89f8e' : '#b4b6b1'}"`)}` +
  times(7, (index) => line(`M${index * 220 - 60} 960 L${index * 150 + 190} 700`, '#9a978d', 3)) +
  rect(0, 0, width, 46, '#f4f2ea');
const building = (x: number, w: number, tone: string) =>
  rect(x, 60, w, 640, tone) +
  times(6, (row) =>
    times(Math.floor(w / 130), (column) => rect(x + 34 + column * 130, 100 + row * 98, 70, 58, '#5f7688', 'rx="4"')),
  );
const crack = (x: number, y: number) => line(`M${x} ${y} l28 54 l-20 40 l36 62 l-14 46 l26 50`, '#3f3a36', 7);
const eBike = (x: number, y: number, tone: string) =>
  circle(x, y, 46, '#2c2c2e') +
  circle(x, y, 24, '#9b9b9b') +
  circle(x + 190, y, 46, '#2c2c2e') +
  circle(x + 190, y, 24, '#9b9b9b') +
  line(`M${x} ${y} L${x + 60} ${y - 70} H${x + 130} L${x + 190} ${y}`, tone, 26) +
  rect(x + 50, y - 118, 90, 26, '#222', 'rx="12"') +
  line(`M${x + 190} ${y} L${x + 158} ${y - 150} l-42 -8`, '#333', 12);
const cone = (x: number, y: number) =>
  path(`M${x} ${y} l36 -120 h28 l36 120Z`, 'fill="#e4632b"') + rect(x + 18, y - 62, 64, 20, '#f7f7f5');
const tape = (y: number) =>
  line(`M60 ${y} Q640 ${y + 50} 1220 ${y - 10}`, '#e8c52b', 20) +
  line(`M60 ${y} Q640 ${y + 50} 1220 ${y - 10}`, '#2b2b2b" stroke-dasharray="34 34', 18);
const tree = (x: number, y: number, tone: string) =>
  rect(x - 16, y - 150, 32, 150, '#6d5138') +
  circle(x, y - 220, 110, tone) +
  circle(x - 80, y - 170, 76, tone) +
  circle(x + 80, y - 170, 76, tone);
const puddle = (x: number, y: number, r: number) =>
  `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r / 3}" fill="#5d7687" opacity="0.75"/>`;

const scenes: Readonly<Record<string, (view: SceneView) => string>> = {
  facade: ({ wrong, variant }) =>
    outdoors(variant) +
    building(180, 900, variant ? '#c9b8a0' : '#d8c7b3') +
    (wrong
      ? path('M520 300 l120 -30 l70 90 l-60 110 l-130 -20Z', 'fill="#8d8378"') +
        crack(600, 240) +
        times(6, (index) => rect(420 + index * 74, 780 + (index % 3) * 34, 54, 34, '#b8a68f')) +
        tape(740)
      : ''),
  renovation: ({ wrong, variant }) =>
    corridor(variant) +
    rect(380, 190, 520, 510, '#cfcabd') +
    (wrong
      ? path('M470 700 V330 l60 -40 l90 20 l80 -30 l90 60 V700Z', 'fill="#71695e"') +
        times(9, (index) => rect(330 + index * 76, 740 + (index % 3) * 36, 64, 40, index % 2 ? '#a5603f' : '#8f8a80'))
      : rect(520, 320, 240, 380, '#8a6a4a', 'rx="6"')),
  'fire-facilities': ({ wrong, variant }) =>
    corridor(variant) +
    rect(420, 180, 440, 500, '#b62323', 'rx="10"') +
    rect(456, 216, 368, 428, wrong ? '#2f2b2b' : '#e9e4df') +
    (wrong
      ? line('M820 216 L1010 160 V690 L824 644', '#b62323', 26)
      : circle(640, 400, 110, '#d8c59a') +
        circle(640, 400, 52, '#a8431f') +
        rect(500, 560, 280, 46, '#c9a24a', 'rx="14"')),
  'fire-lane': ({ wrong, variant }) =>
    outdoors(variant) +
    building(0, 300, '#c8ccd0') +
    building(980, 300, '#c8ccd0') +
    path('M420 960 L560 620 H720 L860 960Z', 'fill="#6f7370"') +
    times(4, (index) => line(`M${500 + index * 70} ${940 - index * 4} L${560 + index * 50} 640`, '#e6c229', 12)) +
    (wrong
      ? rect(470, 600, 360, 170, variant ? '#3f5d8a' : '#8a2f35', 'rx="40"') +
        rect(530, 530, 240, 100, '#24303a', 'rx="34"') +
        circle(550, 780, 44, '#1d1d1d') +
        circle(750, 780, 44, '#1d1d1d')
      : ''),
  lift: ({ wrong, variant }) =>
    corridor(variant) +
    rect(380, 120, 520, 600, '#8f9499') +
    (wrong
      ? rect(410, 150, 150, 570, '#b9bec3') +
        rect(560, 150, 160, 570, '#15181b') +
        rect(720, 150, 150, 570, '#b9bec3') +
        cone(600, 820) +
        tape(600)
      : rect(410, 150, 226, 570, '#b9bec3') + rect(644, 150, 226, 570, '#b9bec3')) +
    rect(950, 360, 70, 150, '#3a3d40', 'rx="10"') +
    circle(985, 400, 18, wrong ? '#b33' : '#7fc46b'),
  power: ({ wrong, variant }) =>
    corridor(variant) +
    times(
      3,
      (index) =>
        rect(200 + index * 310, 170, 270, 540, '#7d8a86', 'rx="6"') +
        rect(240 + index * 310, 220, 190, 120, '#39413f') +
        circle(335 + index * 310, 420, 26, wrong && index === 1 ? '#d23b2d' : '#6fae5a'),
    ) +
    (wrong
      ? line('M640 560 q60 120 -40 200 q-80 60 60 140', '#b8322a', 10) +
        line('M660 560 q120 90 40 220', '#2c62a8', 10) +
        puddle(700, 860, 240)
      : ''),
  gas: ({ wrong, variant }) =>
    outdoors(variant) +
    rect(0, 0, width, 620, variant ? '#cfc3ae' : '#d9d2c4') +
    line(wrong ? 'M640 0 C640 260 700 300 690 620' : 'M640 0 V620', '#d5b020', 34) +
    times(3, (index) =>
      wrong && index === 1 ? line('M520 350 l70 60', '#777', 16) : rect(590, 110 + index * 210, 120, 22, '#777'),
    ) +
    rect(560, 560, 170, 130, '#b9b9b4', 'rx="10"'),
  'public-facilities': ({ wrong, variant }) =>
    outdoors(variant) +
    tree(220, 640, '#5f8a4d') +
    tree(1080, 640, '#6a9156') +
    (wrong
      ? `<ellipse cx="640" cy="800" rx="190" ry="74" fill="#17191a"/><ellipse cx="770" cy="720" rx="180" ry="62" fill="#5d6063" transform="rotate(-14 770 720)"/>${cone(330, 860)}${cone(900, 880)}`
      : `<ellipse cx="640" cy="800" rx="190" ry="74" fill="#5d6063"/>${times(5, (index) => line(`M${500 + index * 66} 760 v80`, '#484b4e', 8))}`),
  security: ({ wrong, variant }) =>
    corridor(variant) +
    rect(120, 140, 1040, 480, '#22262a', 'rx="12"') +
    times(12, (index) =>
      rect(
        150 + (index % 4) * 252,
        168 + Math.floor(index / 4) * 148,
        232,
        128,
        wrong && [2, 5, 6].includes(index) ? '#0b0c0d' : (['#5b7c6a', '#6b7f93', '#8a7f6c'][index % 3] ?? '#666'),
      ),
    ) +
    rect(180, 700, 920, 60, '#6b5a48') +
    rect(540, 760, 200, 200, '#3b3f45', 'rx="30"'),
  water: ({ wrong, variant }) =>
    outdoors(variant) +
    `<ellipse cx="640" cy="780" rx="560" ry="150" fill="${wrong ? '#6f8a4f' : '#5b93ad'}"/>` +
    times(11, (index) => (wrong && index > 4 && index < 8 ? '' : rect(110 + index * 104, 560, 16, 130, '#e3e3de'))) +
    line(wrong ? 'M110 580 H540 M860 580 H1170' : 'M110 580 H1170', '#e3e3de', 16) +
    (wrong ? '' : circle(200, 640, 44, 'none', 'stroke="#e4632b" stroke-width="22"')),
  'falling-objects': ({ wrong, variant }) =>
    outdoors(variant) +
    building(0, 560, '#c7c0b4') +
    (wrong
      ? path('M720 800 l60 -90 l90 10 l40 70 l-60 60 h-90Z', 'fill="#3c4a3f"') +
        times(6, (index) =>
          rect(
            640 + index * 74,
            850 - (index % 2) * 40,
            40,
            18,
            index % 2 ? '#b98a3a' : '#5f9aa8',
            `transform="rotate(${index * 31} ${660 + index * 74} 860)"`,
          ),
        )
      : rect(900, 560, 120, 150, '#3f7d55', 'rx="12"')),
  'height-work': ({ wrong, variant }) =>
    outdoors(variant) +
    building(260, 760, variant ? '#b9c0c4' : '#cdbfae') +
    line('M620 40 V420', '#333', 6) +
    (wrong ? '' : line('M660 40 V420', '#c8452f', 6)) +
    circle(640, 400, 30, wrong ? '#3a2e26' : '#e8b923') +
    rect(606, 430, 68, 120, '#2f5f9a', 'rx="20"') +
    line('M612 545 l-10 90 M664 545 l14 90', '#2b2b30', 22) +
    rect(560, 640, 170, 18, '#7a6248'),
  'confined-space': ({ wrong, variant }) =>
    outdoors(variant) +
    `<ellipse cx="640" cy="770" rx="230" ry="92" fill="#121315"/>` +
    line('M560 760 V560 M720 760 V560 M560 600 H720 M560 680 H720', '#c9a227', 16) +
    (wrong
      ? ''
      : cone(300, 880) +
        cone(900, 880) +
        rect(960, 560, 120, 170, '#2f5f9a', 'rx="16"') +
        circle(1020, 640, 36, '#d9dde0')),
  drainage: ({ wrong, variant }) =>
    outdoors(variant) +
    rect(430, 700, 420, 160, '#3f4345', 'rx="8"') +
    times(9, (index) => rect(450 + index * 44, 716, 20, 128, '#707679')) +
    (wrong
      ? puddle(640, 830, 460) +
        times(
          16,
          (index) =>
            `<ellipse cx="${420 + index * 30}" cy="${750 + (index % 4) * 28}" rx="26" ry="12" fill="${index % 2 ? '#9a7a34' : '#6f7f3a'}" transform="rotate(${index * 23} ${420 + index * 30} 760)"/>`,
        )
      : ''),
  'e-bike': ({ wrong, variant }) =>
    corridor(variant) +
    times(3, (index) => rect(160 + index * 430, 46, 70, 654, '#c3bfb4')) +
    (wrong
      ? eBike(220, 800, '#2f6db0') +
        eBike(520, 830, '#b03a34') +
        eBike(830, 800, '#3d8a5c') +
        line('M900 720 C1000 500 1080 300 1180 60', '#222', 8)
      : rect(200, 760, 880, 16, '#e6c229') + rect(980, 330, 120, 180, '#3d8a5c', 'rx="10"')),
};

export const sceneCodes: readonly string[] = Object.keys(scenes);

/** @throws Error when no scene is drawn for that item */
export function drawScene(code: string, view: SceneView): string {
  const draw = scenes[code];
  if (!draw) throw new Error(`no scene for item ${code}`);
  const light = view.variant ? '#202838' : '#fff3d6';
  return svg(
    `${draw(view)}<rect width="${width}" height="${height}" fill="${light}" opacity="${view.variant ? 0.16 : 0.1}"/><rect width="${width}" height="${height}" fill="url(#vignette)"/>`,
  );
}

/** A company's authorisation as a phone photographs it: lines of writing and a seal. */
export function drawAuthorisation(variant: number): string {
  const star = Array.from({ length: 10 }, (_, index) => {
    const [radius, angle] = [index % 2 ? 18 : 44, (index * Math.PI) / 5 - Math.PI / 2];
    return `${(850 + radius * Math.cos(angle)).toFixed(1)},${(700 + radius * Math.sin(angle)).toFixed(1)}`;
  }).join(' ');
  return svg(
    rect(0, 0, width, height, '#6d5a46') +
      `<g transform="rotate(${variant % 2 ? 2 : -2} 640 480)">${rect(250, 40, 780, 880, '#f7f5ef')}${rect(440, 110, 400, 44, '#3a3a3a')}` +
      times(9, (index) =>
        rect(
          330 + (index === 0 ? 60 : 0),
          220 + index * 46,
          index === 8 ? 280 : 620 - (index === 0 ? 60 : 0),
          14,
          '#6b6b6b',
        ),
      ) +
      `${circle(850, 700, 110, 'none', 'stroke="#c8332b" stroke-width="10" opacity="0.85"')}<polygon points="${star}" fill="#c8332b" opacity="0.85"/>${rect(640, 730, 160, 14, '#6b6b6b')}${rect(640, 780, 220, 14, '#6b6b6b')}</g>` +
      '<rect width="1280" height="960" fill="url(#vignette)"/>',
  );
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><radialGradient id="vignette" cx="50%" cy="46%" r="75%"><stop offset="60%" stop-color="#000" stop-opacity="0"/><stop offset="100%" stop-color="#000" stop-opacity="0.35"/></radialGradient></defs>${content}</svg>`;
}
