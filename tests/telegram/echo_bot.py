"""A bot to be killed: the real service in a process of its own, over answers that only repeat the question.

python -m tests.telegram.echo_bot ADDRESS-OF-THE-FAKE DATA-FOLDER [WEBHOOK-PORT]
"""

import sys
from pathlib import Path
from typing import cast

from bot.answering.base import Base
from bot.telegram.app import serve
from tests.telegram.conftest import POLLING, WEBHOOK, settings_for
from tests.telegram.sample_answers import SampleAnswers

if __name__ == "__main__":
    brought = {**WEBHOOK, "webhook_port": int(sys.argv[3])} if len(sys.argv) > 3 else POLLING
    serve(settings_for(sys.argv[1], Path(sys.argv[2]), **brought), SampleAnswers(cast(Base, None)))
