"""The exception tree. An exception means no Document; doubt is a Warning inside one.

DorkartaError
├── UnreadableError          the file gives no text
│   ├── EmptyFileError       nothing in it
│   ├── UnsupportedError     a format that no reader takes
│   ├── DamagedError         a known format, broken
│   ├── TooLargeError        over a limit of bytes or pages
│   └── MissingToolError     a system package is not installed
├── BadDocumentError         JSON that is not Roadmap JSON 1.0
└── ModelError               a model's files are absent or of another version
"""


class DorkartaError(Exception):
    """Base of all; its message is one line that a user can act on."""


class UnreadableError(DorkartaError):
    """The file gives no text."""


class EmptyFileError(UnreadableError):
    """No bytes, or no text in them."""


class UnsupportedError(UnreadableError):
    """A format that no reader takes."""


class DamagedError(UnreadableError):
    """A known format whose content is broken."""


class TooLargeError(UnreadableError):
    """Over a limit of bytes or pages."""


class MissingToolError(UnreadableError):
    """A system package that this format needs is not installed; the message names it."""


class BadDocumentError(DorkartaError):
    """JSON that is not Roadmap JSON 1.0."""


class ModelError(DorkartaError):
    """A model's files are absent or of another version."""
