// Points in WebGL: one draw call, whatever their number.

const vertex = `
attribute vec2 place;
attribute vec4 tint;
uniform vec2 centre, scale;
uniform mediump float size;
varying mediump vec4 colour;
void main() {
  gl_Position = vec4((place - centre) * scale, 0.0, tint.a > 0.0 ? 1.0 : 0.0);
  gl_PointSize = tint.a > 0.0 ? size : 0.0;
  colour = tint;
}`;

const fragment = `
precision mediump float;
varying vec4 colour;
uniform mediump float size;
void main() {
  if (colour.a == 0.0) discard;
  float inside = clamp(size * (0.5 - length(gl_PointCoord - 0.5)) + 0.5, 0.0, 1.0);
  gl_FragColor = vec4(colour.rgb, 1.0) * colour.a * inside;
}`;

const rendererOf = gl => {
  const name = gl.getParameter(gl.RENDERER);
  // What Chromium says of every machine.
  if (name !== "WebKit WebGL") return name;
  const told = gl.getExtension("WEBGL_debug_renderer_info");
  return told ? gl.getParameter(told.UNMASKED_RENDERER_WEBGL) : name;
};

export class ScatterGl {
  kind = "webgl";
  #gl;
  #places;
  #tints;
  #count = 0;
  #at = {};

  /** Throws where the browser has no WebGL, or does it without a graphics card: a plain canvas is faster then. */
  constructor(canvas) {
    const gl = this.#gl = canvas.getContext("webgl", { antialias: false, premultipliedAlpha: true, failIfMajorPerformanceCaveat: true });
    if (!gl || /swiftshader|llvmpipe|software|basic render/i.test(rendererOf(gl))) throw new Error("No graphics card.");
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error("No shader.");
    gl.useProgram(program);
    for (const name of ["centre", "scale", "size"]) this.#at[name] = gl.getUniformLocation(program, name);
    this.#places = this.#attribute(program, "place", 2, gl.FLOAT, false);
    this.#tints = this.#attribute(program, "tint", 4, gl.UNSIGNED_BYTE, true);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  #attribute(program, name, size, kind, normalised) {
    const gl = this.#gl, buffer = gl.createBuffer(), location = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, kind, normalised, 0, 0);
    return buffer;
  }

  setPlaces(places) {
    this.#count = places.length / 2;
    this.#fill(this.#places, places);
  }

  /** Four bytes for each point; alpha 0 hides it. */
  setTints(tints) { this.#fill(this.#tints, tints); }

  #fill(buffer, values) {
    this.#gl.bindBuffer(this.#gl.ARRAY_BUFFER, buffer);
    this.#gl.bufferData(this.#gl.ARRAY_BUFFER, values, this.#gl.STATIC_DRAW);
  }

  draw(view, radius, ratio) {
    const gl = this.#gl, unit = view.unit;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.#count === 0) return;
    gl.uniform2f(this.#at.centre, ...view.centre);
    gl.uniform2f(this.#at.scale, 2 * unit / view.width, 2 * unit / view.height);
    gl.uniform1f(this.#at.size, 2 * radius * ratio + 1);
    gl.drawArrays(gl.POINTS, 0, this.#count);
  }

  dispose() { this.#gl.getExtension("WEBGL_lose_context")?.loseContext(); }
}
