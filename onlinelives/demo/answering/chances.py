"""Streams of chance, one for each thing that is drawn, so that drawing one thing more changes nothing else."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np


@dataclass(frozen=True)
class Chances:
    """questionnaire: its code, since every wave asks other children."""

    seed: int
    questionnaire: str

    def of(self, what: str) -> np.random.Generator:
        """The stream of one thing in this wave."""
        return self._stream(f"{self.questionnaire}/{what}")

    def lasting(self, what: str) -> np.random.Generator:
        """The stream of one thing that stays as it is from wave to wave."""
        return self._stream(what)

    def _stream(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, crc32(name.encode())])
