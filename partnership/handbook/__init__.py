"""The handbook: an agreement and its verdicts as pages that anyone can read.

`pages.py` is pure: documents and verdicts in, pages out. `plugin.py` hands them to MkDocs, and
`building.py` builds and serves a site with settings of ours.
"""
