// Trains one network with ConvNetJS and prints samples a second:
//     node convnet.mjs 8x8 32 2      (network, images a batch, seconds)
import { createRequire } from "node:module";

const convnet = createRequire(import.meta.url)("convnetjs");
const [name, batch, seconds] = [process.argv[2], +process.argv[3], +process.argv[4]];

const conv = (filters, sx, bent = true) =>
  ({ type: "conv", filters, sx, stride: 1, pad: 0, ...(bent && { activation: "relu" }) });
const pool = { type: "pool", sx: 2, stride: 2 };
const NETWORKS = {
  "8x8": [8, 1, [conv(8, 3), pool]],
  "LeNet-like 28x28": [28, 1, [conv(8, 5), pool, conv(16, 5), pool]],
  "TinyVGG 32x32x3": [32, 3, [conv(10, 3), conv(10, 3), pool, conv(10, 3), conv(10, 3), pool]],
};

const [side, depth, layers] = NETWORKS[name];
const net = new convnet.Net();
net.makeLayers([
  { type: "input", out_sx: side, out_sy: side, out_depth: depth },
  ...layers,
  { type: "softmax", num_classes: 10 },
]);
const trainer = new convnet.Trainer(net, {
  method: "sgd", learning_rate: 0.01, momentum: 0.9, batch_size: batch, l2_decay: 0,
});
const images = Array.from({ length: 64 }, () => new convnet.Vol(side, side, depth));

function train(time) {
  const start = performance.now();
  let samples = 0;
  while (performance.now() - start < time * 1000) {
    for (let n = 0; n < batch; n++, samples++) trainer.train(images[samples % 64], samples % 10);
  }
  return samples / ((performance.now() - start) / 1000);
}

train(seconds / 2); // the engine compiles what runs often
console.log(train(seconds));
