// What is found in a list of numbers.

/** The place of the largest value. @param {ArrayLike<number>} values */
export function argmax(values) {
  let top = 0;
  for (let i = 1; i < values.length; i += 1) if (values[i] > values[top]) top = i;
  return top;
}

/** The largest size of a finite number. @param {ArrayLike<number>} values */
export function maxAbs(values) {
  let limit = 0;
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i]);
    if (size > limit && size !== Infinity) limit = size;
  }
  return limit;
}
