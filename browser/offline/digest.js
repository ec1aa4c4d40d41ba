/**
 * SHA-256 of a page, in hexadecimal: what tells one version of it from another.
 *
 * @param {ArrayBuffer} content
 */
export async function digest(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
