"""What runs the library: command line, HTTP service, web page."""
