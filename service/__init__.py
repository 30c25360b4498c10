"""Everything that runs the library: the command line, the HTTP service and its page."""
