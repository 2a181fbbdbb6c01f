"""Text of a web page that its reader is not shown."""

from reliability.readers.hidden.removal import remove_hidden

__all__ = ["remove_hidden"]
