"""The encoder (MiniLM, as BERT) with its token tags, and the models that read spans and pairs of span and mention."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from legation.reading.roles import FEATURES, ROLES
from legation.reading.spans import HEADS as LABEL_HEADS
from legation.reading.spans import KINDS, LABELS, POOLS

SIZE, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
SHAPES = 12
TAGS = 3 * len(KINDS) + 1
"""Begin, inside and end of each kind, and the trigger."""


class Layer(nn.Module):
    """One transformer layer with post-normalisation, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(SIZE, SIZE)
        self.key = nn.Linear(SIZE, SIZE)
        self.value = nn.Linear(SIZE, SIZE)
        self.out = nn.Linear(SIZE, SIZE)
        self.out_norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.up = nn.Linear(SIZE, INNER)
        self.down = nn.Linear(INNER, SIZE)
        self.down_norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor) -> Tensor:
        """One step; every piece attends to every other, as windows are never padded."""
        batch, count, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, count, HEADS, SIZE // HEADS).transpose(1, 2)

        # No dropout on attention: on a CPU it would rule out the fused kernel.
        seen = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)))
        seen = self.out(seen.transpose(1, 2).reshape(batch, count, SIZE))
        x = self.out_norm(x + F.dropout(seen, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        result: Tensor = self.down_norm(x + F.dropout(y, self.dropout, self.training))
        return result


class Encoder(nn.Module):
    """Pieces to contextual vectors and tag logits."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, SIZE)
        self.positions = nn.Embedding(POSITIONS, SIZE)
        self.types = nn.Embedding(2, SIZE)
        self.shapes = nn.Embedding(SHAPES, SIZE)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.tags = nn.Linear(SIZE, TAGS)
        self.dropout = dropout
        nn.init.zeros_(self.shapes.weight)  # starts as the base model, which knows no shapes
        nn.init.normal_(self.tags.weight, std=0.02)
        nn.init.constant_(self.tags.bias, -2.0)

    def embedded(self, ids: Tensor) -> Tensor:
        """Vectors of the pieces before any layer: (batch, pieces, SIZE)."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x: Tensor = self.norm(self.words(ids) + self.positions(at) + self.types.weight[0])
        return x

    def read(self, x: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (batch, pieces, SIZE) and tag logits (batch, pieces, TAGS) from embedded pieces."""
        x = x + self.shapes(shapes)
        for layer in self.layers:
            x = layer(x)
        return x, self.tags(F.dropout(x, self.dropout, self.training))

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors and tag logits from pieces."""
        return self.read(self.embedded(ids), shapes)


class SpanModel(nn.Module):
    """Pooled spans to one logit a kind (is it an entry of that kind?) and the logits of every label, in one row."""

    def __init__(self, width: int = 192, dropout: float = 0.2) -> None:
        super().__init__()
        self.hidden = nn.Linear(POOLS * SIZE, width)
        self.kinds = nn.Linear(width, len(KINDS))
        self.label_hidden = nn.Linear(POOLS * SIZE, width)
        self.labels = nn.Linear(width, sum(len(LABELS[label]) for _, label in LABEL_HEADS))
        self.dropout = dropout

    def forward(self, spans: Tensor) -> Tensor:
        """Logits (spans, kinds + labels)."""
        spans = F.dropout(spans, self.dropout / 2, self.training)
        first = F.dropout(F.gelu(self.hidden(spans)), self.dropout, self.training)
        second = F.dropout(F.gelu(self.label_hidden(spans)), self.dropout, self.training)
        return torch.cat([self.kinds(first), self.labels(second)], dim=1)


class RoleModel(nn.Module):
    """Pairs of a span and a mention to the logits that the mention's party acts, or receives: against neither."""

    def __init__(self, width: int = 128, dropout: float = 0.2) -> None:
        super().__init__()
        self.span = nn.Linear(2 * SIZE, width)
        self.mention = nn.Linear(SIZE, width)
        self.span_gate = nn.Linear(2 * SIZE, width)
        self.mention_gate = nn.Linear(SIZE, width)
        self.known = nn.Linear(FEATURES, width)
        self.hidden = nn.Linear(width, width)
        self.out = nn.Linear(width, len(ROLES))
        self.shortcut = nn.Linear(FEATURES, len(ROLES))
        self.dropout = dropout
        nn.init.constant_(self.out.bias, -2.0)

    def forward(self, spans: Tensor, mentions: Tensor, known: Tensor) -> Tensor:
        """Logits (spans, mentions, roles) of pooled spans, mentions' vectors and the features of each pair."""
        spans = F.dropout(spans[:, 2 * SIZE :], self.dropout / 2, self.training)
        mentions = F.dropout(mentions, self.dropout / 2, self.training)
        pairs = self.span(spans)[:, None] + self.mention(mentions)[None] + self.known(known)
        pairs = pairs + self.span_gate(spans)[:, None] * self.mention_gate(mentions)[None]
        pairs = F.dropout(F.gelu(pairs), self.dropout, self.training)
        pairs = F.dropout(F.gelu(self.hidden(pairs)), self.dropout, self.training)
        return self.out(pairs) + self.shortcut(known)


class Model(nn.Module):
    """All parts together."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.spans = SpanModel()
        self.roles = RoleModel()


def base_weights(encoder: Encoder, folder: Path) -> None:
    """Load the published weights of all-MiniLM-L6-v2 into an encoder."""
    source = load_file(folder / "model.safetensors")
    names = {
        "words": "embeddings.word_embeddings", "positions": "embeddings.position_embeddings",
        "types": "embeddings.token_type_embeddings", "norm": "embeddings.LayerNorm",
    }  # fmt: skip
    for n in range(LAYERS):
        there, here = f"encoder.layer.{n}.", f"layers.{n}."
        names |= {
            here + "query": there + "attention.self.query", here + "key": there + "attention.self.key",
            here + "value": there + "attention.self.value", here + "out": there + "attention.output.dense",
            here + "out_norm": there + "attention.output.LayerNorm", here + "up": there + "intermediate.dense",
            here + "down": there + "output.dense", here + "down_norm": there + "output.LayerNorm",
        }  # fmt: skip
    state = encoder.state_dict()  # tags and shapes stay as they were made
    for key in state:
        part, _, leaf = key.rpartition(".")
        if part in names:
            state[key] = source[f"{names[part]}.{leaf}"]
    encoder.load_state_dict(state)
