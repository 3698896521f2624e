"""The build: the graph, its steps, the workers that carry them out, and what they may skip."""
