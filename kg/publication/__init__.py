"""What a release publishes of its quads: canonical lines, dumps and checksums.

Pure writers: the same quads give the same bytes. Knows no release folder and no server.
"""
