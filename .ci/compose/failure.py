"""What is wrong with the stack, in words for the person who changed it."""


class Failure(Exception):
    """The message says what is wrong; it is printed without a stack trace."""
