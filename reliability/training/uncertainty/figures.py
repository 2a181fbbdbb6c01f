"""How well uncertainty is read in blocks and articles that were not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, roc_auc_score

from reliability.annotation.uncertain.judging import VOICES
from reliability.training.uncertainty.fit import HeldOut, group_folds, on_top

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reliability.annotation.uncertain.network import CueNetwork
    from reliability.training.uncertainty.material import Material


def uncertain_figures(material: Material, found: HeldOut, network: CueNetwork) -> dict[str, float]:
    """Return the figures of what `train_uncertain` held out.

    Parameters
    ----------
    material : Material
    found : HeldOut
    network : CueNetwork
        Any: only what stands on top of it is fitted here, fold by fold, without the fold that it is measured on.

    Returns
    -------
    dict of str to float
        For the encyclopaedia accuracy, F of the uncertain, area under the curve, Brier score; for the gold articles
        accuracy, macro-averaged F and the F of each voice, and the area under the curve for any speculation.
    """
    n = len(material.labels)
    likely, named, called, any_doubt = np.zeros(n), np.zeros(n, np.intp), np.zeros(n, bool), np.zeros(n)
    for rest, test in group_folds(material):
        model = on_top(network, found, material, rest)
        platt = model.platt[0] * found.doubt[test] + model.platt[1] * np.log(found.lengths[test]) + model.platt[2]
        likely[test] = 1 / (1 + np.exp(-platt))
        called[test] = likely[test] > model.threshold[0]
        logits = (found.numbers[test] - model.mean) / model.scale @ model.weights + model.bias
        named[test] = (logits + model.favoured).argmax(axis=1)
        any_doubt[test] = np.logaddexp(logits[:, 1], logits[:, 2]) - logits[:, 0]
    others, gold = ~material.is_article, material.is_article & material.is_gold
    return _encyclopaedia(material.labels[others], likely[others], called[others]) | _articles(
        material.labels[gold], named[gold], any_doubt[gold]
    )


def _encyclopaedia(
    labels: NDArray[np.intp], likely: NDArray[np.float64], called: NDArray[np.bool_]
) -> dict[str, float]:
    return {
        "encyclopaedia_accuracy": round(float(accuracy_score(labels, called)), 3),
        "encyclopaedia_f1": round(float(f1_score(labels, called)), 3),
        "encyclopaedia_auc": round(float(roc_auc_score(labels, likely)), 3),
        "encyclopaedia_brier": round(float(brier_score_loss(labels, likely)), 3),
    }


def _articles(labels: NDArray[np.intp], named: NDArray[np.intp], doubt: NDArray[np.float64]) -> dict[str, float]:
    by_voice = f1_score(labels, named, average=None, labels=range(len(VOICES)))
    return {
        "voice_accuracy": round(float(accuracy_score(labels, named)), 3),
        "voice_macro_f1": round(float(f1_score(labels, named, average="macro")), 3),
        **{f"voice_f1_{voice}": round(float(value), 3) for voice, value in zip(VOICES, by_voice, strict=True)},
        "speculation_auc": round(float(roc_auc_score(labels > 0, doubt)), 3),
    }
