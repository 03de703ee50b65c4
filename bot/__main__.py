"""``python -m bot`` is the command ``sotay``."""

from bot.cli import main

main(prog_name="sotay")
