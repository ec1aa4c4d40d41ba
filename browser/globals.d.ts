// What scripts share that cannot be modules: see search/search.js.

interface Window {
  /** Set by the file of anchors beside a long category: see anchors.js. */
  glossgenAnchors?: Record<string, string[]>;
  /** Set by more.js. */
  glossgenMore?: {
    act: typeof import("./more/actions.js").act;
    markSentence: typeof import("./more/sentence.js").markSentence;
    showSheet: typeof import("./more/preview.js").showSheet;
  };
  /** Set by search.js. */
  glossgenSearch?: import("./search/search.js").Search;
  /** Called by each file of the search index with its name and value; set by search/load.js. */
  glossgenIndex?: (name: string, value: unknown) => void;
}

/** The classes that KaTeX's style sheet has rules for; `render/math/engine.py` sets them before render.js. */
declare const STYLED: Set<string>;
