"""Write a trained model as the folder that the tagger loads: two ONNX files, tokenizer and settings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from torch import Tensor, nn

from legation.reading.roles import FEATURES
from legation.reading.spans import KINDS, POOLS, Calibration
from legation.reading.tagger import Settings
from training.model import SIZE, Model

VERSION = "2"
_SMALL = 4_096  # weights that are not worth it
UNFITTED: dict[str, Calibration] = {
    kind: {"weights": [0.5, 0.0, 0.5, 0.5, 0.5, 0.0, 0.0], "bias": 0.5, "threshold": 0.5} for kind in KINDS
}
"""Stands in until calibration was fitted to predictions on documents that were left out."""


class _Inference(nn.Module):
    """The encoder without the parts that only training needs."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder = model.encoder

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        hidden, tags = self.encoder(ids, shapes)
        return hidden, tags


def _shrink(path: Path) -> None:
    """Store the weights of an ONNX file as bytes with a scale for each row, widened again when it is loaded."""
    graph = onnx.load(path)
    widened = []
    for tensor in list(graph.graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.ndim == 2 and values.size > _SMALL:
            name = tensor.name
            scales = np.maximum(np.abs(values).max(axis=1), 1e-9).astype(np.float32) / 127
            rows = np.rint(values / scales[:, None]).astype(np.int8)
            tensor.CopyFrom(numpy_helper.from_array(rows, name + ".bytes"))
            graph.graph.initializer.append(numpy_helper.from_array(scales, name + ".scales"))
            inputs = [name + ".bytes", name + ".scales"]
            widened.append(helper.make_node("DequantizeLinear", inputs, [name], axis=0))
    nodes = [*widened, *graph.graph.node]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    onnx.save(graph, path)


def export(model: Model, folder: Path, base: Path, *, quantised: bool, calibration: dict[str, Calibration]) -> None:
    """Export a model into a folder; ``quantised`` stores the weights of the encoder as bytes.

    Weights are unsigned: on processors without VNNI the signed kernel saturates and loses accuracy.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    full = folder / "encoder.onnx"
    whole = folder / "encoder.float.onnx" if quantised else full
    ids = torch.randint(1000, 2000, (1, 50))
    torch.onnx.export(
        _Inference(model).eval(), (ids, torch.zeros_like(ids)), str(whole), dynamo=False, opset_version=17,
        input_names=["ids", "shapes"], output_names=["hidden", "tags"],
        dynamic_axes={name: {1: "pieces"} for name in ("ids", "shapes", "hidden", "tags")},
    )  # fmt: skip
    torch.onnx.export(
        model.spans, (torch.zeros(3, POOLS * SIZE),), str(folder / "spans.onnx"), dynamo=False, opset_version=17,
        input_names=["spans"], output_names=["rows"], dynamic_axes={"spans": {0: "spans"}, "rows": {0: "spans"}},
    )  # fmt: skip
    torch.onnx.export(
        model.roles, (torch.zeros(3, POOLS * SIZE), torch.zeros(4, SIZE), torch.zeros(3, 4, FEATURES)),
        str(folder / "roles.onnx"), dynamo=False, opset_version=17,
        input_names=["spans", "mentions", "known"], output_names=["logits"],
        dynamic_axes={
            "spans": {0: "spans"}, "mentions": {0: "mentions"},
            "known": {0: "spans", 1: "mentions"}, "logits": {0: "spans", 1: "mentions"},
        },
    )  # fmt: skip
    for name in ("spans.onnx", "roles.onnx"):
        _shrink(folder / name)
    if quantised:
        quantize_dynamic(
            whole, full, weight_type=QuantType.QUInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
        )
        whole.unlink()
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    settings: Settings = {"version": VERSION, "calibration": calibration}
    (folder / "tagger.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")


def load_state(path: Path) -> Model:
    """Load a model from a saved state."""
    model = Model()
    model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()
