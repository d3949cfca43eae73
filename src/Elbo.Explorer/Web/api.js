// What the server answers.

const asked = async (path, options) => {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The server does not answer: see whether elbo explore still runs.");
  }
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => null);
  throw Object.assign(new Error(told?.error ?? `The server answered ${answer.status} to ${path.split("?")[0]}.`), { status: answer.status });
};

const post = (path, body, signal) =>
  asked(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });

// How often a plane is asked for again of a server that has let go of its model, as for other runs that were opened.
const patience = 5;

export const listRuns = async () => (await asked("/api/runs")).json();

/** One run, as the server knows it. */
export class Run {
  constructor(id) {
    this.id = id;
    this.path = `/api/runs/${encodeURIComponent(id)}`;
  }

  async load() { return this.take(await this.details()); }

  async details() { return (await asked(this.path)).json(); }

  take(details) {
    Object.assign(this, details);
    this.pixels = this.width * this.height * this.channels;
    this.order = this.dimensions.map(dimension => dimension.index);
    return this;
  }

  thumbnail() { return `${this.path}/thumbnail`; }

  picture(index) { return `${this.path}/points/${index}/picture`; }

  // Other weights rebuild it in another way: the browser is not to take the picture it knows.
  reconstruction(index) { return `${this.path}/points/${index}/reconstruction?checkpoint=${this.checkpoint}`; }

  /** Pictures of codes: an array of bytes for each. */
  async decode(codes, label, signal) {
    const pictures = [];
    for (let start = 0; start < codes.length; start += this.atOnce) {
      const answer = await post(`${this.path}/decode`, { codes: codes.slice(start, start + this.atOnce), label }, signal);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      for (let at = 0; at < bytes.length; at += this.pixels) pictures.push(bytes.subarray(at, at + this.pixels));
    }
    return pictures;
  }

  /** The code at a place of a plane, and its picture. */
  async place(axes, x, y, at, code, label) {
    const bytes = await (await post(`${this.path}/place`, { axes, x, y, at, code, label })).arrayBuffer();
    return { code: [...new Float32Array(bytes, 0, this.latent)], picture: new Uint8Array(bytes, 4 * this.latent) };
  }

  async project(axes, x, y, codes) {
    const places = [];
    for (let start = 0; start < codes.length; start += 256) {
      const answer = await post(`${this.path}/project`, { axes, x, y, codes: codes.slice(start, start + 256) });
      places.push(...(await answer.json()).places);
    }
    return places;
  }

  /** Places and labels of the test set's codes; progress is told while they are computed. */
  async plane(axes, x, y, progress, signal) {
    const query = axes === "latents" ? `axes=latents&x=${x}&y=${y}` : `axes=${axes}`;
    for (let refused = 0; ;) {
      const answer = await asked(`${this.path}/plane?${query}`, { signal }).catch(failure => {
        if (failure.status !== 503 || refused++ === patience) throw failure;
      });
      if (answer?.status === 200) {
        const bytes = await answer.arrayBuffer(), count = new DataView(bytes).getInt32(0, true);
        return { count, places: new Float32Array(bytes, 4, 2 * count), labels: new Uint8Array(bytes, 4 + 8 * count, count) };
      }
      if (answer) progress((await answer.json()).progress);
      await new Promise(done => setTimeout(done, 400));
      signal.throwIfAborted();
    }
  }

  async point(index) { return (await asked(`${this.path}/points/${index}`)).json(); }

  async pictureFile(index) { return (await asked(this.picture(index))).blob(); }

  async encode(file, label) {
    const query = label === null || label === undefined ? "" : `?label=${label}`;
    const type = file.type.startsWith("image/") ? file.type : "image/png";
    return (await asked(`${this.path}/encode${query}`, { method: "POST", headers: { "Content-Type": type }, body: file })).json();
  }

  async morph(from, to, frames, label, size) { return (await post(`${this.path}/morph.gif`, { from, to, frames, label, size })).blob(); }

  async means() { return (await asked(`${this.path}/means`)).json(); }

  async mean(indices) { return (await (await post(`${this.path}/mean`, { indices })).json()).mean; }

  async random() {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;
    return (await (await asked(`${this.path}/random?seed=${seed}`)).json()).code;
  }

  async figures() { return (await asked(`${this.path}/figures`)).json(); }

  events() { return new EventSource(`${this.path}/events`); }
}
