"""The words that the labels and sentences of the corpus are made of. All of them are made up for it."""

from __future__ import annotations


def _words(line: str) -> tuple[str, ...]:
    """The words of a long line: easier to read and to extend than so many quoted ones."""
    return tuple(line.split())


FIRST = _words(
    "勾配 特徴 確率 統計 行列 画像 音声 言語 文字 文章 信号 時系 空間 構造 領域 距離 状態 行動 報酬 方策 "
    "観測 予測 推定 分布 標本 母集 変数 因果 潜在 生成 識別 転移 強化 蒸留 量子 暗号 鍵盤 通信 経路 回線 "
    "電力 熱量"
)
SECOND = _words(
    "圧縮 分解 補間 正規 集約 抽出 選択 探索 更新 検証 評価 監視 分割 統合 変換 復元 近似 収束 発散 初期 "
    "伝播 逆算 並列 分散 同期 遅延 整列 照合 索引 検索 要約 翻訳 対話 注釈 分類 回帰 順位 推薦 計画 制御"
)
THING = _words(
    "フィルタ モデル カーネル グラフ ツリー バッファ テーブル スコア マップ ゲート セル ブロック ループ "
    "スタック キュー パス ノード エッジ ラベル マスク トークン ベクトル テンソル クラスタ サンプル バッチ "
    "エポック レイヤ ヘッド デコーダ エンコーダ サンプラ スケジューラ オプティマイザ プローブ ルータ "
    "パーサ インデクサ キャッシュ ヒープ ストリーム チャネル フレーム ウィンドウ プール トレース ログ "
    "シード リング メッシュ グリッド ドメイン シャード レプリカ スナップショット パイプライン "
    "ベンチマーク アンサンブル アダプタ センサ"
)
ADJECTIVE = _words(
    "Sparse Dense Linear Convex Robust Greedy Latent Causal Random Markov Spectral Ordinal Cyclic Partial "
    "Stable Ragged Shallow Deep Bounded Hidden Online Offline Static Dynamic Uniform Skewed Mutual Joint "
    "Local Global Binary Ternary Signed Fuzzy Crisp Lazy Eager Strict Loose Quantum Plain Mixed"
)
NOUN = _words(
    "Gradient Feature Matrix Signal Image Speech Language Token Policy Reward State Action Sample Cluster "
    "Margin Kernel Vector Tensor Entropy Variance Moment Residual Factor Anchor Border Window Channel Stream "
    "Memory Cache Index Query Schema Ledger Packet Route Circuit Lattice Manifold Prior"
)
TOOL = _words(
    "Filter Model Solver Parser Router Sampler Encoder Decoder Scheduler Optimizer Estimator Predictor "
    "Detector Tracker Indexer Ranker Planner Matcher Merger Splitter Mapper Reducer Wrapper Adapter Monitor "
    "Profiler Verifier Simulator Compiler Generator Aligner Tagger Chunker Pruner Quantizer Normalizer "
    "Regularizer Initializer Aggregator Summarizer Annotator Classifier Regressor Embedder Hasher Scorer "
    "Balancer Throttler Collector Dispatcher Resolver Inspector Recorder Replayer Formatter Converter "
    "Composer Extractor Selector Evaluator"
)
CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"

FRAMES = (
    "{}は、{}の結果を受け取り、次の段階に渡すための仕組みである。",
    "設計の段階では、{}と{}のどちらを採るかを、必要な精度と使える時間から決めることが多い。",
    "{}の値が大きくなるほど{}の影響は小さくなるため、両方を同時に確かめる必要がある。",
    "実際の作業では、{}を用意してから{}を動かし、得られた値を記録に残す。",
    "規模が大きいときは、{}を使う前に{}で対象を絞り込むと、計算にかかる手間が減る。",
    "It is often used together with the {}, and it can take the place of the {} when there is little data. ",
)
ITEM = "{}：入力の性質が変わったときに見直す項目"
CLOSING = "この定義は、社内の資料で使われる言い方に合わせて短くまとめたものである。"
REVISED = "この定義は、第{}回の見直しで書き改めた。"
ASIDE = "なお、ここでいう範囲は{}と呼ばれることもある。"
FORMULAS = (
    r"x_{{{0}}} = \frac{{1}}{{n}} \sum_{{i=1}}^{{n}} w_i y_i + {0}",
    r"\hat{{y}} = \sigma\left(\mathbf{{W}}_{{{0}}} \mathbf{{x}} + \mathbf{{b}}\right)",
    r"L = -\sum_k p_k \log q_k",
    r"\lVert \mathbf{{v}} \rVert_2 = \sqrt{{\mathbf{{v}}^\top \mathbf{{v}}}}",
)
"""The first two differ from term to term; the others are repeated all over the glossary."""
