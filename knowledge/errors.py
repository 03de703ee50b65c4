"""The one family of errors: each message names the thing, the bad value and the next step."""


class SotayError(Exception):
    """A failure to tell the person at the terminal in one line; the message is Vietnamese."""


class KnowledgeError(SotayError):
    """The catalogue, a card or the glossary is malformed."""


class DocumentError(SotayError):
    """A file cannot enter the library: unreadable, empty, encrypted, marked secret, not a document."""


class IndexDamagedError(SotayError):
    """A generation of the index is missing, damaged or of another schema; it is never served."""


class EncoderError(SotayError):
    """An embedding model is missing, incomplete or of another dimension than the index."""


class SettingsError(SotayError):
    """A setting has a value that cannot be used."""
