// A histogram as bars between 0 and 1, from counts Python made.

/** Bars of {left, width, height, role}; heights on a square-root scale, so small counts show. */
export function bars(counts, low, high) {
  const most = Math.max(1, ...counts);
  const width = 1 / counts.length;
  return Array.from(counts, (count, i) => {
    const middle = low + (i + 0.5) * width * (high - low);
    const height = Math.sqrt(count / most);
    return { left: i * width, width, height, role: roleOf(middle) };
  });
}

/** Below black is negative, above white positive: what a picture cannot show. */
const roleOf = (value) => (value < 0 ? "negative" : value > 255 ? "positive" : "shown");

/** Where a value stands between low (0) and high (1); null when it is outside. */
export function markAt(value, low, high) {
  const share = (value - low) / (high - low);
  return share >= 0 && share <= 1 ? share : null;
}
