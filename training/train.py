"""Fit the model to annotated documents; seeded, on the CPU."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, distributed
from torch.multiprocessing.spawn import spawn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from legation.reading.spans import COLUMNS
from training.data import Document, Example, examples
from training.model import FROZEN, LAYERS, Encoder, Model, base_weights
from training.samples import UNKNOWN, draw

CLS, SEP = 101, 102
_WIDEST = max(stop - start for start, stop in COLUMNS)
_TABLE = torch.tensor([[n if n < stop else -1 for n in range(start, start + _WIDEST)] for start, stop in COLUMNS])


@dataclass(frozen=True)
class Recipe:
    """Settings of a training run."""

    epochs: int = 6
    batch: int = 4
    """Windows a step."""
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.05
    dropout: float = 0.1
    masked: float = 0.08
    """Share of the pieces whose vectors are hidden from the upper layers, anew each time."""
    beheaded: float = 0.3
    """Share of the documents shown without their line of date and publisher."""
    border_weight: float = 4.0
    span_weight: float = 1.0
    label_weight: float = 1.0
    clip: float = 20.0
    workers: int = 2
    """Processes that share each step; part of the recipe, as each draws its own random numbers."""
    seed: int = 7


def pooled(hidden: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
    """Pool spans: the torch twin of ``legation.reading.spans.pooled``."""
    sums = F.pad(hidden.cumsum(0), (0, 0, 1, 0))
    means = (sums[lasts + 1] - sums[firsts]) / (lasts + 1 - firsts)[:, None]
    return torch.cat([hidden[firsts], hidden[lasts], means], dim=1)


def loss_of(model: Model, example: Example, lower: Tensor, recipe: Recipe, rng: random.Random) -> Tensor:
    """Loss of one window: tags, triggers, spans and labels. ``lower``: what the frozen layers made of it."""
    shown = (torch.rand(len(lower), 1) >= recipe.masked).float() / (1 - recipe.masked)
    vectors, logits = model.encoder.upper((lower.float() * shown)[None], torch.from_numpy(example.shapes)[None])
    body = slice(example.offset, -1)
    vectors, logits = vectors[0, body], logits[0, body]
    tags = torch.from_numpy(example.tags)
    scores = logits[:, :-1].view_as(tags)
    weight = torch.ones_like(tags)
    weight[:, 0] += (recipe.border_weight - 1) * tags[:, 0]
    weight[:, 2] += (recipe.border_weight - 1) * tags[:, 2]
    tag_loss = F.binary_cross_entropy_with_logits(scores, tags, weight, reduction="sum") / 100
    trigger_loss = F.binary_cross_entropy_with_logits(
        logits[:, -1], torch.from_numpy(example.triggers), reduction="sum"
    )

    drawn = draw(example.spans, torch.sigmoid(scores.detach()).numpy(), rng)
    firsts, lasts = torch.from_numpy(drawn.firsts), torch.from_numpy(drawn.lasts)
    rows = model.spans(pooled(vectors, firsts, lasts))
    quality = torch.from_numpy(drawn.quality)
    span_loss = F.binary_cross_entropy_with_logits(rows[:, : quality.shape[1]], quality, reduction="sum") / 20
    table = F.pad(rows, (0, 1), value=-1e4)[:, _TABLE]  # heads of different widths side by side, padded
    label_loss = F.cross_entropy(
        table.flatten(0, 1), torch.from_numpy(drawn.values).flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return tag_loss + trigger_loss / 200 + recipe.span_weight * span_loss + recipe.label_weight * label_loss / 40


def groups(model: Model, recipe: Recipe) -> list[dict[str, object]]:
    """Parameter groups: the deeper a layer, the smaller its rate; the lowest stay as published."""
    found: list[dict[str, object]] = []
    encoder: Encoder = model.encoder
    for part in (encoder.words, encoder.positions, encoder.types, encoder.norm, *encoder.layers[:FROZEN]):
        part.requires_grad_(False)
    heads = [*encoder.tags.parameters(), *model.spans.parameters()]
    found.append({"params": heads, "peak": recipe.head_rate, "weight_decay": recipe.weight_decay})
    found.append({"params": list(encoder.shapes.parameters()), "peak": recipe.head_rate, "weight_decay": 0.0})
    for n, layer in list(enumerate(encoder.layers))[FROZEN:]:
        peak = recipe.rate * recipe.layer_decay ** (LAYERS - 1 - n)
        plain = [p for p in layer.parameters() if p.ndim > 1]
        found.append({"params": plain, "peak": peak, "weight_decay": recipe.weight_decay})
        found.append({"params": [p for p in layer.parameters() if p.ndim == 1], "peak": peak, "weight_decay": 0.0})
    return found


def _summed(model: Model) -> None:
    """Add up the gradients of all workers."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    for p in parameters:
        if p.grad is None:
            p.grad = torch.zeros_like(p)
    flat = torch.cat([p.grad.flatten() for p in parameters if p.grad is not None])
    distributed.all_reduce(flat)
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


class Job(NamedTuple):
    """What the workers of a run share."""

    shown: list[Example]
    lower: Tensor
    """What the frozen layers made of all windows, one after another."""
    recipe: Recipe
    base: Path
    start: Path | None
    """A state to go on from, or None for the base model's weights."""
    keep: Path
    meeting: str
    """A file by which workers find each other."""


def _work(worker: int, job: Job) -> None:
    """One worker's share of a run; the first one saves."""
    recipe = job.recipe
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{job.meeting}", rank=worker, world_size=recipe.workers)
    torch.manual_seed(recipe.seed)
    shared = random.Random(recipe.seed)  # noqa: S311 - reproducible training, no secret
    rng = random.Random(recipe.seed + 100 + worker)  # noqa: S311
    model = Model(recipe.dropout)
    base_weights(model.encoder, job.base)
    if job.start is not None:
        model.load_state_dict(torch.load(job.start, weights_only=True))
    torch.manual_seed(recipe.seed + 100 + worker)
    optimiser = torch.optim.AdamW(groups(model, recipe), lr=recipe.rate, betas=(0.9, 0.98))
    ends = np.cumsum([len(e.ids) for e in job.shown]).tolist()
    order = list(range(len(job.shown)))
    per_epoch = -(-len(order) // recipe.batch)
    steps, step = per_epoch * recipe.epochs, 0
    warm = steps // 12 + 1
    began = time.monotonic()
    model.train()
    for epoch in range(recipe.epochs):
        shared.shuffle(order)
        total = 0.0
        for at in range(0, len(order), recipe.batch):
            share = min(1.0, (step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * share
            batch = sorted(order[at : at + recipe.batch], key=lambda n: len(job.shown[n].ids))
            for place, n in enumerate(batch):
                # Dealt like 0 1 1 0, so that workers have windows of like lengths.
                if (place if place // recipe.workers % 2 == 0 else -1 - place) % recipe.workers == worker:
                    example = job.shown[n]
                    lower = job.lower[ends[n] - len(example.ids) : ends[n]]
                    loss = loss_of(model, example, lower, recipe, rng)
                    loss.backward()  # type: ignore[no-untyped-call]
                    total += float(loss.detach())
            _summed(model)
            torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            if worker == 0 and step % 20 == 0:
                print(f"step {step}/{steps} after {time.monotonic() - began:.0f} s", flush=True)
        if worker == 0:
            torch.save(model.state_dict(), job.keep)
            loss_now = total * recipe.workers / len(order)
            print(f"epoch {epoch + 1}/{recipe.epochs} loss {loss_now:.3f}", flush=True)


def fit(docs: list[Document], recipe: Recipe, base: Path, keep: Path, start: Path | None = None) -> None:
    """Train a model on documents, from the base model's weights or from the state ``start``.

    ``keep`` holds the state after each epoch.
    """
    rng = random.Random(recipe.seed)  # noqa: S311 - reproducible training, no secret
    shown = [e for d in docs for e in examples(d, CLS, SEP, beheaded=rng.random() < recipe.beheaded)]
    encoder = Encoder().eval()
    base_weights(encoder, base)
    torch.set_num_threads(1)  # threads that wait for each other lose more than they gain on a busy machine
    with torch.inference_mode():
        lower = torch.cat([encoder.lower(torch.from_numpy(e.ids)[None])[0].half() for e in shown])
    with tempfile.TemporaryDirectory() as folder:
        job = Job(shown, lower.clone(), recipe, base, start, keep, str(Path(folder) / "meeting"))
        spawn(_work, (job,), nprocs=recipe.workers)  # type: ignore[no-untyped-call]
