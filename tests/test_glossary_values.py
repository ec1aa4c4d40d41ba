"""The values that `glossary/` claims, computed here and compared with what is written in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil, comb, cos, erf, exp, floor, log, log2, pi, prod, sqrt
from statistics import fmean, linear_regression, pstdev, pvariance
from typing import Any

import pytest

from glossary_entries import LANGUAGES, entries, notes


def sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x))


def softmax(scores: Sequence[float], temperature: float = 1) -> list[float]:
    powers = [exp(score / temperature) for score in scores]
    return [power / sum(powers) for power in powers]


def below(x: float) -> float:
    """The cumulative distribution function of the standard normal distribution."""
    return (1 + erf(x / sqrt(2))) / 2


def bits(p: float) -> float:
    """The entropy of a coin."""
    return -p * log2(p) - (1 - p) * log2(1 - p)


def nats(p: float) -> float:
    return bits(p) * log(2)


def standardized(values: Sequence[float]) -> list[float]:
    return [(value - fmean(values)) / pstdev(values) for value in values]


def gini(*counts: int) -> float:
    return 1 - sum((count / sum(counts)) ** 2 for count in counts)


def signal_left(time: float, steps: int = 1000) -> float:
    """The product of 1 − β of the linear noise schedule up to a share of the time."""
    betas = [1e-4 + (0.02 - 1e-4) * step / (steps - 1) for step in range(round(time * steps))]
    return prod(1 - beta for beta in betas)


def cosine_left(time: float, offset: float = 0.008) -> float:
    def f(u: float) -> float:
        return cos((u + offset) / (1 + offset) * pi / 2) ** 2

    return f(time) / f(0)


def kl(p: Sequence[float], q: Sequence[float]) -> float:
    return sum(a * log(a / b) for a, b in zip(p, q, strict=True))


def machine() -> tuple[float, float]:
    """The values of the two states of the example machine: good (run) and worn (repair)."""
    good = worn = 0.0
    for _ in range(2000):
        good, worn = 10 + 0.9 * (0.8 * good + 0.2 * worn), -5 + 0.9 * good
    return good, worn


def updates(step: Callable[[list[float], list[float], int], list[float]]) -> int:
    """The updates until f(x, y) = (x² + 25 y²) / 2 falls below 0.001 from (5, 1)."""
    point, count = [5.0, 1.0], 0
    while (point[0] ** 2 + 25 * point[1] ** 2) / 2 >= 1e-3:
        count += 1
        point = step(point, [point[0], 25 * point[1]], count)
    return count


def with_momentum(rate: float, keep: float) -> int:
    moved = [0.0, 0.0]

    def step(point: list[float], gradient: list[float], _: int) -> list[float]:
        moved[:] = [keep * v - rate * g for v, g in zip(moved, gradient, strict=True)]
        return [p + v for p, v in zip(point, moved, strict=True)]

    return updates(step)


def with_adam(rate: float) -> int:
    mean, square = [0.0, 0.0], [0.0, 0.0]

    def step(point: list[float], gradient: list[float], t: int) -> list[float]:
        mean[:] = [0.9 * m + 0.1 * g for m, g in zip(mean, gradient, strict=True)]
        square[:] = [0.999 * v + 0.001 * g * g for v, g in zip(square, gradient, strict=True)]
        return [
            p - rate * (m / (1 - 0.9**t)) / (sqrt(v / (1 - 0.999**t)) + 1e-8)
            for p, m, v in zip(point, mean, square, strict=True)
        ]

    return updates(step)


GOOD, WORN = machine()
HOT, WARM, COOL = (softmax([2, 1, 0], temperature) for temperature in (0.5, 1, 2))
TEACHER, SOFT = softmax([5, 3, 0]), softmax([5, 3, 0], 4)
WEIGHTS = softmax([2, 1, 0.1])
LAYER = standardized([1, 2, 3, 6])
LINE = linear_regression([1, 2, 3], [2, 3, 5])
OUTLIER = [10, 11, 12, 12, 13, 14, 50]

# Entry or note, value, and how it is written in Japanese and in English: the number between «», the rest to
# tell it from other numbers of the entry. Without «» the whole is the number; without English it is the same;
# "" is a language that puts it in other words.
CLAIMS: list[tuple[Any, ...]] = [
    # foundations
    ("multiclass-classification", comb(10, 2), "10個と«45»個", "10 and «45» classif"),
    ("expected-value", fmean(range(1, 7)), "3.5"),
    ("variance", pvariance(range(1, 7)), "2.917"),
    ("normal-distribution", 100 * (2 * below(1) - 1), "68.3"),
    ("normal-distribution", 100 * (2 * below(2) - 1), "95.4"),
    ("normal-distribution", 100 * (2 * below(3) - 1), "99.7"),
    ("likelihood", 0.5**10, "0.00098"),
    ("likelihood", 0.7**7 * 0.3**3, "0.00222"),
    ("bayes-theorem", 0.9 * 0.01 / (0.9 * 0.01 + 0.05 * 0.99), "0.154"),
    ("entropy", bits(0.9), "0.469"),
    ("kl-divergence", kl([0.5, 0.5], [0.9, 0.1]), "0.511"),
    ("kl-divergence", kl([0.9, 0.1], [0.5, 0.5]), "0.368"),
    # data
    ("annotation", (0.90 - 0.905) / (1 - 0.905), "-0.053"),
    ("test-data", sqrt(0.9 * 0.1 / 100), "0.03"),
    ("test-data", sqrt(0.9 * 0.1 / 10000), "0.003"),
    ("class-imbalance", 1000 / (2 * 990), "0.505"),
    ("class-imbalance", 1000 / (2 * 10), "0.505と«50»", "0.505 and «50»"),
    ("label-noise", 0.95 * 0.9 + 0.05 * 0.1, "0.86"),
    ("outlier", fmean(sorted(OUTLIER)[1:3]), "11.5"),
    ("outlier", fmean(sorted(OUTLIER)[-3:-1]), "13.5"),
    ("outlier", 11.5 - 1.5 * 2, "8.5"),
    ("outlier", 13.5 + 1.5 * 2, "16.5"),
    ("outlier", standardized(OUTLIER)[-1], "2.44"),
    ("standardization", fmean([150, 160, 165, 170, 180]), r"\mu = «165»"),
    ("standardization", pstdev([150, 160, 165, 170, 180]), r"\sigma = «10»"),
    ("min-max-scaling", (14 - 10) / (50 - 10), "0から«0.1»の", "0 and «0.1»"),
    ("curse-of-dimensionality", sqrt(7 / (5 * 2)), "0.84"),
    ("curse-of-dimensionality", sqrt(7 / (5 * 10)), "0.37"),
    ("curse-of-dimensionality", sqrt(7 / (5 * 100)), "0.12"),
    ("active-learning", nats(0.55), "0.688"),
    ("active-learning", nats(0.9), "0.325"),
    ("cosine-similarity", (3 * 4 + 4 * 3) / 25, "0.96"),
    # training and regularization
    ("cross-entropy", -log(0.1), "2.303"),
    ("cross-entropy", -log(0.5), "0.693"),
    ("cross-entropy", -log(0.9), "0.105"),
    ("mean-squared-error", (1 + 1 + 1 + 81) / 4, "= «21»"),
    ("mean-absolute-error", sqrt(21), "4.58"),
    ("gradient", 6 * 1, r"(2, «6»)^\top"),
    ("gradient-descent", -0.9 * 0.6**5, "-0.07"),
    ("mini-batch", ceil(60000 / 128), "469"),
    ("mini-batch", 60000 - 468 * 128, "96"),
    ("epoch", ceil(60000 / 128), "469"),
    ("epoch", 10 * ceil(60000 / 128), "4,690"),
    ("batch-size", 8 * 4 * 16, "512"),
    ("exploding-gradient", 1.5**50 / 1e8, r"«6.4» \times 10^8"),
    ("gradient-clipping", 6 * 5 / sqrt(6**2 + 8**2), "(«3», 4)"),
    ("weight-decay", 1 - 0.1 * 0.01, "0.999"),
    ("weight-decay", 0.999**1000, "0.368"),
    ("layer-normalization", pvariance([1, 2, 3, 6]), "3.5"),
    ("layer-normalization", LAYER[0], "-1.07"),
    ("layer-normalization", LAYER[1], "-0.53"),
    ("layer-normalization", LAYER[3], "1.60"),
    # evaluation
    ("accuracy", (80 + 870) / 1000, "0.95"),
    ("precision", 80 / 110, "0.727"),
    ("recall", 80 / 100, "0.8"),
    ("specificity", 870 / 900, "0.967"),
    ("f1-score", 160 / 210, "0.762"),
    ("f1-score", 2 * 0.01 / 1.01, "0.020"),
    ("false-positive", 0.05 * 9900, "495"),
    ("false-positive", 99 + 495, "594"),
    ("classification-threshold", 1 / (1 + 9), "9倍なら、«0.1»", "from «0.1» up"),
    ("roc-curve", 1 - below(1), "0.159"),
    ("roc-curve", 1 - below(1 - 2), "0.841"),
    ("auc", 7 / 9, "0.778"),
    ("precision-recall-curve", (1 + 2 / 3 + 3 / 4) / 3, "0.806"),
    ("coefficient-of-determination", 1 - 4 / 16, "0.75"),
    ("confidence-interval", 0.95 - 1.96 * sqrt(0.95 * 0.05 / 1000), "0.936"),
    ("confidence-interval", 0.95 + 1.96 * sqrt(0.95 * 0.05 / 1000), "0.964"),
    ("statistical-hypothesis-test", 2 * sum(comb(20, k) for k in range(15, 21)) / 2**20, "0.041"),
    ("hyperparameter-tuning", 1 - 0.95**60, "0.954"),
    ("grid-search", 5**3, "125"),
    ("grid-search", 5**3 * 5, "625"),
    # classical methods
    ("linear-regression", LINE.slope, "傾きが«1.5»", "slope «1.5»"),
    ("linear-regression", LINE.intercept, "$«1/3»$"),
    ("logistic-regression", sigmoid(2), "0.881"),
    ("ridge-regression", 1 / (1 + 0.25), "なら«0.8»倍", "shrinks to «0.8»"),
    ("naive-bayes", 0.02 / 0.032, "0.625"),
    ("decision-tree", gini(6, 4), "0.48"),
    ("decision-tree", gini(5, 1), "0.278"),
    ("decision-tree", gini(1, 3), "0.375"),
    ("decision-tree", 0.6 * gini(5, 1) + 0.4 * gini(1, 3), "0.317"),
    ("ensemble-learning", 2.5 - 2.25, "0.25"),
    ("bagging", (1 - 1 / 10**6) ** 10**6, "0.368"),
    ("random-forest", 0.6 + (1 - 0.6) / 100, "0.604"),
    ("random-forest", 0.3 + (1 - 0.3) / 100, "0.307"),
    ("boosting", 0.5 * log(0.8 / 0.2), "0.693"),
    ("gradient-boosting", 12 - 0.1 * 2, "11.8"),
    ("gradient-boosting", 12 + 0.1 * 2, "12.2"),
    ("hinge-loss", max(0, 1 - 0.4), "0.4なら«0.6»", "«0.6» for 0.4"),
    ("kernel-method", (1 * 3 + 2 * 1) ** 2, "計算でも«25»", "give «25»"),
    ("principal-component-analysis", 100 * 3 / (3 + 1), "75"),
    ("k-means", fmean([1, 2]), "1.5"),
    ("k-means", fmean([9, 10]), "9.5"),
    ("gaussian-mixture-model", sigmoid(4), "0.982"),
    ("hidden-markov-model", 0.12 / (0.08 + 0.12), "= «0.6»"),
    ("anomaly-detection", ((57 - 50) / 2) ** 2, "12.25"),
    # neural networks and Transformers
    ("neural-network", (3 * 4 + 4) + (4 * 4 + 4) + (4 * 2 + 2), "= «46»"),
    ("parameter", 100 * 784 + 100, "78500"),
    ("fully-connected-layer", 100 * 784 + 100, "78,500"),
    ("neuron", 1 * 0.5 + 2 * -1 + 3 * 0.5 + 0.2, "z = «0.2»"),
    ("neuron", sigmoid(0.2), "0.550"),
    ("activation-function", min(x / 1000 * below(x / 1000) for x in range(-3000, 0)), "-0.17"),
    ("sigmoid-function", sigmoid(0), r"\sigma(0) = «0.5»"),
    ("sigmoid-function", sigmoid(2), "0.881"),
    ("sigmoid-function", sigmoid(0) * (1 - sigmoid(0)), "«1/4»"),
    ("logit", log(0.9 / 0.1), "2.197"),
    ("vanishing-gradient", (1 / 4) ** 10 / 1e-7, r"«9.5» \times 10^{-7}"),
    ("weight-initialization", sqrt(2 / 512), "0.0625"),
    ("multi-head-attention", 512 / 8, "= «64»"),
    ("positional-encoding", 2 * pi, "6.3"),
    ("positional-encoding", 2 * pi * 10000 ** (2 / 8), "«63»"),
    ("positional-encoding", 2 * pi * 10000 ** (4 / 8), "«628»"),
    *[
        ("softmax-function", value, written)
        for value, written in zip(WEIGHTS, ("0.66", "0.24", "0.10"), strict=True)
    ],
    *[
        ("attention", value, written)
        for value, written in zip(WEIGHTS, ("0.66", "0.24", "0.10"), strict=True)
    ],
    # vision
    ("convolution-kernel", (9 * 64 + 1) * 128, "73,856"),
    ("stride", floor((224 + 2 * 3 - 7) / 2) + 1, "112"),
    ("padding", 32 - 5 * 2, "22"),
    ("receptive-field", 3 + 2 * 2 + 2 * 2, "11"),
    ("transposed-convolution", 2 * (4 - 1) + 4 - 2 * 1, "«8»となり", "is «8»"),
    ("resnet", 2 * 9 * 256**2, "1,179,648"),
    ("resnet", 2 * 256 * 64 + 9 * 64**2, "69,632"),
    ("vision-transformer", 224**2 / 16**2, "N = «196»"),
    ("vision-transformer", 16 * 16 * 3, "= «768»"),
    ("bounding-box", (40 + 100) / 2, "(«70», 50)"),
    ("anchor-box", 40 * 60 * 9, "21,600"),
    ("iou", 6 / 26, "0.231"),
    ("iou", 12 / 32, "0.375"),
    ("mean-average-precision", (1 + 2 / 3) / 3, "0.556"),
    ("yolo", 7 * 7 * (2 * 5 + 20), "1470"),
    ("optical-character-recognition", 3 / 20, "0.15"),
    # language
    ("tf-idf", 3 / 100 * log(1000 / 10), "0.138"),
    ("n-gram", 20 / 50, "20 / 50 = «0.4»"),
    ("n-gram", 10000**3, "10000^3 = «10^{12}»"),
    ("embedding", 50000 * 768 / 10**4, "«3840»万", ""),
    ("lora", 8 * (4096 + 4096), "65,536"),
    ("lora", 4096**2 / 65536, "元の«256»分の1", ""),
    ("lora", 65536 / 4096**2, "", "1/256"),
    ("context-window", 32 * 32 * 8192**2 / 1e10, r"«6.9» \times 10^{10}"),
    ("approximate-nearest-neighbor-search", 1e8 * 768 / 1e8, "«768»億回", ""),
    ("approximate-nearest-neighbor-search", 1e8 * 768 / 1e9, "", "«76.8» billion"),
    ("tokenization", len("自然言語処理は面白い"), "«10»個", ""),
    ("tokenization", len("自然言語処理は面白い".encode()), "«30»個", ""),
    ("tokenization", len(b"I like deep nets"), "", "«16» tokens"),
    # generative models
    ("variational-autoencoder", (1 + 1 - log(1) - 1) / 2, "0.5"),
    ("normalizing-flow", 1 / sqrt(2 * pi) / 2, "0.199"),
    ("energy-based-model", sigmoid(1), "0.731"),
    ("energy-based-model", 1 - sigmoid(1), "0.269"),
    ("vq-vae", 128 * 128 * 3 * 8, "393,216"),
    ("vq-vae", 32 * 32 * 9, "9,216"),
    ("vq-vae", 393216 / 9216, "42.7"),
    ("latent-diffusion-model", 512 * 512 * 3, "786,432"),
    ("latent-diffusion-model", 64 * 64 * 4, "16,384"),
    ("latent-diffusion-model", 786432 / 16384, "«48»分の1", "1/«48»"),
    ("noise-schedule", signal_left(0.25), "0.524"),
    ("noise-schedule", signal_left(0.5), "0.079"),
    ("noise-schedule", signal_left(0.75), "0.003"),
    ("noise-schedule", cosine_left(0.25), "0.847"),
    ("noise-schedule", cosine_left(0.5), "0.494"),
    ("noise-schedule", cosine_left(0.75), "0.144"),
    *[("temperature", v, w) for v, w in zip(HOT, ("0.867", "0.117", "0.016"), strict=True)],
    *[("temperature", v, w) for v, w in zip(WARM, ("0.665", "0.245", "0.090"), strict=True)],
    *[("temperature", v, w) for v, w in zip(COOL, ("0.506", "0.307", "0.186"), strict=True)],
    ("top-p-sampling", 0.5 / 0.9, "0.556"),
    ("top-p-sampling", 0.25 / 0.9, "0.278"),
    ("top-p-sampling", 0.15 / 0.9, "0.167"),
    ("beam-search", 0.5 * 0.4, "= «0.20»"),
    ("beam-search", 0.4 * 0.9, "= «0.36»"),
    # reinforcement learning
    ("return", 1 + 0.9 * 0 + 0.81 * 2, "2.62"),
    ("discount-factor", 0.9**10, "0.349"),
    ("discount-factor", 0.9**100, "0.0000266"),
    ("discount-factor", 0.99**10, "0.904"),
    ("discount-factor", 0.99**100, "0.366"),
    ("discount-factor", 0.999**10, "0.990"),
    ("discount-factor", 0.999**100, "0.905"),
    ("bellman-equation", GOOD, "77.12"),
    ("bellman-equation", WORN, "64.41"),
    ("value-iteration", GOOD, "77.12"),
    ("value-iteration", 0.9**4, "0.66"),
    ("action-value-function", 2 + 0.9 * WORN, "59.97"),
    ("advantage-function", 2 + 0.9 * WORN - WORN, "-4.44"),
    ("monte-carlo-method", 4 * 316 / 400, "3.16"),
    ("monte-carlo-method", 4 * sqrt(pi / 4 * (1 - pi / 4) / 400), "0.082"),
    ("temporal-difference-learning", 1 + 0.9 * 6 - 5, "= «1.4»"),
    ("temporal-difference-learning", 5 + 0.1 * 1.4, "5.14"),
    ("epsilon-greedy", 1 - 0.1 + 0.1 / 4, "0.925"),
    ("epsilon-greedy", 0.1 / 4, "0.025"),
    ("off-policy-learning", 0.6 / 0.2, "重みは«3»", "weight «3»"),
    ("monte-carlo-tree-search", 0.6 + 1.4 * sqrt(log(100) / 60), "0.99"),
    ("monte-carlo-tree-search", 0.4 + 1.4 * sqrt(log(100) / 5), "1.74"),
    # systems and inference
    ("tensor", 32 * 3 * 224 * 224, "4,816,896"),
    ("tensor", 4 * 32 * 3 * 224 * 224 / 1e6, "19.3"),
    ("computational-graph", (2 + 3) * 4, "f = «20»"),
    ("automatic-differentiation", 2 * 2 * 3 + 1, "13.0"),
    ("floating-point-format", (2 - 2**-10) * 2**15, "65504"),
    ("floating-point-format", (2 - 2**-23) * 2.0**127 / 1e38, r"«3.40» \times 10^{38}"),
    ("floating-point-format", (2 - 2**-7) * 2.0**127 / 1e38, r"«3.39» \times 10^{38}"),
    ("mixed-precision-training", 2**-24 / 1e-8, r"«6.0» \times 10^{-8}"),
    ("mixed-precision-training", 7e9 * 16 / 1e9, "«112» GB"),
    ("floating-point-operations", 6 * 7e9 * 1e12 / 1e22, r"«4.2» \times 10^{22}"),
    ("floating-point-operations", 4.2e22 / (100 * 4e14) / 86400, "12.2"),
    ("latency", 0.3 + 199 * 0.03, "6.27"),
    ("latency", 1 - 0.99**50, "0.395"),
    ("throughput", 20 * 1.5, "平均«30»件", "«30» in progress"),
    ("pipeline-parallelism", 100 * 2 / (32 + 2), "5.9"),
    ("gradient-checkpointing", 2 * sqrt(100), "«20»層分", "«20» outputs"),
    ("gradient-checkpointing", 100 * (4 / 3 - 1), "33"),
    ("quantization", 2.55 / 255, "0.01"),
    ("quantization", round(0.337 / 0.01) + 100, "134"),
    ("quantization", 7e9 * 2 / 1e9, "«14» GB"),
    ("quantization", 7e9 / 2 / 1e9, "«3.5» GB"),
    *[("knowledge-distillation", v, w) for v, w in zip(TEACHER, ("0.876", "0.118", "0.006"), strict=True)],
    *[("knowledge-distillation", v, w) for v, w in zip(SOFT, ("0.528", "0.320", "0.151"), strict=True)],
    ("kv-cache", 2 * 32 * 32 * 128 * 4096 * 2 / 2**30, "«2» GiB"),
    ("flash-attention", 8192**2 * 2 / 1e6, "134"),
    ("speculative-decoding", (1 - 0.8**5) / (1 - 0.8), "3.36"),
    ("mixture-of-experts", 10 + 8 * 7, "«66»億", ""),
    ("mixture-of-experts", 10 + 2 * 7, "«24»億", ""),
    ("mixture-of-experts", 1 + 8 * 0.7, "", "«6.6» billion"),
    ("mixture-of-experts", 1 + 2 * 0.7, "", "«2.4» billion"),
    ("scaling-law", 1.69 + 406.4 / 7e10**0.34 + 410.7 / 1.4e12**0.28, "1.94"),
    # safety
    ("reward-model", sigmoid(1.5 - 0.5), "0.731"),
    ("reward-model", -log(sigmoid(1)), "0.313"),
    ("direct-preference-optimization", sigmoid(0.1 * (2 + 3)), "0.622"),
    ("direct-preference-optimization", -log(sigmoid(0.5)), "0.474"),
    ("adversarial-example", 1000 * 0.01 * 0.1, "= «1»"),
    ("adversarial-example", 0.01 * 0.1 * sqrt(1000), "0.032"),
    ("digital-watermark", (140 - 100) / sqrt(200 * 0.5 * 0.5), "5.66"),
    ("digital-watermark", (1 - erf(40 / sqrt(50) / sqrt(2))) / 2 / 1e-9, r"«8» \times 10^{-9}"),
    ("fairness", 0.6 * 0.8 + 0.4 * 0.2, "0.56"),
    ("fairness", 0.2 * 0.8 + 0.8 * 0.2, "0.32"),
    ("fairness", 0.6 * 0.8 / 0.56, "0.86"),
    ("fairness", 0.2 * 0.8 / 0.32, "0.50"),
    ("differential-privacy", exp(0.5), "1.65"),
    ("differential-privacy", 2 * sqrt(2), "2.83"),
    ("federated-learning", (100 * 1 + 300 * 2) / 400, "1.75"),
    # notes
    ("path-to-transformer.md", WARM[0] + WARM[2], "(«0.755»,"),
    ("path-to-transformer.md", WARM[1] + WARM[2], "«0.335»)"),
    ("path-to-transformer.md", log(10000), "9.21"),
    ("path-to-diffusion.md", sqrt(0.64) * 2 + sqrt(1 - 0.64) * 0.5, "= «1.9»"),
    ("path-to-diffusion.md", (1.9 - 0.6 * 0.2) / 0.8, "2.225"),
    ("path-to-diffusion.md", 0.36 + 0.28, "答え: «0.64»", "Answer: «0.64»"),
    ("path-to-rlhf.md", 0.9**10, "0.349"),
    ("path-to-rlhf.md", sigmoid(1), "0.731"),
    ("path-to-rlhf.md", -log(sigmoid(1)), "0.313"),
    ("path-to-rlhf.md", 1.5 - 0.1 * 6, "= «0.9»"),
    ("path-to-rlhf.md", 1.2 - 0.1 * 1, "= «1.1»"),
    ("comparing-optimizers.md", with_momentum(0.07, 0), "0.07 | «65» |"),
    ("comparing-optimizers.md", with_momentum(0.07, 0.6), "0.6$ | «19» |"),
    ("comparing-optimizers.md", with_adam(0.1), "0.999$ | «82» |"),
    ("comparing-normalizations.md", standardized([1, 2, 6])[0], "-0.93"),
    ("comparing-normalizations.md", standardized([1, 2, 6])[1], "-0.46"),
    ("comparing-normalizations.md", standardized([1, 2, 6])[2], "1.39"),
    ("comparing-normalizations.md", standardized([3, 2, 10])[0], "-0.56"),
    ("comparing-normalizations.md", standardized([3, 2, 10])[1], "-0.84"),
    ("comparing-normalizations.md", standardized([3, 2, 10])[2], "1.40"),
    ("comparing-normalizations.md", 1 / sqrt(41 / 3), "0.27"),
    ("comparing-normalizations.md", 2 / sqrt(41 / 3), "0.54"),
    ("comparing-normalizations.md", 6 / sqrt(41 / 3), "1.62"),
    ("comparing-metrics.md", (90 + 9405) / 10000, "0.9495"),
    ("comparing-metrics.md", 90 / 585, "0.154"),
    ("comparing-metrics.md", 180 / 685, "0.263"),
    ("comparing-metrics.md", 0.9 / (0.9 + 0.05), "0.947"),
]


def text_of(claimed: str, language: str) -> str:
    return notes(language)[claimed] if claimed.endswith(".md") else entries(language)[claimed].body


def number(written: str) -> tuple[float, float]:
    """A written number, and half of its last digit."""
    if "/" in written:
        above, under = written.split("/")
        return int(above) / int(under), 1e-12
    if written.startswith("10^"):
        return 10.0 ** int(written[3:].strip("{}")), 1e-6
    digits = written.replace(",", "")
    return float(digits), 0.5 * 10.0 ** -len(digits.partition(".")[2])


def split(written: str) -> tuple[str, str]:
    """The text to be found, and the number in it."""
    found = re.search("«(.*?)»", written)
    return re.sub("[«»]", "", written), found[1] if found else written


@pytest.mark.parametrize(("claimed", "value", "written"), [(c, v, w) for c, v, *w in CLAIMS])
def test_a_claimed_value_is_right_and_written_in_both_languages(claimed, value, written):
    for language, here in zip(LANGUAGES, (written[0], written[-1]), strict=True):
        if here:
            text, digits = split(here)
            claim, half = number(digits)
            assert abs(value - claim) <= half * (1 + 1e-9), f"{claimed}: {value} is written as {digits}"
            assert re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d|[.,]\d)", text_of(claimed, language)), (
                f"{claimed} ({language}) does not say {text}"
            )


def test_a_wrong_digit_is_found():
    claim, half = number("0.139")
    assert abs(3 / 100 * log(1000 / 10) - claim) > half


def programs() -> list[tuple[str, str]]:
    """The Python code of entries and notes that needs nothing but the standard library, with where it is."""
    found = []
    for language in LANGUAGES:
        texts = {**{term: entry.body for term, entry in entries(language).items()}, **notes(language)}
        for name, text in texts.items():
            codes = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
            found += [(f"{language}: {name}", code) for code in codes if "import numpy" not in code]
    return found


@pytest.mark.parametrize(("name", "code"), programs())
def test_code_runs_and_prints_what_its_comments_say(name, code, capsys):
    exec(compile(code, name, "exec"), {})  # the code of our own glossary
    printed = capsys.readouterr().out.splitlines()
    said = re.findall(r"^ *print\(.*\)  # (.*)$", code, re.MULTILINE)
    assert [line for line in said if line not in printed] == []
