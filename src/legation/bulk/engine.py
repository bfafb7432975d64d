"""What spreads a run over cores or machines: Daft's own runner here, or Ray. Quiet, and nothing is told to anybody."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from legation.errors import EngineLost, QueryError

LOCAL, RAY = "local", "ray"
_PATIENCE = 600  # seconds until a worker of a busy cluster has started
_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_worker_niceness": "0",  # else its workers wait for every other program of the machine
    "OMP_NUM_THREADS": "1",  # as many processes as cores, and each on one
    "PYTHONSAFEPATH": "1",  # what lies in the folder that the program was started from is no module of ours
}

_ON_EVERY_MACHINE = ("DAFT_ANALYTICS_ENABLED", "DO_NOT_TRACK", "OMP_NUM_THREADS")


def checked_engine(written: str) -> str:
    """Name of an engine as an option has it. Raises QueryError."""
    if written in {LOCAL, RAY} or (written.startswith("ray://") and len(written) > len("ray://")):
        return written
    raise QueryError(f"--engine {written}: there is none; there are local, ray, and ray://HOST:PORT for a cluster")


def cores(name: str) -> int:
    """Count the cores that there are, within an `engine`: of this machine, or of the cluster."""
    if name == LOCAL:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    import ray  # noqa: PLC0415

    there: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return max(1, int(there.get("CPU", 1)))


@contextmanager
def engine(name: str) -> Iterator[None]:
    """Have Daft run on an engine while this lasts; once a process. Raises EngineLost where it is not there."""
    os.environ.update(_QUIET)
    with _hushed():
        try:
            import daft  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise EngineLost(
                "legation bulk needs Daft, which is not installed: pip install 'legation[bulk]'"
            ) from error
        if name == LOCAL:
            daft.set_runner_native()
            yield
        else:
            with _ray(name):
                yield


@contextmanager
def _ray(name: str) -> Iterator[None]:
    try:
        import daft  # noqa: PLC0415
        import ray  # noqa: PLC0415
    except ImportError as error:
        raise EngineLost(f"--engine {name} needs Ray, which is not installed: pip install 'legation[bulk]'") from error
    try:
        if name == RAY:
            ray.init("local", include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        else:
            there = {variable: _QUIET[variable] for variable in _ON_EVERY_MACHINE}
            ray.init(name, log_to_driver=False, logging_level=logging.ERROR, runtime_env={"env_vars": there})
        daft.set_runner_ray(noop_if_initialized=True, worker_startup_timeout=_PATIENCE)
        daft.set_execution_config(actor_udf_ready_timeout=_PATIENCE)
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        raise EngineLost(f"--engine {name}: Ray cannot be reached ({type(error).__name__}: {reason})") from error
    try:
        yield
    finally:
        ray.shutdown()


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what libraries write by themselves from a person; what we write to standard error still comes there.

    To standard output nothing of ours is written meanwhile; Daft says there that it heard of Ctrl-C.
    """
    if os.environ.get("LEGATION_DEBUG"):
        yield
        return
    sys.stdout.flush()
    sys.stderr.flush()
    output, kept, ours = os.dup(1), os.dup(2), sys.stderr
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # of what Daft logs, what matters is raised as well
    sys.stderr = os.fdopen(os.dup(kept), "w", encoding=ours.encoding, errors="backslashreplace", buffering=1)
    try:
        yield
    finally:
        logging.disable(before)
        sys.stderr.close()
        sys.stderr = ours
        os.dup2(kept, 2)
        os.close(kept)
        os.dup2(output, 1)
        os.close(output)
