"""Fit the model to annotated documents; seeded, on the CPU."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, distributed
from torch.multiprocessing.spawn import spawn
from torch.nn import functional as F  # noqa: N812 - torch's own convention
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from legation.reading.roles import RULED
from legation.reading.spans import COLUMNS, STEEP
from training.data import Document, Example, examples
from training.model import LAYERS, Encoder, Model, base_weights
from training.samples import UNKNOWN, draw

CLS, SEP = 101, 102
_WIDEST = max(stop - start for start, stop in COLUMNS)
_TABLE = torch.tensor([[n if n < stop else -1 for n in range(start, start + _WIDEST)] for start, stop in COLUMNS])


@dataclass(frozen=True)
class Recipe:
    """Settings of a training run."""

    epochs: int = 8
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
    role_weight: float = 1.0
    unruled: float = 0.15
    """Share of the spans shown without what the rules make of their parties."""
    averaged: float = 0.5
    """Share of the steps, the last ones, over which the weights that are kept are averaged."""
    memory: float = 0.99
    """How much of the average stays at each of them."""
    clip: float = 20.0
    workers: int = 2
    """Processes that share each step; part of the recipe, as each draws its own random numbers."""
    seed: int = 7


def means(values: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
    """Average stretches of rows: the torch twin of ``legation.reading.spans.means``."""
    sums = F.pad(values.cumsum(0), (0, 0, 1, 0))
    return (sums[lasts + 1] - sums[firsts]) / (lasts + 1 - firsts)[:, None]


def pooled(hidden: Tensor, triggers: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
    """Pool spans: the torch twin of ``legation.reading.spans.pooled``."""
    weights = triggers.clamp(-STEEP, STEEP).exp()[:, None]
    weighted = means(torch.cat([hidden * weights, weights], dim=1).double(), firsts, lasts).float()
    return torch.cat(
        [hidden[firsts], hidden[lasts], means(hidden, firsts, lasts), weighted[:, :-1] / weighted[:, -1:]], dim=1
    )


def role_loss(model: Model, example: Example, vectors: Tensor, triggers: Tensor, recipe: Recipe) -> Tensor:
    """Loss of who acts and who receives, over every span and every code named in a window."""
    roles = example.roles
    if not roles.codes.size or not example.spans:
        return torch.zeros(())
    firsts = torch.tensor([s.first for s in example.spans])
    lasts = torch.tensor([s.last for s in example.spans])
    # borders as the tagger may put them
    firsts = (firsts + torch.randint(-3, 4, firsts.shape)).clamp(min=0)
    lasts = torch.maximum((lasts + torch.randint(-3, 4, lasts.shape)).clamp(max=len(vectors) - 1), firsts)
    spans = pooled(vectors, triggers, firsts, lasts)
    mentions = means(vectors, torch.from_numpy(roles.firsts), torch.from_numpy(roles.lasts))
    known = torch.from_numpy(roles.known)
    ruled = torch.rand(len(known), 1, 1) >= recipe.unruled
    known = torch.cat([known[..., : RULED.start], known[..., RULED] * ruled, known[..., RULED.stop :]], dim=-1)
    logits = model.roles(spans, mentions, known)  # (spans, mentions, roles)
    told = torch.from_numpy(roles.codes)
    gathered = logits[:, :, None].masked_fill(~told[None, :, :, None], -1e4).logsumexp(1)  # (spans, codes, roles)
    return F.cross_entropy(
        F.pad(gathered, (1, 0)).flatten(0, 1), torch.from_numpy(roles.roles).flatten(), reduction="sum"
    )


def loss_of(model: Model, example: Example, recipe: Recipe, rng: random.Random) -> Tensor:
    """Loss of one window: tags, triggers, spans, labels and roles."""
    embedded = model.encoder.embedded(torch.from_numpy(example.ids)[None])
    shown = (torch.rand(1, len(example.ids), 1) >= recipe.masked).float() / (1 - recipe.masked)
    vectors, logits = model.encoder.read(embedded * shown, torch.from_numpy(example.shapes)[None])
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
    rows = model.spans(pooled(vectors, logits[:, -1], firsts, lasts))
    quality = torch.from_numpy(drawn.quality)
    span_loss = F.binary_cross_entropy_with_logits(rows[:, : quality.shape[1]], quality, reduction="sum") / 20
    table = F.pad(rows, (0, 1), value=-1e4)[:, _TABLE]  # heads of different widths side by side, padded
    label_loss = F.cross_entropy(
        table.flatten(0, 1), torch.from_numpy(drawn.values).flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return (
        tag_loss
        + trigger_loss / 100
        + recipe.span_weight * span_loss
        + recipe.label_weight * label_loss / 40
        + recipe.role_weight * role_loss(model, example, vectors, logits[:, -1], recipe) / 20
    )


def groups(model: Model, recipe: Recipe) -> list[dict[str, object]]:
    """Parameter groups: the deeper a layer, the smaller its rate; the vectors of pieces stay as published."""
    found: list[dict[str, object]] = []
    encoder: Encoder = model.encoder
    for part in (encoder.words, encoder.positions, encoder.types, encoder.norm):
        part.requires_grad_(False)
    heads = [*encoder.tags.parameters(), *model.spans.parameters(), *model.roles.parameters()]
    found.append({"params": heads, "peak": recipe.head_rate, "weight_decay": recipe.weight_decay})
    found.append({"params": list(encoder.shapes.parameters()), "peak": recipe.head_rate, "weight_decay": 0.0})
    for n, layer in enumerate(encoder.layers):
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
    order = list(range(len(job.shown)))
    per_epoch = -(-len(order) // recipe.batch)
    steps, step = per_epoch * recipe.epochs, 0
    warm = steps // 12 + 1
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(recipe.memory))
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
                    loss = loss_of(model, job.shown[n], recipe, rng)
                    loss.backward()  # type: ignore[no-untyped-call]
                    total += float(loss.detach())
            _summed(model)
            torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            if worker == 0 and step > steps * (1 - recipe.averaged):
                average.update_parameters(model)
            if worker == 0 and step % 20 == 0:
                print(f"step {step}/{steps} after {time.monotonic() - began:.0f} s", flush=True)
        if worker == 0:
            kept = average.module if int(average.n_averaged) else model
            torch.save(kept.state_dict(), job.keep)
            loss_now = total * recipe.workers / len(order)
            print(f"epoch {epoch + 1}/{recipe.epochs} loss {loss_now:.3f}", flush=True)


def fit(docs: list[Document], recipe: Recipe, base: Path, keep: Path, start: Path | None = None) -> None:
    """Train a model on documents, from the base model's weights or from the state ``start``.

    ``keep`` holds the state after each epoch.
    """
    rng = random.Random(recipe.seed)  # noqa: S311 - reproducible training, no secret
    shown = [e for d in docs for e in examples(d, CLS, SEP, beheaded=rng.random() < recipe.beheaded)]
    with tempfile.TemporaryDirectory() as folder:
        job = Job(shown, recipe, base, start, keep, str(Path(folder) / "meeting"))
        spawn(_work, (job,), nprocs=recipe.workers)  # type: ignore[no-untyped-call]
