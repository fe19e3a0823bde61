"""What an app needs to be operated: who asks, which queries run, what is counted and written.

Knows no Flask.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from kg.settings import Settings
from kg.web.operating.clients import ProxyRule, client_of
from kg.web.operating.logs import RequestLog
from kg.web.operating.metrics import Metrics
from kg.web.operating.observing import Observation
from kg.web.operating.running import RunningQueries
from kg.web.operating.serving import Serving

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """The operator's side of one app.

    Attributes:
        proxies: whose word on the client's address is believed.
        running: the queries that run now.
        metrics: the numbers.
        log: the lines.
    """

    proxies: ProxyRule
    running: RunningQueries
    metrics: Metrics
    log: RequestLog
    _warned: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def of(cls, settings: Settings, serving: Serving) -> "Operation":
        """Make it as *settings* say."""
        return cls(
            ProxyRule(settings.trusted_proxies, settings.proxy_header),
            RunningQueries(),
            Metrics(serving),
            RequestLog(settings.log_queries > 0),
        )

    def meet_proxy(self) -> None:
        """Say once that a proxy stands in front which nobody told of: all its clients share."""
        if not self._warned.is_set():
            self._warned.set()
            _log.warning("requests come through a proxy, but KG_TRUSTED_PROXIES is 0")

    def begun(self, observation: Observation) -> None:
        """Take note of a request that comes in."""
        self.metrics.begun(observation)

    def ended(self, observation: Observation) -> None:
        """Take note of a request that is over."""
        self.metrics.ended(observation)
        self.log.ended(observation)

    def repeated(
        self, former: Observation, client: str, headers: Callable[[], list[tuple[str, str]]]
    ) -> None:
        """Take note of a request that got the reply to *former* again, without asking the app.

        Args:
            former: the request whose reply was kept.
            client: the address that asks now, with its port.
            headers: gives the headers of the request, names in small letters.
        """
        forwarded = ""
        if self.proxies.trusted:
            name = self.proxies.header.lower()
            forwarded = ",".join(value for known, value in headers() if known == name)
        again = replace(
            former,
            started_s=time.perf_counter(),
            client=client_of(client, forwarded, self.proxies),
            outcome="",
            evaluation_s=0.0,
            cache="hit",
            endings=[],
        )
        self.begun(again)
        self.ended(again)
