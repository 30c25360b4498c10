"""`python -m corpus.paper`."""

from corpus.paper.measure import main

if __name__ == "__main__":
    main()
