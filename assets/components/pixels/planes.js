// The numbers Python sent: red, green, blue and grey of every pixel, looked up and painted.
export const PLANES = ["Red", "Green", "Blue", "Grey"];
const GREY = 3;
const PARTS = [0, 1, 2];

export class Planes {
  constructor({ stamp, arrays: { pixels, grey } }) {
    const [height, width] = pixels.shape;
    Object.assign(this, { stamp, height, width, pixels: pixels.values, grey: grey.values });
  }

  /** The value of a plane (0 red, 1 green, 2 blue, 3 grey) at a pixel, by its number. */
  at(plane, number) {
    return plane === GREY ? this.grey[number] : this.pixels[3 * number + plane];
  }

  value(plane, { row, col }) {
    return this.at(plane, row * this.width + col);
  }

  /** Paint one plane, or the whole picture when it is null, pixel for pixel. */
  paint(canvas, plane, tinted) {
    const { width, height } = this;
    const image = new ImageData(width, height);
    const lit = PARTS.map((part) => glows(part, plane, tinted));
    for (let number = 0; number < width * height; number += 1) {
      for (const part of PARTS) {
        const value = lit[part] ? this.at(plane ?? part, number) : 0;
        image.data[4 * number + part] = value;
      }
      image.data[4 * number + 3] = 255;
    }
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext("2d").putImageData(image, 0, 0);
  }
}

/** Whether a plane's value is shown by this part of the light: by all three when it is grey. */
const glows = (part, plane, tinted) =>
  plane === null || plane === GREY || !tinted || part === plane;

/** The colour of a value of a plane: grey, or light of the plane's own colour. */
export const shade = (value, plane, tinted) =>
  PARTS.map((part) => (glows(part, plane, tinted) ? value : 0));
