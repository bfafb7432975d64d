"""Where documents of any format but plain text are opened: a process apart, with hard bounds on what it may take.

A bomb, a loop or a crash costs the one document that brings it, and a fresh process takes over. `Quarantine` is the
side outside, `ward` the process, `frames` how they speak, `limits` the bounds.
"""

from legation.intake.quarantine.limits import USUAL, Limits
from legation.intake.quarantine.quarantine import Quarantine

__all__ = ["USUAL", "Limits", "Quarantine"]
