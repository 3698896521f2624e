"""Forms of figures: each module draws one form from plain pandas data and returns a Drawing.

What a figure shows, its title and its words belong in the notebook; how it looks belongs here. A form is
drawn twice, for a page and for a telephone (`canvas`), and written as SVG (`svg`, `lettering`); `style` and
`labels` are what all forms share.
"""
