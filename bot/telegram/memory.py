"""What a chat asked a moment ago, so that "còn hồ sơ?" is understood: in memory only, short and bounded."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple

from telegram import Message, Update

# A conversation older than this starts afresh: people come back to Telegram hours later with another matter.
SECONDS = 15 * 60
DEPTH = 2
CONVERSATIONS = 2_000


class Speaker(NamedTuple):
    """One person in one chat; in a group each member has a conversation of their own."""

    chat: int
    user: int


def speaker_of(update: Update) -> Speaker:
    """Whose update it is; 0 stands for a chat or user that the update does not have."""
    chat, user = update.effective_chat, update.effective_user
    return Speaker(chat.id if chat else 0, user.id if user else 0)


def speaker_in(message: Message) -> Speaker:
    return Speaker(message.chat_id, message.from_user.id if message.from_user else 0)


class Memory:
    """The last questions of each speaker; the longest silent speaker is forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._questions: OrderedDict[Speaker, deque[tuple[float, str]]] = OrderedDict()

    def recall(self, speaker: Speaker) -> tuple[str, ...]:
        """Questions still fresh, oldest first."""
        since = self._clock() - SECONDS
        return tuple(question for asked, question in self._questions.get(speaker, ()) if asked >= since)

    def keep(self, speaker: Speaker, question: str) -> None:
        self._drop_stale()
        self._questions.setdefault(speaker, deque(maxlen=DEPTH)).append((self._clock(), question))
        self._questions.move_to_end(speaker)
        while len(self._questions) > CONVERSATIONS:
            self._questions.popitem(last=False)

    def forget(self, user: int) -> None:
        """Drop everything of a user, in every chat."""
        for speaker in [speaker for speaker in self._questions if speaker.user == user]:
            del self._questions[speaker]

    def _drop_stale(self) -> None:
        """Texts do not outlive their use: whoever speaks clears those who fell silent."""
        since = self._clock() - SECONDS
        while self._questions:
            speaker, questions = next(iter(self._questions.items()))
            if questions[-1][0] >= since:
                return
            del self._questions[speaker]
