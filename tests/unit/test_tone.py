from __future__ import annotations

import pytest
from engine_contract import EngineContract
from tone import Tone


class TestTone(EngineContract):
    @pytest.fixture
    def engine(self) -> Tone:
        return Tone()
