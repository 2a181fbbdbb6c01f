"""From articles with marked attributions to the files by which they are found.

A large network (the teacher) learns from the marked articles, then marks thousands of unmarked ones; a small one (the
student), which is what ships, learns from both. Kinds of sources and what sentences stand on are learned on top.
Training needs the packages of the extra ``train``; applying what was learned needs none of them.
"""
