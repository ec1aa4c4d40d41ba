// Loading scripts and the files of the index. A page that was opened from the disk may load scripts and may
// fetch nothing, so each file of the index is a script that calls `glossgenIndex(name, value)`.

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
export function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve();
    script.onerror = reject;
    document.head.append(script);
  });
}

/**
 * The text that was compressed for a file of the index: `zlib`, in base64.
 *
 * @param {string} packed
 * @returns {Promise<string>}
 */
function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

/**
 * What loads the files of the index beside the search page, each once.
 *
 * @param {string} base  the address of their folder
 */
export function makeLoader(base) {
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();
  /** @type {Map<string, unknown>} */
  const values = new Map();
  window.glossgenIndex = (name, value) => {
    values.set(name, value);
  };

  /**
   * @param {string} name
   * @param {string} [version]  asked for with the address, so that an old copy is not taken
   */
  return function load(name, version = "") {
    let value = loading.get(name);
    if (!value) {
      value = loadScript(`${base + name}.js?${version}`).then(() => {
        const passed = values.get(name);
        return typeof passed === "string" ? unpacked(passed) : passed;
      });
      loading.set(name, value);
    }
    return value;
  };
}
