"""How often somebody may ask for what takes work: so many times in so many seconds."""

import time
from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from threading import Lock


class Pace:
    """Counts within one process; with several, each lets as many through."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.seconds, self.clock = most, seconds, clock
        self.asked: defaultdict[Hashable, deque[float]] = defaultdict(deque)
        self.lock = Lock()

    def allows(self, who: Hashable) -> bool:
        """Say whether this one may ask once more, and count it if so."""
        now = self.clock()
        with self.lock:
            times = self.asked[who]
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self.most:
                return False
            times.append(now)
            return True
