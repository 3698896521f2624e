"""Forms of figures: each module draws one form from plain pandas data and returns a Figure.

What a figure shows, its title and its words belong in the notebook; how it looks belongs here.
"""
