/**
 * Draws a point icon or a hatch for `id` (`schools-<halo>`, `hatch-<colour>`). Each collection has a shape of its own
 * as well as a colour. Two device pixels a unit.
 */
export function drawImage(id: string, colours: Readonly<Record<string, string>>): ImageData | null {
  const at = id.lastIndexOf('-');
  const name = id.slice(0, at);
  const value = id.slice(at + 1);
  if (name === 'hatch') return hatch(value);
  const colour = colours[name];
  return colour ? pointIcon(name, colour, value) : null;
}

export const IMAGE_PIXEL_RATIO = 2;

function hatch(colour: string): ImageData {
  const size = 16;
  const pen = canvas(size);
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1.8;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

function pointIcon(name: string, colour: string, halo: string): ImageData {
  const size = 44;
  const middle = size / 2;
  const pen = canvas(size);
  pen.lineJoin = 'round';
  pen.fillStyle = colour;
  pen.strokeStyle = halo;
  pen.lineWidth = 3;
  pen.beginPath();
  if (name === 'schools') {
    pen.moveTo(middle, 3);
    pen.lineTo(size - 3, middle);
    pen.lineTo(middle, size - 3);
    pen.lineTo(3, middle);
    pen.closePath();
  } else if (name === 'public-buildings') {
    pen.rect(6, 6, size - 12, size - 12);
  } else {
    pen.arc(middle, middle, middle - 4, 0, 2 * Math.PI);
  }
  pen.fill();
  pen.stroke();
  pen.strokeStyle = halo;
  pen.fillStyle = halo;
  pen.lineCap = 'round';
  GLYPHS[name]?.(pen, middle);
  return pen.getImageData(0, 0, size, size);
}

const GLYPHS: Readonly<Record<string, (pen: CanvasRenderingContext2D, middle: number) => void>> = {
  schools: (pen, m) => {
    pen.font = `700 ${m * 0.95}px system-ui, sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText('S', m, m + 1);
  },
  hotspots: (pen, m) => {
    pen.lineWidth = 2.6;
    for (const radius of [6, 11]) {
      pen.beginPath();
      pen.arc(m, m + 7, radius, -Math.PI * 0.78, -Math.PI * 0.22);
      pen.stroke();
    }
    pen.beginPath();
    pen.arc(m, m + 7, 2.4, 0, 2 * Math.PI);
    pen.fill();
  },
  'public-buildings': (pen, m) => {
    pen.beginPath();
    pen.moveTo(m - 11, m - 3);
    pen.lineTo(m, m - 10);
    pen.lineTo(m + 11, m - 3);
    pen.closePath();
    pen.fill();
    for (const x of [-7, 0, 7]) pen.fillRect(m + x - 1.5, m - 1, 3, 9);
    pen.fillRect(m - 10, m + 9, 20, 2.5);
  },
};

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = size;
  element.height = size;
  return element.getContext('2d', { willReadFrequently: true })!;
}
