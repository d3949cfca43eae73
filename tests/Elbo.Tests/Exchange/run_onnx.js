// Runs a model as the lines of a plan say: `model FILE`, `input NAME TYPE DIMS FILE`, `output NAME FILE`.
// TYPE is float32 or int64, DIMS are joined by x, values lie in files as they lie in memory.
const fs = require('fs'), [, , modules, plan] = process.argv;
const ort = require(modules + '/node_modules/onnxruntime-node');

async function run() {
  let model = null, inputs = {}, outputs = {};
  const flush = async () => {
    if (model === null) return;
    const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    const results = await session.run(inputs);
    if (Object.keys(results).sort().join() !== Object.keys(outputs).sort().join()) throw new Error(`${model} gave ${Object.keys(results)}`);
    for (const [name, file] of Object.entries(outputs)) {
      const data = results[name].data;
      fs.writeFileSync(file, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    }
    await session.release();
  };
  for (const line of fs.readFileSync(plan, 'utf8').split('\n').filter(Boolean)) {
    const [what, ...words] = line.split(' ');
    if (what === 'model') {
      await flush();
      [model, inputs, outputs] = [words[0], {}, {}];
    } else if (what === 'input') {
      const [name, type, dims, file] = words, bytes = fs.readFileSync(file);
      const memory = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const data = type === 'int64' ? new BigInt64Array(memory) : new Float32Array(memory);
      inputs[name] = new ort.Tensor(type, data, dims.split('x').map(Number));
    } else outputs[words[0]] = words[1];
  }
  await flush();
}

run().catch(error => { console.error(error); process.exitCode = 1; });
