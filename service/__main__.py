"""`python -m service` is `dorkarta`."""

from service.cli import main

main()
