"""Readers: the bytes of a file to pages of text. Each file is read in a child process (``reading.read``)."""
