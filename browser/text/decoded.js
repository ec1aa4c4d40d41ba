/**
 * What a part of an address says; the part as it stands if a percent sign in it is no code of UTF-8: anyone can
 * write an address.
 *
 * @param {string} text
 */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
