"""What a partnership says about its handbook itself: settings, and pages in its own words.

The loader reads the files, checks say what is wrong with them, and the handbook shows them. What
they must agree on stands here: where pages stand, what a page holds, where its links lead.
"""
