"""What is not a question: pictures, voices, places, unknown commands. Each kind has its own sentence."""

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.delivery import say_text

# The name of the message's attribute is the key of its sentence; the first that is there decides.
KINDS = (
    "sticker",
    "animation",
    "photo",
    "voice",
    "audio",
    "video_note",
    "video",
    "document",
    "contact",
    "venue",
    "location",
    "poll",
)


async def not_a_question(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if message := update.message:
        kind = next((kind for kind in KINDS if getattr(message, kind)), "other")
        await say_text(message, f"telegram_media.{kind}")


async def edited(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """An edit is not answered anew: the answer under the old wording would then stand beside another."""
    if message := update.edited_message:
        await say_text(message, "telegram.edited")


async def unknown_command(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if message := update.message:
        await say_text(message, "telegram.unknown_command")
