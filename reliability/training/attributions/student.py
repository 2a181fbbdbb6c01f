"""The student: the small network that ships, trained on marked articles and on what the teacher marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from reliability.annotation.tagging import N_FORM, N_PLACE, OUTPUTS, PLACES, Layer, Tagger, form, normalised, places
from reliability.training.progress import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.training.attributions.material import Article

# Width, taps and dilation of each layer: sixteen tokens to either side, at a cost that keeps a thousand articles a
# second in reach.
LAYERS = ((64, 7, 1), (48, 5, 1), (48, 5, 2), (48, 5, 4))
_BATCH = 4
_RATE = 2e-3
_VECTOR_RATE = 1e-3
# One word in ten is hidden in training: what no vector is known for must be told by what stands around it.
_HIDDEN = 0.1
_DROPOUT = 0.1


class Student(nn.Module):
    """The same network as `reliability.annotation.tagging.Tagger`, in the form that can be trained."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        super().__init__()
        self.vectors = nn.Embedding(len(vectors) + 1, vectors.shape[1])
        with torch.no_grad():
            self.vectors.weight[0] = 0
            self.vectors.weight[1:] = torch.from_numpy(vectors)
        width = vectors.shape[1] + N_FORM + N_PLACE
        layers = []
        for out, taps, dilation in LAYERS:
            layers.append(nn.Conv1d(width, out, taps, padding=taps // 2 * dilation, dilation=dilation))
            width = out
        self.layers = nn.ModuleList(layers)
        self.out = nn.Conv1d(sum(out for out, _, _ in LAYERS), len(OUTPUTS), 1)

    def forward(self, words: torch.Tensor, features: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Return logits of shape (n_articles, n_tokens, 6); ``there`` is 1 at tokens and 0 behind a text's end."""
        if self.training:
            words = words.masked_fill(torch.rand(words.shape) < _HIDDEN, 0)
        rows = torch.cat([self.vectors(words), features], 2).transpose(1, 2)
        outputs = []
        for layer in self.layers:
            rows = nn.functional.relu(layer(rows)) * there[:, None]
            outputs.append(rows)
            rows = nn.functional.dropout(rows, _DROPOUT, self.training)
        logits: torch.Tensor = self.out(torch.cat(outputs, 1)).transpose(1, 2)
        return logits


def train_student(
    articles: Sequence[Article],
    targets: Sequence[NDArray[np.float32]],
    words: Sequence[str],
    vectors: NDArray[np.float32],
    epochs: int,
) -> Tagger:
    """Train the small network and return it as it ships.

    Parameters
    ----------
    articles : sequence of Article
    targets : sequence of ndarray of shape (n_tokens, 6)
        For each article what its tokens are, between 0 and 1.
    words, vectors : sequence of str and ndarray of shape (n_words, n_dimensions)
        What the network knows of words to begin with.
    epochs : int
        How often it sees each article.
    """
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    known = {word: row for row, word in enumerate(words, start=1)}
    rows = [_rows(article, known) for article in articles]
    student = Student(vectors)
    rest = [parameter for name, parameter in student.named_parameters() if not name.startswith("vectors")]
    optimizer = torch.optim.AdamW(
        [{"params": rest, "lr": _RATE}, {"params": student.vectors.parameters(), "lr": _VECTOR_RATE}], weight_decay=0.01
    )
    # Articles of about one length go together, so that little is padded.
    by_length = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    batches = [by_length[i : i + _BATCH] for i in range(0, len(by_length), _BATCH)]
    chosen = [batches[i] for _ in range(epochs) for i in order.permutation(len(batches))]
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - 0.98 * step / len(chosen))
    student.train()
    for batch in shown(chosen, "student"):
        longest = max(len(rows[i][0]) for i in batch)
        numbers = _padded([rows[i][0] for i in batch], longest)
        features = _padded([rows[i][1] for i in batch], longest)
        wanted = _padded([targets[i] for i in batch], longest)
        there = _padded([np.ones(len(rows[i][0]), np.float32) for i in batch], longest)
        optimizer.zero_grad()
        logits = student(numbers, features, there)
        loss = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
        ((loss.mean(2) * there).sum() / there.sum()).backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1)
        optimizer.step()
        pace.step()
    return _shipped(student, known)


def _rows(article: Article, known: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    words = article.segments.words
    numbers = np.array([known.get(normalised(word), 0) for word in words], np.int64)
    forms = np.array([form(word) for word in words]).reshape(-1, N_FORM)
    return numbers, np.concatenate([forms, PLACES[places(article.segments, article.quoted)]], axis=1)


def _padded(arrays: Sequence[NDArray[np.generic]], length: int) -> torch.Tensor:
    padded = np.zeros((len(arrays), length, *arrays[0].shape[1:]), arrays[0].dtype)
    for row, array in enumerate(arrays):
        padded[row, : len(array)] = array
    return torch.from_numpy(padded)


def _shipped(student: Student, known: dict[str, int]) -> Tagger:
    def array(tensor: torch.Tensor) -> NDArray[np.float32]:
        found: NDArray[np.float32] = tensor.detach().numpy().copy()
        return found

    layers = [
        Layer(array(layer.weight).transpose(2, 1, 0).copy(), array(layer.bias), dilation)
        for layer, (_, _, dilation) in zip(student.layers, LAYERS, strict=True)
    ]
    return Tagger(
        known,
        array(student.vectors.weight),
        layers,
        array(student.out.weight)[:, :, 0].T.copy(),
        array(student.out.bias),
    )
