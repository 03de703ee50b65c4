"""What a chat asked a moment ago: little, short, and gone on request."""

from bot.telegram.memory import CONVERSATIONS, SECONDS, Memory, Speaker

LAN, HOA = Speaker(1, 1), Speaker(2, 2)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_last_two_questions_are_kept() -> None:
    memory = Memory()
    for question in ("một", "hai", "ba"):
        memory.keep(LAN, question)
    assert memory.recall(LAN) == ("hai", "ba")
    assert memory.recall(HOA) == ()


def test_questions_fade() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.keep(LAN, "một")
    clock.now = SECONDS + 1
    assert memory.recall(LAN) == ()


def test_whoever_speaks_clears_those_who_fell_silent() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.keep(LAN, "một")
    clock.now = SECONDS + 1
    memory.keep(HOA, "hai")
    assert list(memory._questions) == [HOA]


def test_the_number_of_conversations_is_bounded() -> None:
    memory = Memory()
    for user in range(CONVERSATIONS + 5):
        memory.keep(Speaker(user, user), "một")
    assert memory.recall(Speaker(0, 0)) == ()
    assert memory.recall(Speaker(CONVERSATIONS, CONVERSATIONS)) == ("một",)


def test_forgetting_a_user_reaches_every_chat() -> None:
    memory = Memory()
    in_group = Speaker(-5, 1)
    for speaker in (LAN, in_group, HOA):
        memory.keep(speaker, "một")
    memory.forget(1)
    assert [memory.recall(speaker) for speaker in (LAN, in_group, HOA)] == [(), (), ("một",)]
