// Trains ConvNetJS's example network for MNIST on clothes until it is right often enough:
//     node fashion.mjs /usr/share/datasets/fashion-mnist 0.71
// Prints seconds of training (judging is not counted), images learned from, and the accuracy.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const convnet = createRequire(import.meta.url)("convnetjs");
const [folder, goal] = [process.argv[2], +process.argv[3]];
const [SIDE, CELLS, BETWEEN, JUDGES] = [28, 28 * 28, 500, 1000];

const read = (name, header) => gunzipSync(readFileSync(join(folder, name))).subarray(header);
const images = (part) => read(`${part}-images-idx3-ubyte.gz`, 16);
const labels = (part) => read(`${part}-labels-idx1-ubyte.gz`, 8);

function picture(bytes, number) {
  const volume = new convnet.Vol(SIDE, SIDE, 1, 0);
  for (let cell = 0; cell < CELLS; cell++) volume.w[cell] = bytes[number * CELLS + cell] / 255;
  return volume;
}

const net = new convnet.Net();
net.makeLayers([
  { type: "input", out_sx: SIDE, out_sy: SIDE, out_depth: 1 },
  { type: "conv", sx: 5, filters: 8, stride: 1, pad: 2, activation: "relu" },
  { type: "pool", sx: 2, stride: 2 },
  { type: "conv", sx: 5, filters: 16, stride: 1, pad: 2, activation: "relu" },
  { type: "pool", sx: 3, stride: 3 },
  { type: "softmax", num_classes: 10 },
]);
const trainer = new convnet.Trainer(net, { method: "adadelta", batch_size: 20, l2_decay: 0.001 });

const [x, y] = [images("train"), labels("train")];
const [heldX, heldY] = [images("t10k"), labels("t10k")];

function accuracy() {
  let right = 0;
  for (let n = 0; n < JUDGES; n++) {
    net.forward(picture(heldX, n));
    right += net.getPrediction() === heldY[n];
  }
  return right / JUDGES;
}

let [seconds, learned, found] = [0, 0, 0];
while (found < goal && learned < y.length) {
  const start = performance.now();
  for (let n = 0; n < BETWEEN; n++, learned++) trainer.train(picture(x, learned), y[learned]);
  seconds += (performance.now() - start) / 1000;
  found = accuracy();
}
console.log(JSON.stringify({ seconds, learned, found }));
