// What a query asks for: without the words of a question around it, and cut into the words that matter.

/** What stands around a name in a question, by language. @type {RegExp[]} */
const QUESTIONS = [
  /^(?:what(?:['’]s| is| are| does| do)|who is|define|definition of|(?:the )?meaning of|explain|how (?:does|do|is|are))\s+(?:(?:the|a|an)\s+)?(.+?)(?:\s+(?:mean|means|work|works|used|stand for|definition|meaning))?$/i,
  /^(.+?)\s+(?:definition|meaning)$/i,
  /^(.+?)(?:\s*(?:とは|って|の意味|の定義|という意味|の使い方|について|を教えて).*|\s*(?:は|が)?(?:何|なに)(?:ですか|か|だ|)?)$/,
  /^(?:was (?:ist|sind|bedeutet)|definition von)\s+(?:(?:ein|eine|der|die|das)\s+)?(.+)$/i,
  /^(?:qu['’]est[- ]ce (?:que|qu['’])|c['’]est quoi|d[ée]finition d[e'’])\s*(?:(?:le|la|les|un|une|l['’])\s*)?(.+)$/i,
  /^(?:qu[ée] (?:es|son|significa)|o que (?:é|são)|che cos['’ ]?è|cos['’]è)\s+(?:(?:el|la|los|un|una|um|uma|il|lo)\s+)?(.+)$/i,
  /^(?:что такое|что значит)\s+(.+)$/i,
  /^(.+?)(?:\s+nedir|이?란(?:\s*무엇.*)?|\s+क्या (?:है|होता है)|\s+کیا ہے)$/i,
  /^(?:什么是|甚麼是|什麼是|何谓)(.+)$/,
  /^(.+?)(?:是(?:什么|什麼)(?:意思)?)$/,
];
const SIGNS = /^[\s¿¡]+|[\s?？!！。.]+$/g;
/** English words that say nothing of what is looked for. */
const EMPTY = /^(?:a|an|the|of|in|on|to|for|is|are|and|or|with|by|between|how|what)$/i;
/** Runs of letters that are a word each in a text without spaces; hiragana between them are particles. */
const RUNS = /[㐀-鿿々]+|[ァ-ヶー]+|[\p{Script=Latin}\p{N}.+#-]+/gu;

/** Latin letters of a kana that an input method still waits for: きかいg. */
const UNFINISHED = /([ぁ-ゖー])[b-df-hj-np-tv-zｂ-ｄｆ-ｈｊ-ｎｐ-ｔｖ-ｚ]{1,2}$/;

/**
 * The query without the words that make a question of it, and without letters of an unfinished kana.
 *
 * @param {string} query
 */
export function asked(query) {
  const bare = query.replace(SIGNS, "").replace(UNFINISHED, "$1");
  const found = QUESTIONS.map((question) => bare.match(question)?.[1]).find(Boolean);
  return found || bare || query;
}

/**
 * The words of a query: those between spaces, else those that its scripts tell apart (インフラをコードで).
 *
 * @param {string} query
 */
export function wordsOf(query) {
  const spaced = query.split(/\s+/).filter(Boolean);
  if (spaced.length > 1) {
    const telling = spaced.filter((word) => !EMPTY.test(word));
    return telling.length > 0 ? telling : spaced;
  }
  const runs = /[ぁ-ゖ]/.test(query) ? (query.match(RUNS) ?? []) : [];
  return runs.length > 1 ? runs : spaced;
}

/** Endings of English words, longest first. */
const ENDINGS =
  /(?:ations?|ances?|ences?|ities|ings?|ents?|ants?|ancy|ency|ers?|ors?|ors|ity|ies|ive|ion|ed|es|s|e|y)$/;
const SHORTEST_STEM = 4;

/**
 * An English word without its ending, as far as enough is left.
 *
 * @param {string} word  folded
 */
export function stem(word) {
  const cut = /^[a-z]+$/.test(word) ? word.replace(ENDINGS, "") : word;
  return cut.length < SHORTEST_STEM ? word : cut;
}
