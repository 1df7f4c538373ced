"""A watch on the event loop: how long it was kept from its work, told as metrics."""

import asyncio
import time

from api import metrics

_TICK = 0.01


class LoopWatch:
    """Measures from inside the loop; `longest` is the longest time, in seconds, since it was last set to nothing."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.longest = 0.0

    async def run(self) -> None:
        """Measure until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_TICK)
            lag = max(0.0, time.perf_counter() - began - _TICK)
            self.longest = max(self.longest, lag)
            metrics.loop_lag.observe(lag)
