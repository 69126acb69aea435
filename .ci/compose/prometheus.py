"""Asks Prometheus."""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
from typing import Any

from failure import Failure


class Prometheus:
    def __init__(self, address: str) -> None:
        self._base = f"http://{address}/api/v1"

    def value(self, query: str) -> float | None:
        """The only value of a query; None if there is none."""
        result = self._get("query", query=query)["result"]
        return float(result[0]["value"][1]) if result else None

    def await_value(self, query: str, least: float, seconds: float = 60) -> float:
        """Waits until a query's value is large enough."""
        deadline = time.monotonic() + seconds
        while True:
            value = self.value(query)
            if value is not None and value >= least:
                return value
            if time.monotonic() > deadline:
                raise Failure(f"Prometheus: {query} is {value} after {seconds:.0f} s, and not {least:g} or more")
            time.sleep(0.5)

    def targets(self) -> list[dict[str, Any]]:
        return list(self._get("targets", state="active")["activeTargets"])

    def rules(self) -> list[dict[str, Any]]:
        return [rule for group in self._get("rules")["groups"] for rule in group["rules"]]

    def _get(self, path: str, **parameters: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self._base}/{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as reply:
            document: dict[str, Any] = json.load(reply)
        if document["status"] != "success":
            raise Failure(f"Prometheus: {document}")
        data: dict[str, Any] = document["data"]
        return data
